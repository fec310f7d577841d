import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { pino } from 'pino';
import type { RequestContext } from '../../gateway/context.js';
import { createOperationAdmission } from '../../gateway/http/admit-operation.js';
import { createGraphqlRoute } from '../../gateway/http/graphql-route.js';
import { createMetrics } from '../../gateway/observability/metrics.js';

const question = { query: '{ word }' };
const forwarded: Readonly<Record<string, string>>[] = [];
const apollo = new ApolloServer<RequestContext>({
  typeDefs: 'type Query { word: String }',
  resolvers: {
    Query: {
      word: (_: unknown, _args: unknown, { forwardedHeaders }: RequestContext) => {
        forwarded.push(forwardedHeaders);
        return '市';
      },
    },
  },
  csrfPrevention: true,
});
const route = createGraphqlRoute({
  apollo,
  authenticate: async () => async () => ({ kind: 'open', claims: undefined }),
  logger: pino({ level: 'silent' }),
  metrics: createMetrics(() => undefined),
  admitOperation: createOperationAdmission({ allowed: 'any', find: () => undefined }),
  maxBodyBytes: 1_000,
  corsOrigins: [],
  showsPlans: true,
  forwardHeaders: ['authorization', 'x-tenant'],
});
const server = createServer((request, response) => void route(request, response));

beforeAll(async () => {
  await apollo.start();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await apollo.stop();
});

/** Not by `fetch`, which adds an `Accept` of its own. */
async function ask(headers: Record<string, string>): Promise<IncomingMessage & { text: string }> {
  const { port } = server.address() as { port: number };
  const sent = httpRequest({ host: '127.0.0.1', port, path: '/graphql', method: 'POST', headers });
  sent.end(JSON.stringify(question));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return Object.assign(response, { text: await text(response) });
}

const json = { 'content-type': 'application/json' };

describe('/graphql', () => {
  it.each([
    [undefined],
    [''],
    ['*/*'],
    ['application/json'],
    ['APPLICATION/JSON'],
    ['application/*'],
    ['application/json, */*'],
    ['application/json;q=0'],
    ['application/json; charset=utf-8'],
    ['application/json; charset=gbk'],
    ['application/graphql-response+json'],
    ['application/graphql-response+json, application/json;q=0.9'],
    ['application/json, application/graphql-response+json'],
    ['*/*;q=0'],
    ['text/html'],
    ['text/html,application/xhtml+xml,*/*;q=0.8'],
    ['multipart/mixed'],
    ['nonsense'],
  ])('answers Accept: %s as Apollo Server does', async (accept) => {
    const headers = { ...json, ...(accept !== undefined && { accept }) };
    const theirs = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: 'POST',
        headers: new HeaderMap(Object.entries(headers)),
        search: '',
        body: question,
      },
      context: async () => ({ forwardedHeaders: {} }) as RequestContext,
    });
    const ours = await ask(headers);
    expect([ours.statusCode, ours.headers['content-type']]).toEqual([
      theirs.status ?? 200,
      theirs.headers.get('content-type'),
    ]);
  });

  it('says how long an answer is, in bytes', async () => {
    const { headers, text: answer } = await ask(json);
    expect(answer).toContain('市');
    expect(headers['content-length']).toBe(String(Buffer.byteLength(answer)));
    expect(headers['transfer-encoding']).toBeUndefined();
  });

  it('refuses what a form of another page could have sent', async () => {
    const { statusCode, text: answer } = await ask({ 'content-type': 'text/plain' });
    expect([statusCode, answer]).toEqual([400, expect.stringContaining('CSRF')]);
    const preflighted = await ask({ 'content-type': 'text/plain', 'apollo-require-preflight': '1' });
    expect(preflighted.statusCode).toBe(200);
  });

  it('passes on those headers alone that it should', async () => {
    await ask({ ...json, authorization: 'Bearer a', cookie: 'b' });
    expect(forwarded.at(-1)).toEqual({ authorization: 'Bearer a' });
    await ask({ ...json, 'x-tenant': '', cookie: 'b' });
    expect(forwarded.at(-1)).toEqual({ 'x-tenant': '' });
  });
});

describe('the id of a request', () => {
  const idOf = async (given?: string): Promise<unknown> =>
    (await ask({ ...json, ...(given !== undefined && { 'x-request-id': given }) })).headers['x-request-id'];

  it('is the one that a client gave when it is harmless', async () => {
    expect(await idOf('page-1_load-2')).toBe('page-1_load-2');
  });

  it.each([['short'], ['11010119900101123X'], ['a'.repeat(65)], ['with space'], [undefined]])(
    'is a new one of letters where a client gave %s',
    async (given) => {
      expect(await idOf(given)).toMatch(/^[a-p]{32}$/);
    },
  );

  it('is another one each time, in which every letter comes up', async () => {
    const ids = await Promise.all(Array.from({ length: 100 }, () => idOf()));
    expect(new Set(ids).size).toBe(100);
    expect(new Set(ids.join('')).size).toBe(16);
  });
});
