// The typed client: asks the gateway for the operations that `npm run operations` generated, wherever JavaScript runs.
import type { Answer } from './answer.js';
import { delayBeforeRepeat } from './delay-before-repeat.js';
import { createExchange, type ExchangeOptions } from './exchange.js';
import { crowded, failed, type Language } from './failure.js';
import { createFlights } from './flights.js';
import type { Operation } from './operation.js';
import { createQueue, type Priority } from './queue.js';
import type { Request } from './request.js';
import { createSession, IssuerUnreachable, type SessionOptions } from './session.js';
import type { CancelSignal } from './transport.js';
import { wait } from './wait.js';

export type { AbsenceReason } from '../contract/absence-reasons.js';
export type { ErrorCode } from '../contract/error-codes.js';
export type { Absence, Freshness, FreshnessState } from '../contract/extension.js';
export type { Answer, Answered, AnswerError } from './answer.js';
export { createCancel, type Cancel } from './cancel.js';
export type { Failure, Language } from './failure.js';
export type { Operation, ToldFields } from './operation.js';
export type { Priority } from './queue.js';
export type { Absent, Present, Told } from './told.js';
export type * from './transport.js';

/**
 * `endpoint`: address of the gateway's `/graphql`; `clientName`, `clientVersion`: how the gateway's figures name this client
 * (letters, digits, `_`, `.`, `-`, at most 40); `persisted`: whether to ask by hash first, which it does when missing.
 */
export interface ClientOptions extends ExchangeOptions, SessionOptions {
  /** Read at each request, so that a page can switch. */
  language(): Language;
}

export interface RequestOptions {
  /** `normal` when missing. */
  readonly priority?: Priority;
  /** An `AbortSignal`, or that of `createCancel`. */
  readonly cancel?: CancelSignal;
  /** Of each attempt, without its time in the queue; 60,000 when missing, the most that a mini-program may wait. */
  readonly timeoutMs?: number;
}

export interface QueryOptions extends RequestOptions {
  /** Has the departments asked although what is kept is fresh. */
  readonly live?: boolean;
}

/** Neither rejects for anything that network, gateway or issuer can do. */
export interface Client {
  /**
   * Equal queries that are under way share one request, and one answer: don't write into it. Asked again, at most twice,
   * when it was interrupted, there was no connection, or the gateway said 503.
   */
  query<Data, Variables extends object>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    options?: QueryOptions,
  ): Promise<Answer<Data>>;
  /** Never asked again by itself after a failure: nobody knows whether it was done. */
  mutate<Data, Variables extends object>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    options?: RequestOptions,
  ): Promise<Answer<Data>>;
}

type Ask = <Data, Variables extends object>(request: Request<Data, Variables>) => Promise<Answer<Data>>;

/** What mini-programs allow at a time. */
const maxActive = 10;
/** A page that asks for more has lost its way. */
const maxWaiting = 100;
const maxRepeats = 2;

export function createClient(options: ClientOptions): Client {
  const session = createSession(options);
  const askInTurn = queued(createExchange(options, session));
  const flights = createFlights<Answer<unknown>>();

  return {
    query: (operation, variables, queryOptions = {}) =>
      settled(describe(operation, variables, options.language(), queryOptions), async (request) => {
        // It would be shared and asked again: somebody pays twice.
        if (operation.type !== 'query') throw new TypeError(`${operation.name} is a mutation: use mutate`);
        const { language, live, cancelled } = request;
        // The token too: the next person at the same screen doesn't join the last one's.
        const token = await session.token();
        const key = JSON.stringify([operation.hash, language, live, token, variables]);
        return flights.join(
          key,
          cancelled,
          (allGone) => repeated(askInTurn, { ...request, cancelled: allGone }),
          () => failed('cancelled', language),
          // By the operation's hash, so its answers have the operation's types.
        ) as Promise<Answer<never>>;
      }),
    mutate: (operation, variables, mutationOptions = {}) =>
      settled(describe(operation, variables, options.language(), mutationOptions), (request) =>
        askInTurn(request).finally(() => flights.closeDoors()),
      ),
  };
}

function describe<Data, Variables extends object>(
  operation: Operation<Data, Variables>,
  variables: Variables,
  language: Language,
  { priority = 'normal', cancel, timeoutMs = 60_000, live = false }: QueryOptions,
): Request<Data, Variables> {
  return { operation, variables, language, live, priority, timeoutMs, cancelled: cancel };
}

async function settled<Data, Variables extends object>(
  request: Request<Data, Variables>,
  ask: (request: Request<Data, Variables>) => Promise<Answer<Data>>,
): Promise<Answer<Data>> {
  try {
    return await ask(request);
  } catch (error) {
    if (error instanceof IssuerUnreachable) return failed('offline', request.language);
    throw error;
  }
}

function queued(ask: Ask): Ask {
  const queue = createQueue({ maxActive, maxWaiting });
  return async (request) => {
    const { priority, cancelled, language } = request;
    const answer = await queue.run(priority, cancelled, () => ask(request));
    if (answer === 'full') return crowded(language);
    return answer === 'cancelled' ? failed('cancelled', language) : answer;
  };
}

async function repeated<Data, Variables extends object>(
  ask: Ask,
  request: Request<Data, Variables>,
): Promise<Answer<Data>> {
  for (let repeats = 0; ; repeats += 1) {
    const answer = await ask(request);
    const delayMs = answer.ok ? undefined : delayBeforeRepeat(answer.failure, repeats);
    if (delayMs === undefined || repeats === maxRepeats) return answer;
    if (!(await wait(delayMs, request.cancelled))) return failed('cancelled', request.language);
  }
}
