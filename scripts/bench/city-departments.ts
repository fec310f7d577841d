// Process of the bench: the city's departments, answering from what the real ones have answered to the same question before.
//
//   node city-departments.js '{"population":"http://127.0.0.1:4101",…}'
//
// An answer is asked of the real department when somebody's question is seen first, and kept as bytes by person, path and body.
// The gateway says who asks in its assertion. Stock only forwards the token: for it the departments are asked with an assertion
// made here, about the citizen whose login the gateway has asked the population register about.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { AssertedIdentity } from '../../gateway/auth/principal.js';
import { createAssertionSigner } from '../../gateway/departments/sign-assertion.js';
import {
  assertionHeader,
  parseAssertionKeys,
  type AssertionClaims,
} from '../../schema/contract/assertion.js';
import type { DepartmentName } from '../../schema/contract/departments.js';
import type { Identity, IdentityRequest, IdentityResponse } from '../../schema/contract/identity.js';
import { developmentAssertionKeys } from '../development-keys.js';
import type { DepartmentCounts, DepartmentsReady } from './department-servers.js';

interface Prepared {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A gateway that varies its bodies would fill the memory: beyond this, the real departments are asked each time, and counted. */
const maxPrepared = 20_000;
const keptHeaders = ['content-type', 'cache-control', 'age'];
const realUrls = JSON.parse(process.argv[2] ?? '{}') as Record<DepartmentName, string>;

const counts = { requests: 0, computed: 0 };
/** By subject of the token. */
const logins = new Map<string, Identity>();
const askers = new Map<string, string>();

function createDepartment(name: DepartmentName, realUrl: string): Server {
  const signer = createAssertionSigner(name, parseAssertionKeys(developmentAssertionKeys(name)));
  const prepared = new Map<string, Prepared>();

  async function answer(request: IncomingMessage): Promise<Prepared> {
    const { method, url = '', headers } = request;
    // Whether it is ready: the real one says so to everybody.
    if (method !== 'POST') return compute(realUrl + url, {});
    const body = await buffer(request);
    counts.requests++;
    const key = `${url} ${askerOf(headers)} ${body.toString('latin1')}`;
    const known = prepared.get(key);
    if (known) return known;
    const assertion = headers[assertionHeader] ?? signer.sign(identityOf(headers), body, false);
    const computed = await compute(realUrl + url, questionOf(String(assertion), body));
    counts.computed++;
    if (url === '/identity') learnLogin(body, computed.body);
    if (computed.status === 200 && prepared.size < maxPrepared) prepared.set(key, computed);
    return computed;
  }

  const server = createServer((request, response) => {
    answer(request).then(
      ({ status, headers, body }) =>
        response.writeHead(status, { ...headers, 'content-length': body.length }).end(body),
      () => response.writeHead(502).end(),
    );
  });
  server.keepAliveTimeout = 0;
  return server;
}

function questionOf(assertion: string, body: Buffer): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', [assertionHeader]: assertion },
    body,
  };
}

async function compute(url: string, request: RequestInit): Promise<Prepared> {
  const response = await fetch(url, request);
  const headers = keptHeaders.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return {
    status: response.status,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.from(await response.arrayBuffer()),
  };
}

/** `Citizen.id`, or nothing for the gateway itself. */
function askerOf(headers: IncomingHttpHeaders): string {
  const assertion = headers[assertionHeader];
  if (assertion !== undefined) return readPayload<AssertionClaims>(String(assertion)).me ?? '';
  const { authorization = '' } = headers;
  const asker = askers.get(authorization) ?? loginOf(authorization)?.id ?? '';
  askers.set(authorization, asker);
  return asker;
}

function loginOf(authorization: string): Identity | undefined {
  return authorization === '' ? undefined : logins.get(readPayload<{ sub: string }>(authorization).sub);
}

/** @throws Error for a token of somebody whom no gateway of ours has asked about yet */
function identityOf({ authorization = '' }: IncomingHttpHeaders): AssertedIdentity {
  const login = loginOf(authorization);
  if (!login) throw new Error('nobody is known by this token');
  const { id, numbers } = login;
  return {
    caller: { kind: 'citizen', client: 'bench', citizen: id, level: 'L4' },
    me: id,
    subjects: [{ id, numbers }],
  };
}

function learnLogin(request: Buffer, answer: Buffer): void {
  const { subject } = JSON.parse(request.toString()) as IdentityRequest;
  const { identity } = JSON.parse(answer.toString()) as IdentityResponse;
  if (identity) logins.set(subject, identity);
}

/** Of a JWS in compact serialization; it was verified where it came from, or is by the real department. */
function readPayload<T>(token: string): T {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as T;
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return `http://127.0.0.1:${address.port}/graphql`;
}

const urls: Record<string, string> = {};
for (const [name, url] of Object.entries(realUrls) as [DepartmentName, string][])
  urls[name] = await listen(createDepartment(name, url));
process.on('message', () => process.send?.(counts satisfies DepartmentCounts));
process.once('disconnect', () => process.exit(0));
process.send?.({ urls } satisfies DepartmentsReady);
