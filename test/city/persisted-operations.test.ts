// Operations asked by their hash, by a citizen and by a bureau, and a gateway that runs nothing else.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { schemaFile } from '../../schema/files.js';
import { waitFor } from '../../scripts/figures/redis-server.js';
import { sendAsBureau } from '../support/bureau.js';
import { readExposition } from '../support/read-exposition.js';
import {
  persona,
  startTestGateway,
  tokenOf,
  type Answer,
  type GraphqlError,
  type TestGateway,
} from '../support/shared-city.js';

interface Operation {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly body: string;
}

const own = (
  JSON.parse(readFileSync(schemaFile('operations/generated/manifest.json'), 'utf8')) as {
    operations: Operation[];
  }
).operations;

function ownOperation(name: string): Operation {
  const found = own.find((one) => one.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}

function operation(body: string, type = 'query'): Operation {
  const name = /(?:query|mutation) (\w+)/.exec(body)?.[1] ?? '';
  return { id: hashOf(body), name, type, body };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function manifestOf(...operations: Operation[]): string {
  return JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations });
}

function persisted(sha256Hash: string) {
  return { persistedQuery: { version: 1, sha256Hash } };
}

const page = ownOperation('CitizenPage');
const nameOnly = operation('query NameOnly { me { name } }');
const birthday = operation('query Birthday { me { name birthDate } }');
const unknown = operation('query Unknown { me { sex } }');

type Asked = Answer<Record<string, unknown>>;

/** By POST, with whatever body. */
function post(gateway: TestGateway, token: string, body: object, headers: object = {}): Promise<Asked> {
  return gateway.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify(body),
  });
}

/** By GET, with parameters as they are. */
function get(gateway: TestGateway, token: string, parameters: Record<string, string>): Promise<Asked> {
  return gateway.fetch(`/graphql?${new URLSearchParams(parameters).toString()}`, {
    headers: { authorization: `Bearer ${token}`, 'apollo-require-preflight': 'true' },
  });
}

function codesOf({ errors = [] }: { errors?: GraphqlError[] }): string[] {
  return errors.map(({ extensions }) => extensions.code);
}

function linesOf({ log }: TestGateway, message: string): Record<string, unknown>[] {
  return log
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => String(msg).includes(message));
}

let token: string;
beforeAll(async () => {
  token = await tokenOf('young-family');
});

describe('a gateway that runs any operation', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  it('compiles the registered operations for each kind of caller before they are asked', async () => {
    const lines = () => linesOf(gateway, 'registered operations are compiled');
    // A machine that is busy listens before.
    await waitFor('all to be compiled', () => lines().length > 0);
    const [line] = lines();
    expect(line).toMatchObject({ operations: own.length });
    expect(line?.['compiled']).toBeGreaterThan(own.length);
    const before = readExposition((await gateway.fetch('/metrics')).text);
    for (const level of ['L1', 'L2', 'L3', 'L4'] as const)
      await gateway.ask(page.body, { token: await tokenOf('young-family', level) });
    const after = readExposition((await gateway.fetch('/metrics')).text);
    const grown = (name: string): number => (after.get(name) ?? NaN) - (before.get(name) ?? NaN);
    expect(grown('yihao_operations_total{compiled="before"}')).toBe(4);
    expect(grown('yihao_operations_total{compiled="now"}')).toBe(0);
  });

  it('answers a hash by POST and by GET with the bytes that the text is answered with', async () => {
    const byText = await gateway.ask(page.body, { token });
    expect(byText.data).toMatchObject({ me: { name: persona('young-family').name } });
    // What is kept is kept by now.
    const again = await gateway.ask(page.body, { token });
    const byPost = await post(gateway, token, { extensions: persisted(page.id) });
    const byGet = await get(gateway, token, { extensions: JSON.stringify(persisted(page.id)) });
    for (const answer of [byPost, byGet]) {
      expect(answer.status).toBe(200);
      expect(answer.data).toEqual(again.data);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('gives a kept answer to a hash and to a text alike, byte by byte', async () => {
    const keepable = ownOperation('Identity');
    for (const _time of [1, 2, 3]) await gateway.ask(keepable.body, { token });
    const byText = await gateway.ask(keepable.body, { token });
    const byPost = await post(gateway, token, { extensions: persisted(keepable.id) });
    const byGet = await get(gateway, token, { extensions: JSON.stringify(persisted(keepable.id)) });
    expect([byPost.text, byGet.text]).toEqual([byText.text, byText.text]);
  });

  it('says of an unknown hash that the text is needed, and keeps no text that comes with one', async () => {
    const asked = { extensions: persisted(unknown.id) };
    const refused = await post(gateway, token, asked, { 'accept-language': 'zh-CN' });
    expect([refused.status, codesOf(refused)]).toEqual([400, ['PERSISTED_QUERY_NOT_FOUND']]);
    expect(refused.errors?.[0]?.message).toContain('没有登记');
    const whole = await post(gateway, token, { ...asked, query: unknown.body });
    expect([whole.status, whole.errors]).toEqual([200, undefined]);
    expect(codesOf(await post(gateway, token, asked))).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
    const byGet = await get(gateway, token, { extensions: JSON.stringify(asked.extensions) });
    expect([byGet.status, codesOf(byGet)]).toEqual([400, ['PERSISTED_QUERY_NOT_FOUND']]);
  });

  it.each([
    ['another text’s', { query: page.body, extensions: persisted(nameOnly.id) }],
    ['a registered one’s', { query: nameOnly.body, extensions: persisted(page.id) }],
    ['not that of an empty text', { query: '', extensions: persisted(page.id) }],
    ['no hash', { query: nameOnly.body, extensions: persisted('x') }],
    ['one in capitals', { query: page.body, extensions: persisted(page.id.toUpperCase()) }],
    ['no text', { extensions: { persistedQuery: { version: 1, sha256Hash: [page.id] } } }],
    ['of another version', { extensions: { persistedQuery: { version: 2, sha256Hash: page.id } } }],
    ['without an object', { extensions: { persistedQuery: page.id } }],
  ])('refuses a hash that is %s', async (_what, body) => {
    const refused = await post(gateway, token, body);
    expect([refused.status, codesOf(refused)]).toEqual([400, ['BAD_REQUEST']]);
    expect(refused.data).toBeUndefined();
  });

  it('runs no mutation by GET', async () => {
    const pay = ownOperation('PayUtilityBill');
    const refused = await get(gateway, token, {
      extensions: JSON.stringify(persisted(pay.id)),
      variables: JSON.stringify({ input: {} }),
    });
    expect([refused.status, refused.headers.get('allow'), codesOf(refused)]).toEqual([
      405,
      'POST',
      ['BAD_REQUEST'],
    ]);
  });

  it('refuses a parameter that stands there twice', async () => {
    const extensions = new URLSearchParams({ extensions: JSON.stringify(persisted(page.id)) }).toString();
    const refused = await gateway.fetch(`/graphql?${extensions}&${extensions}`, {
      headers: { authorization: `Bearer ${token}`, 'apollo-require-preflight': 'true' },
    });
    expect(refused.status).toBe(400);
  });

  it('counts fields by the client that asks, for registered operations and for deprecated fields alone', async () => {
    const samples = async () => readExposition((await gateway.fetch('/metrics')).text);
    const saying = (client: string, version: string) => ({
      'x-client-name': client,
      'x-client-version': version,
    });
    const series = (coordinate: string, client: string, version: string) =>
      `yihao_field_requests_total{coordinate="${coordinate}",client="${client}",version="${version}",deprecated="false"}`;
    const byHash = { extensions: persisted(ownOperation('Identity').id) };
    for (const _time of [1, 2]) await post(gateway, token, byHash, saying('portal', '1.2.0'));
    await post(gateway, token, byHash, saying('mini-program', '7'));
    await post(gateway, token, byHash, saying('portal', '340322199001010011'));
    await post(gateway, token, byHash, saying('<b>', '1'));
    await post(gateway, token, { query: unknown.body }, saying('curious', '1'));
    const counted = await samples();
    expect(counted.get(series('Citizen.name', 'portal', '1.2.0'))).toBe(2);
    expect(counted.get(series('Citizen.name', 'portal', ''))).toBe(1);
    expect(counted.get(series('Citizen.name', 'mini-program', '7'))).toBe(1);
    expect(counted.get(series('Query.me', 'unnamed', ''))).toBeGreaterThan(0);
    expect([...counted.keys()].filter((key) => /curious|<b>|340322/.test(key))).toEqual([]);
    // A scrape takes nothing away from the next one.
    expect((await samples()).get(series('Citizen.name', 'portal', '1.2.0'))).toBe(2);
    expect(linesOf(gateway, 'request')).toContainEqual(
      expect.objectContaining({ client: 'mini-program', version: '7', status: 200 }),
    );
  });

  it('asks nothing by hash of somebody without a token', async () => {
    const refused = await gateway.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ extensions: persisted(page.id) }),
    });
    expect([refused.status, codesOf(refused)]).toEqual([401, ['UNAUTHENTICATED']]);
  });
});

describe('a gateway that runs registered operations alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yihao-manifests-'));
  const place = (name: string, text: string): void => {
    writeFileSync(join(folder, `${name}.new`), text);
    renameSync(join(folder, `${name}.new`), join(folder, name));
  };
  const lookUp = operation(
    'query Applicants($by: [CitizenLookup!]!) { citizens(by: $by) { name birthDate } }',
  );
  let gateway: TestGateway;
  beforeAll(async () => {
    place('portal.json', manifestOf(nameOnly, page));
    place('bureau.json', manifestOf(lookUp));
    gateway = await startTestGateway({ OPERATIONS: 'persisted', OPERATIONS_MANIFESTS: folder });
  });
  afterAll(async () => {
    await gateway.stop();
    rmSync(folder, { recursive: true });
  });

  it('runs them by hash and by text, and no other text, with a hash or without', async () => {
    expect((await post(gateway, token, { extensions: persisted(nameOnly.id) })).status).toBe(200);
    expect((await gateway.ask(nameOnly.body, { token })).status).toBe(200);
    const others = [
      await gateway.ask(unknown.body, { token }),
      await gateway.ask(`${nameOnly.body} `, { token }),
      await gateway.ask('{ __schema { types { name } } }', { token }),
      await post(gateway, token, { query: unknown.body, extensions: persisted(unknown.id) }),
      await get(gateway, token, { query: unknown.body }),
    ];
    for (const one of others)
      expect([one.status, codesOf(one), one.data]).toEqual([400, ['OPERATION_NOT_REGISTERED'], undefined]);
    expect(codesOf(await post(gateway, token, { extensions: persisted(unknown.id) }))).toEqual([
      'PERSISTED_QUERY_NOT_FOUND',
    ]);
  });

  it.each([
    ['a list of operations', [{ query: unknown.body }]],
    ['a text in a list', { query: [unknown.body] }],
    ['a tree of a document', { query: { kind: 'Document', definitions: [] } }],
    ['an empty text', { query: '' }],
  ])('runs nothing of %s', async (_what, body) => {
    const refused = await post(gateway, token, body);
    expect([refused.status, refused.data]).toEqual([400, undefined]);
  });

  it('runs nothing of a text among the parameters twice', async () => {
    const parameters = [nameOnly.body, unknown.body].map((query) => `query=${encodeURIComponent(query)}`);
    for (const search of [parameters.join('&'), parameters.reverse().join('&')]) {
      const refused = await gateway.fetch(`/graphql?${search}`, {
        headers: { authorization: `Bearer ${token}`, 'apollo-require-preflight': 'true' },
      });
      expect([refused.status, refused.data]).toEqual([400, undefined]);
    }
  });

  it('answers a bureau that has signed a body with nothing but the hash', async () => {
    const { residentId, name } = persona('young-family');
    const education = { client: 'education', purpose: 'SCHOOL_ADMISSION', item: 'SCHOOL-ADMISSION' };
    const variables = { by: [{ residentId, name }] };
    const answer = await sendAsBureau<{ citizens: unknown[] }>(gateway, education, {
      extensions: persisted(lookUp.id),
      variables,
    });
    expect([answer.status, answer.errors]).toEqual([200, undefined]);
    expect(answer.data?.citizens).toHaveLength(1);
    const refused = await sendAsBureau(gateway, education, { query: unknown.body, variables });
    expect(codesOf(refused)).toEqual(['OPERATION_NOT_REGISTERED']);
  });

  it('takes over a manifest that is added, and gives up what one that is taken away registered', async () => {
    const ask = () => post(gateway, token, { extensions: persisted(birthday.id) });
    expect(codesOf(await ask())).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
    place('mini-program.json', manifestOf(birthday));
    await waitFor('the manifest to be read', async () => (await ask()).status === 200);
    rmSync(join(folder, 'mini-program.json'));
    await waitFor('the manifest to be given up', async () => (await ask()).status === 400);
  });

  it('goes on with what a manifest registered before when it has become a bad one', async () => {
    place('portal.json', manifestOf(nameOnly, operation('query Nothing { me { nothing } }')));
    await waitFor('the refusal', () => linesOf(gateway, 'manifest refused').length > 0);
    expect(linesOf(gateway, 'manifest refused')).toEqual([
      expect.objectContaining({
        file: join(folder, 'portal.json'),
        operation: 'Nothing',
        reason: 'Cannot query field "nothing" on type "Citizen".',
      }),
    ]);
    expect((await post(gateway, token, { extensions: persisted(page.id) })).status).toBe(200);
  });
});
