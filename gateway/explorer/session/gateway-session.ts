// Asks the gateway as whoever is logged in; a login that has run out is renewed once, or said to be over.
import type { YihaoExtension } from '../../../schema/contract/extension.js';
import type { PageSettings } from '../page-settings.js';
import { createValueStore, type ValueStore } from '../value-store.js';
import type { BureauDesk, BureauStatement } from './bureau-desk.js';
import type { Caller, Citizen } from './caller.js';
import { hasLogin, renewLogin } from './citizen-login.js';

export interface Question {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null | undefined;
}

export interface GatewayAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
  readonly extensions?: { readonly yihao?: YihaoExtension };
}

export interface GatewaySession {
  readonly caller: ValueStore<Caller>;
  /** What was answered last to a question of the editor. */
  readonly lastAnswer: ValueStore<GatewayAnswer | undefined>;
  /** Never throws: what keeps an answer away is said in its place. */
  ask(question: Question, headers?: Readonly<Record<string, string>>): Promise<GatewayAnswer>;
  becomeCitizen(citizen: Citizen): void;
  /** @throws Error with what the issuer says is wrong */
  becomeBureau(name: string, statement: BureauStatement): Promise<void>;
}

/** Said in the answer's pane in place of data. */
function told(message: string): GatewayAnswer {
  return { errors: [{ message }] };
}

const loginNeeded = told(
  '请先登录：点下方的“登录”。查询不会丢失。 Log in first, by the button at the bottom: your query stays as it is.',
);
const loginExpired =
  '登录已过期，请重新登录；查询不会丢失。 Your login has expired: log in again, and your query stays as it is.';
const unreachable = told(
  '连不上网关：请检查网络，或网关是否在运行，然后再试。 The gateway can’t be reached: check the network and whether it runs, and try again.',
);

export function createGatewaySession(settings: PageSettings, desk: BureauDesk | undefined): GatewaySession {
  const caller = createValueStore<Caller>({ kind: 'nobody' });
  const lastAnswer = createValueStore<GatewayAnswer | undefined>(undefined);

  const send = async (
    asker: Caller,
    body: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<Response> =>
    fetch(settings.graphql, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-client-name': 'explorer',
        ...headers,
        ...(await credentials(asker, body, desk)),
      },
      body,
    });
  const ask: GatewaySession['ask'] = async (question, headers = {}) => {
    const before = caller.get();
    if (before.kind === 'nobody' && settings.issuer !== null) return loginNeeded;
    if (before.kind === 'expired') return told(loginExpired);
    const body = JSON.stringify(withCurrentName(question));
    try {
      const response = await send(before, body, headers);
      if (response.status !== 401 || before.kind === 'nobody') return await readAnswer(response);
      const renewed = await renew(before, settings, desk);
      // Somebody else may have been chosen meanwhile: the question stays its asker's.
      if (caller.get() === before) caller.set(renewed);
      if (renewed.kind === 'expired') return told(loginExpired);
      return await readAnswer(await send(renewed, body, headers));
    } catch (error) {
      if (error instanceof TypeError) return unreachable;
      return told(error instanceof Error ? error.message : String(error));
    }
  };

  return {
    caller,
    lastAnswer,
    ask,
    becomeCitizen(citizen) {
      caller.set(citizen);
      void ask({ query: '{ me { name } }' }).then(({ data }) => {
        const now = caller.get();
        const name = (data as { me?: { name?: string | null } | null } | undefined)?.me?.name ?? undefined;
        if (now.kind === 'citizen') caller.set({ ...now, name });
      });
    },
    async becomeBureau(name, statement) {
      if (!desk) throw new Error('no bureaus here');
      caller.set({ kind: 'bureau', name, statement, accessToken: await desk.loadToken(statement.client) });
    },
  };
}

/** GraphiQL reads names a moment after the last key: a query that is pasted and run at once comes with the name of the one before. */
function withCurrentName({ operationName, ...question }: Question): Question {
  if (!operationName || !new RegExp(`\\b${operationName}\\b`).test(question.query)) return question;
  return { ...question, operationName };
}

async function credentials(
  caller: Caller,
  body: string,
  desk: BureauDesk | undefined,
): Promise<Record<string, string>> {
  if (caller.kind !== 'citizen' && caller.kind !== 'bureau') return {};
  const authorization = `Bearer ${caller.accessToken}`;
  if (caller.kind === 'citizen' || !desk) return { authorization };
  return { authorization, 'yihao-request': await desk.sign(caller.statement, body) };
}

async function renew(
  caller: Extract<Caller, { kind: 'citizen' | 'bureau' }>,
  settings: PageSettings,
  desk: BureauDesk | undefined,
): Promise<Caller> {
  try {
    if (caller.kind === 'citizen')
      return hasLogin(settings) ? await renewLogin(settings, caller) : { kind: 'expired', was: caller };
    if (!desk) return { kind: 'expired', was: caller };
    return { ...caller, accessToken: await desk.loadToken(caller.statement.client) };
  } catch {
    return { kind: 'expired', was: caller };
  }
}

/** Whatever stands between may answer in something else than JSON. */
async function readAnswer(response: Response): Promise<GatewayAnswer> {
  const text = await response.text();
  try {
    return JSON.parse(text) as GatewayAnswer;
  } catch {
    return told(`HTTP ${response.status}: ${text.slice(0, 200)}`);
  }
}
