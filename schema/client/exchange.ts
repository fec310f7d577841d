// One operation, asked once as this person: by hash and, if need be, by text; again with a new token after a 401.
import type { Answer } from './answer.js';
import { createPersistedOperations } from './persisted.js';
import { readAnswer } from './read-answer.js';
import type { Request } from './request.js';
import type { Session } from './session.js';
import type { Transport } from './transport.js';

export interface ExchangeOptions {
  readonly transport: Transport;
  readonly endpoint: string;
  readonly clientName: string;
  readonly clientVersion: string;
  readonly persisted?: boolean;
}

export type Exchange = <Data, Variables extends object>(
  request: Request<Data, Variables>,
) => Promise<Answer<Data>>;

export function createExchange(options: ExchangeOptions, session: Session): Exchange {
  const persisted = createPersistedOperations(options.persisted !== false);

  async function ask<Data, Variables extends object>(
    request: Request<Data, Variables>,
    token: string | undefined,
  ): Promise<Answer<Data>> {
    const { operation, variables } = request;
    const written = await persisted.write(operation, variables);
    const answer = await send(options, request, token, written.body);
    if (answer.ok || !persisted.learn(operation.hash, written, answer.failure.code)) return answer;
    return send(options, request, token, (await persisted.write(operation, variables)).body);
  }

  return async (request) => {
    const token = await session.token();
    const answer = await ask(request, token);
    if (!isUnauthenticated(answer)) return answer;
    const renewal = await session.renew(token);
    // Who may have logged in meanwhile didn't ask for this change.
    if (renewal === 'replaced' && request.operation.type === 'mutation') return answer;
    const next = renewal === 'none' ? token : await session.token();
    const last = next === token ? answer : await ask(request, next);
    if (isUnauthenticated(last)) session.end(next);
    return last;
  };
}

function isUnauthenticated(answer: Answer<unknown>): boolean {
  return !answer.ok && answer.failure.kind === 'unauthenticated';
}

async function send<Data, Variables extends object>(
  { transport, endpoint, clientName, clientVersion }: ExchangeOptions,
  { operation, language, live, timeoutMs, cancelled }: Request<Data, Variables>,
  token: string | undefined,
  body: string,
): Promise<Answer<Data>> {
  const result = await transport({
    url: endpoint,
    // Never GET: addresses are written down on the way, and variables may be somebody's number.
    method: 'POST',
    headers: {
      accept: 'application/json',
      'accept-language': language,
      'content-type': 'application/json',
      'x-client-name': clientName,
      'x-client-version': clientVersion,
      // Absences say why a field is refused; errors would say it twice.
      'x-refusals': 'extensions',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(live && { 'cache-control': 'no-cache' }),
    },
    body,
    timeoutMs,
    ...(cancelled && { cancelled }),
  });
  return readAnswer(result, operation, language);
}
