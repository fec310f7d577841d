import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { startRecorder, type Recorder } from '../support/recorder.js';
import { persona, sharedCity, startTestGateway, tokenOf, type TestGateway } from '../support/shared-city.js';

describe('bad input', () => {
  let gateway: TestGateway;
  let token: string;
  beforeAll(async () => {
    gateway = await startTestGateway({ CORS_ORIGINS: 'https://portal.example' });
    token = await tokenOf('young-family');
  });
  afterAll(() => gateway.stop());

  const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
    gateway.fetch('/graphql', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body,
    });

  it('names the variable and the rule that a malformed identifier breaks, and not the value', async () => {
    const wrong = persona('pensioner').residentId.replace(/.$/, (last) => (last === '1' ? '2' : '1'));
    const query = 'query($by: [CitizenLookup!]!) { citizens(by: $by) { name } }';
    const answer = await gateway.ask(query, { token, variables: { by: [{ residentId: wrong, name: 'x' }] } });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(answer.errors?.[0]?.message).toBe(
      'Variable $by[0].residentId (ResidentId): The check character does not match: compare the number with the document.',
    );
    expect(answer.text).not.toContain(wrong);
    const chinese = await gateway.ask(query, {
      token,
      variables: { by: [{ residentId: wrong, name: 'x' }] },
      headers: { 'accept-language': 'zh' },
    });
    expect(chinese.errors?.[0]?.message).toBe(
      '变量 $by[0].residentId（ResidentId）：校验码不符，请核对号码。',
    );
  });

  it.each([
    ['YearMonth', 'query($v: YearMonth) { me { contributions(from: $v) { totalCount } } }', '2026-13'],
    ['YearMonth', 'query($v: YearMonth) { me { contributions(from: $v) { totalCount } } }', 202601],
    ['Int', 'query($v: Int) { me { contributions(first: $v) { totalCount } } }', 'many'],
    [
      'PaymentChannel',
      'mutation($v: PaymentChannel!) { payUtilityBill(input: {bill: "x", idempotencyKey: "12345678", channel: $v}) { id } }',
      'CASH',
    ],
  ])('refuses a variable that is no %s', async (_type, query, v) => {
    const answer = await gateway.ask(query, { token, variables: { v } });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(answer.errors?.[0]?.message).toMatch(/^Variable \$v/);
  });

  it('refuses a malformed literal with the place where it stands', async () => {
    const answer = await gateway.ask('{ me { contributions(from: "13/2026") { totalCount } } }', { token });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });

  it.each([
    ['a page of 0', '{ me { contributions(first: 0) { totalCount } } }', /first must be 1 to 100/],
    [
      'a page of a million',
      '{ me { contributions(first: 1000000) { totalCount } } }',
      /first must be 1 to 100/,
    ],
    ['a forged cursor', '{ me { contributions(after: "x") { totalCount } } }', /after is not a cursor/],
    [
      'a bill of another shape',
      'mutation { payUtilityBill(input: {bill: "x", idempotencyKey: "12345678", channel: ALIPAY}) { id } }',
      /bill/i,
    ],
    [
      'a short idempotency key',
      `mutation { payUtilityBill(input: {bill: "${Buffer.from('UtilityBill:1').toString('base64url')}", idempotencyKey: "1", channel: ALIPAY}) { id } }`,
      /idempotencyKey/,
    ],
  ])('passes on what a department says of %s', async (_name, query, message) => {
    const answer = await gateway.ask(query, { token });
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.message).toMatch(message);
  });

  it.each<[string, number, () => Promise<{ status: number; text: string }>]>([
    ['a body that is not JSON', 400, () => post('{"query":')],
    ['a body that is not UTF-8', 400, () => post(Buffer.from([0x22, 0xff, 0xfe, 0x22]))],
    ['another charset', 415, () => post('{}', { 'content-type': 'application/json; charset=gbk' })],
    ['a gzip bomb', 415, () => post(gzipSync(Buffer.alloc(1_000_000)), { 'content-encoding': 'gzip' })],
    ['64 KB and a byte', 413, () => post(`{"query":"${' '.repeat(65_536)}"}`)],
    ['a batch', 400, () => post('[{"query":"{me{id}}"}]')],
    ['no query', 400, () => post('{}')],
    ['JSON 30,000 deep', 400, () => post(`${'['.repeat(30_000)}${']'.repeat(30_000)}`)],
    [
      '3,000 levels of nesting',
      400,
      () => post(JSON.stringify({ query: '{a'.repeat(3_000) + '}'.repeat(3_000) })),
    ],
    ['15,000 tokens', 400, () => post(JSON.stringify({ query: `{${' a'.repeat(15_000)}}` }))],
    [
      'circular fragments',
      400,
      () =>
        post(
          JSON.stringify({
            query: '{ me { ...A } } fragment A on Citizen { ...B } fragment B on Citizen { ...A }',
          }),
        ),
    ],
    [
      'an operation name that is not there',
      400,
      () => post('{"query":"query A{me{id}}","operationName":"B"}'),
    ],
    ['several operations without a name', 400, () => post('{"query":"query A{me{id}} query B{me{id}}"}')],
    ['PUT', 405, () => gateway.fetch('/graphql', { method: 'PUT' })],
    [
      'a mutation by GET',
      405,
      () =>
        gateway.fetch(
          `/graphql?query=${encodeURIComponent('mutation { payUtilityBill(input: {bill: "x", idempotencyKey: "12345678", channel: ALIPAY}) { id } }')}`,
          { headers: { authorization: `Bearer ${token}`, 'apollo-require-preflight': '1' } },
        ),
    ],
    ['a form', 400, () => post('query={me{id}}', { 'content-type': 'application/x-www-form-urlencoded' })],
    [
      'text/plain, which a browser sends without asking',
      400,
      () => post('{"query":"{me{id}}"}', { 'content-type': 'text/plain' }),
    ],
    ['an address that is none', 404, () => gateway.fetch('/admin')],
    ['an address of Object.prototype', 404, () => gateway.fetch('/__proto__')],
  ])('answers %s with %i and one clear sentence', async (_name, status, send) => {
    const answer = await send();
    expect(answer.status).toBe(status);
    const body = JSON.parse(answer.text) as { errors: { message: string; extensions: { code: string } }[] };
    expect(body.errors[0]?.message.length).toBeGreaterThan(5);
    expect(body.errors[0]?.extensions.code).toBeDefined();
    expect(answer.text).not.toMatch(/node_modules|at \w+ \(/);
  });

  it('takes __proto__, constructor and toString for ordinary names', async () => {
    const answer = await gateway.ask<{ me: Record<string, unknown> }>(
      'query toString { me { __proto__: name constructor: sex toString: id } }',
      { token },
    );
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.data?.me ?? {}).sort()).toEqual(
      ['__proto__', 'constructor', 'toString']
        .filter((name) => Object.hasOwn(answer.data?.me ?? {}, name))
        .sort(),
    );
    expect(({} as Record<string, unknown>)['sex']).toBeUndefined();
    expect(
      (
        await post(
          '{"query":"{me{id}}","variables":{"__proto__":{"admin":true}},"operationName":"__proto__"}',
        )
      ).status,
    ).toBe(400);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('lets listed origins alone read answers', async () => {
    const from = (origin: string) =>
      gateway.fetch('/graphql', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    expect((await from('https://portal.example')).headers.get('access-control-allow-origin')).toBe(
      'https://portal.example',
    );
    for (const origin of [
      'https://evil.example',
      'null',
      'https://portal.example.evil.example',
      'http://portal.example',
    ]) {
      expect((await from(origin)).headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('a department that misbehaves', () => {
  let land: Recorder;
  let gateway: TestGateway;
  let token: string;
  beforeAll(async () => {
    land = await startRecorder(sharedCity().departmentUrls.land);
    gateway = await startTestGateway({
      DEPARTMENT_LAND_URL: `${land.url}/graphql`,
      DEPARTMENT_TIMEOUT_MS: '700',
      MAX_RESPONSE_BYTES: '65536',
    });
    token = await tokenOf('young-family');
  });
  afterAll(async () => {
    await gateway.stop();
    await land.stop();
  });

  const secret = 'SELECT * FROM land.unit WHERE owner = 11010519491231002X at http://10.1.2.3:5432';
  it.each([
    ['hangs', 'hang', 'SOURCE_DOWN'],
    ['answers 500 with its internals', { status: 500, body: secret }, 'SOURCE_DOWN'],
    ['answers an HTML page', { status: 502, body: `<html>${secret}</html>` }, 'SOURCE_DOWN'],
    ['answers JSON that is not GraphQL', { status: 200, body: '"x"' }, 'SOURCE_DOWN'],
    ['answers data of another shape', { status: 200, body: '{"data":[1]}' }, 'SOURCE_DOWN'],
    [
      'answers too much',
      { status: 200, body: `{"data":{"me":{"realEstateRights":[],"pad":"${'x'.repeat(100_000)}"}}}` },
      'SOURCE_DOWN',
    ],
    [
      'answers with errors of its own',
      {
        status: 200,
        body: JSON.stringify({
          data: { me: { realEstateRights: null } },
          errors: [
            {
              message: secret,
              path: ['me', 'realEstateRights'],
              extensions: { code: 'ORA-00942', stacktrace: [secret] },
            },
          ],
        }),
      },
      'SOURCE_ERROR',
    ],
    [
      'redirects elsewhere',
      { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } },
      'SOURCE_DOWN',
    ],
  ] as const)(
    'that %s costs its own fields alone, and nothing of it leaks',
    async (_how, interference, code) => {
      land.interfere(interference);
      const answer = await gateway.ask<{ me: { name: string; realEstateRights: unknown } }>(
        '{ me { name realEstateRights { id } utilityAccounts { id } } }',
        { token },
      );
      expect(answer.status).toBe(200);
      expect(answer.data?.me.name).toBe(persona('young-family').name);
      expect(answer.data?.me.realEstateRights).toBeNull();
      expect(answer.errors?.length).toBeLessThanOrEqual(50);
      for (const { extensions } of answer.errors ?? [{ extensions: undefined }])
        expect(extensions).toEqual({ code, department: 'land' });
      expect(answer.extensions?.yihao.freshness.map(({ resource }) => resource)).not.toContain(
        code === 'SOURCE_DOWN' ? 'land.right' : 'none',
      );
      for (const text of [answer.text, gateway.log.join('')])
        expect(text).not.toMatch(/SELECT|10\.1\.2\.3|11010519491231002X|ORA-|stacktrace/);
    },
  );

  it('that gives values of another type loses these alone, and the client is told', async () => {
    const population = await startRecorder(sharedCity().departmentUrls.population);
    const trusting = await startTestGateway({ DEPARTMENT_POPULATION_URL: `${population.url}/graphql` });
    population.interfere({
      status: 200,
      body: '{"data":{"me":{"name":"张三","sex":"NEITHER","birthDate":"1990-01-01"}}}',
    });
    const answer = await trusting.ask<{ me: { name: string; sex: string | null } }>(
      '{ me { name sex birthDate } }',
      { token },
    );
    expect(answer.data?.me).toEqual({ name: '张三', sex: null, birthDate: '1990-01-01' });
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['me', 'sex'], 'SOURCE_ERROR'],
    ]);
    expect(answer.text).not.toMatch(/valueCompletion|INVALID_GRAPHQL/);
    await trusting.stop();
    await population.stop();
  });

  it.each([
    ['HTML', '<html>'],
    ['null', 'null'],
    ['nothing', '{}'],
    ['a citizen without numbers', '{"identity":{"id":"x","numbers":[],"level":"L3","status":"ACTIVE"}}'],
    ['a status alone', '{"identity":{"status":"ACTIVE"}}'],
  ])('lets nobody in when the register answers the identity look-up with %s', async (_what, body) => {
    const register = createServer((_request, response) => response.end(body)).listen(0, '127.0.0.1');
    await once(register, 'listening');
    const { port } = register.address() as { port: number };
    const trusting = await startTestGateway({
      DEPARTMENT_POPULATION_URL: `http://127.0.0.1:${port}/graphql`,
    });
    const answer = await trusting.ask('{ me { name } }', { token });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([503, 'SOURCE_DOWN']);
    await trusting.stop();
    register.close();
  });

  it('is told apart in /ready, which stays ready', async () => {
    land.interfere(undefined);
    const ready = await gateway.fetch('/ready');
    expect([ready.status, JSON.parse(ready.text)]).toEqual([
      200,
      {
        status: 'ready',
        departments: {
          population: 'reachable',
          'social-security': 'reachable',
          'civil-affairs': 'reachable',
          land: 'reachable',
          utilities: 'reachable',
        },
      },
    ]);
  });

  it('makes the gateway unready when it is the population register, without which nobody can be let in', async () => {
    const blind = await startTestGateway({ DEPARTMENT_POPULATION_URL: 'http://127.0.0.1:1/graphql' });
    expect((await blind.fetch('/ready')).status).toBe(503);
    expect((await blind.fetch('/health')).status).toBe(200);
    const answer = await blind.ask('{ me { name } }', { token });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([503, 'SOURCE_DOWN']);
    await blind.stop();
  });
});
