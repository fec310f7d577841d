// A department's service as the network and the operator meet it: slow and broken requests, refusals, what is logged.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { assertionHeader } from '../../schema/contract/assertion.js';
import type { Database } from '../../subgraphs/kit/database.js';
import { databaseSchema } from '../../subgraphs/kit/department.js';
import { startDepartment, type DepartmentService } from '../../subgraphs/kit/department-server.js';
import { migrate } from '../../subgraphs/kit/migrate.js';
import { connectPostgres } from '../../subgraphs/kit/postgres.js';
import { population } from '../../subgraphs/population/department.js';
import { signAssertion } from '../support/assertion.js';
import { currentNumber, randomKey, testSubject } from '../support/department.js';
import { startPostgres, type PostgresServer } from '../support/postgres.js';

const key = randomKey('test');
const covered = testSubject(1);
const stranger = testSubject(2);

let postgres: PostgresServer;
let database: Database;
let service: DepartmentService;
let lines: Record<string, unknown>[];

beforeAll(async () => {
  postgres = await startPostgres();
  database = await connectPostgres(postgres.url);
  await migrate(database, databaseSchema('population'), population.migrations);
  const log = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  lines = [];
  service = await startDepartment(population, { database, keys: [key], port: 0, logger: pino({}, log) });
});
beforeEach(() => {
  lines.length = 0;
});
afterAll(async () => {
  await service.stop();
  await database.close();
  await postgres.stop();
});

interface Reply {
  status: number;
  connection: string | null;
  body: { errors?: { message: string; extensions: { code: string } }[] };
}

async function post(body: string, assertion: string): Promise<Reply> {
  const response = await fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [assertionHeader]: assertion },
    body,
  });
  return {
    status: response.status,
    connection: response.headers.get('connection'),
    body: (await response.json()) as Reply['body'],
  };
}

function ask(query: string, variables: object = {}): Promise<Reply> {
  const body = JSON.stringify({ query, variables });
  const assertion = signAssertion({
    department: 'population',
    key,
    body,
    subjects: [covered],
    me: covered.id,
  });
  return post(body, assertion);
}

/** Sends the lines, each with its end, and leaves it at that: an empty last line ends the headers. */
async function open(...lines: string[]): Promise<Socket> {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(lines.map((line) => `${line}\r\n`).join(''));
  return socket;
}

/** All that comes until the other side closes. */
async function readToEnd(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(socket, 'close');
  return text;
}

const headers = ['POST /graphql HTTP/1.1', 'host: department', 'content-type: application/json'];
const announcing = (length: number) => [...headers, `content-length: ${length}`, ''];

describe('a request that breaks off', () => {
  it('is nothing that the department failed at', async () => {
    const socket = await open(...announcing(1000));
    socket.write('{"query":');
    socket.destroy();
    await once(socket, 'close');
    // The next refusal is logged after whatever the broken one has to say.
    expect((await post('{}', 'forged')).status).toBe(401);
    await new Promise(setImmediate);
    expect(lines).toMatchObject([{ event: 'refused' }]);
  });
});

describe('a request that is refused before its end', () => {
  it('ends its connection, so that nobody waits for the rest', async () => {
    const socket = await open(...announcing(100_000_000));
    socket.write(Buffer.alloc(1_100_000, ' '));
    const text = await readToEnd(socket);
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(text).toMatch(/^connection: close\r$/im);
  });

  it('leaves the connection open when the request was whole', async () => {
    expect(await post('{}', 'forged')).toMatchObject({ status: 401, connection: 'keep-alive' });
  });
});

describe('a sender that dawdles', () => {
  it('is disconnected within a quarter of a minute, over its headers and over its body', async () => {
    const dawdle = async (sent: readonly string[]): Promise<[string, number]> => {
      const started = Date.now();
      const text = await readToEnd(await open(...sent));
      return [text.slice(0, 'HTTP/1.1 408'.length), Date.now() - started];
    };
    for (const [status, tookMs] of await Promise.all([headers, announcing(1000)].map(dawdle))) {
      expect(status).toBe('HTTP/1.1 408');
      expect(tookMs).toBeLessThan(17_000);
    }
    expect(lines).toEqual([]);
  }, 25_000);
});

describe('what a department logs', () => {
  const refused = (status: number) => ({
    level: 40,
    event: 'refused',
    status,
    reason: expect.any(String) as unknown,
  });

  it('is one line for a refusal, at warn, that names nobody', async () => {
    const of = [stranger, stranger].map((one) => ({ __typename: 'Citizen', residentId: currentNumber(one) }));
    const reply = await ask('query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }', {
      of,
    });
    expect(reply.status).toBe(403);
    expect(lines).toMatchObject([refused(403)]);
    expect(JSON.stringify(lines)).not.toContain(currentNumber(stranger).slice(6, 14));
  });

  it('is the same line for a refusal at the door', async () => {
    await post('{}', 'forged');
    expect(lines).toMatchObject([refused(401)]);
  });

  it('is an error for what failed', async () => {
    await database.query('ALTER TABLE population.citizen RENAME TO elsewhere');
    try {
      const reply = await ask('{ me { name } }');
      expect(reply.body.errors?.[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
      expect(lines).toMatchObject([{ level: 50, msg: 'resolver failed' }]);
    } finally {
      await database.query('ALTER TABLE population.elsewhere RENAME TO citizen');
    }
  });
});

describe('a variable that does not fit its type', () => {
  const lookup =
    'query ($id: ResidentId!, $name: String!) { citizen(residentId: $id, name: $name) { name } }';

  it('is refused without its value, in a scalar’s own words', async () => {
    const id = '341202196001010019';
    const reply = await ask(lookup, { id, name: '王小明' });
    const [error] = reply.body.errors ?? [];
    expect(error?.extensions.code).toBe('BAD_USER_INPUT');
    expect(error?.message).toMatch(/^ResidentId: /);
    expect(JSON.stringify(reply.body)).not.toContain(id.slice(6, 14));
    expect(lines).toEqual([]);
  });

  it('is refused without its value, in a fixed sentence, where GraphQL itself refuses it', async () => {
    const reply = await ask(lookup, { id: currentNumber(covered), name: { secret: '王小明' } });
    expect(reply.body.errors).toEqual([
      expect.objectContaining({
        message: 'A variable does not fit its type.',
        extensions: { code: 'BAD_USER_INPUT' },
      }),
    ]);
  });
});
