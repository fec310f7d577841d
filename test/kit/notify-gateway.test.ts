// What a department tells the gateway of its changes: signed, in the background, again when it failed, and never more than fits.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createInvalidationVerifier } from '../../gateway/auth/verify-invalidation.js';
import { createInvalidationsRoute } from '../../gateway/http/invalidations-route.js';
import type { AssertionKey } from '../../schema/contract/assertion.js';
import { departmentNames, type DepartmentName } from '../../schema/contract/departments.js';
import type { Invalidation } from '../../schema/contract/invalidation.js';
import { createGatewayNotifier, type GatewayNotifier } from '../../subgraphs/kit/notify-gateway.js';
import { freePort } from '../../scripts/city/free-port.js';
import { currentNumber, randomKey, testSubject } from '../support/department.js';
import { waitFor } from '../../scripts/figures/redis-server.js';

const key = randomKey('2026');
const number = currentNumber(testSubject(0));
const one: Invalidation = { citizen: { number }, resource: 'utilities.bill' };

/** What the gateway does with the next requests; then it takes them. */
let behaviours: ((request: IncomingMessage, response: ServerResponse) => void)[];
let heard: Invalidation[][];
let log: string[];
let gateway: Server;
let url: string;
let notifier: GatewayNotifier | undefined;

beforeEach(async () => {
  behaviours = [];
  heard = [];
  log = [];
  const route = createInvalidationsRoute({
    verify: createInvalidationVerifier({
      keys: Object.fromEntries(departmentNames.map((name) => [name, [key]])) as unknown as Record<
        DepartmentName,
        readonly AssertionKey[]
      >,
    }),
    invalidate: async (department, entries) => {
      expect(department).toBe('utilities');
      heard.push([...entries]);
      return { confirmed: true };
    },
    logger: pino({ level: 'silent' }),
  });
  gateway = createServer((request, response) => {
    const behave = behaviours.shift();
    if (behave) behave(request, response);
    else void route(request, response);
  });
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/internal/invalidations`;
});

afterEach(async () => {
  await notifier?.stop();
  gateway.close();
  gateway.closeAllConnections();
});

function start(urls: readonly string[] = [url], signing: AssertionKey = key): GatewayNotifier {
  const logger = pino({ level: 'debug' }, { write: (line: string) => void log.push(line) });
  notifier = createGatewayNotifier({ department: 'utilities', key: signing, urls, logger });
  return notifier;
}

const answer = (status: number) => (_request: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(status).end();
const entries = () => heard.flat();

describe('a change that is notified', () => {
  it('reaches the gateway, signed with the department’s key', async () => {
    start().notify([one]);
    await waitFor('it', () => heard.length > 0);
    expect(heard).toEqual([[one]]);
    expect(log).toEqual([]);
  });

  it('reaches every gateway that has a cache of its own', async () => {
    start([url, `${url}?second`]).notify([one]);
    await waitFor('both', () => heard.length > 1);
    expect(heard).toEqual([[one], [one]]);
  });

  it('goes nowhere where no gateway is configured', async () => {
    const silent = start([]);
    silent.notify([one]);
    await silent.stop();
    expect([heard, log]).toEqual([[], []]);
  });

  it('holds up nobody: the ones that come while one is under way go out together', async () => {
    behaviours.push(() => undefined);
    const slow = start();
    const started = performance.now();
    for (let count = 0; count < 100; count++) slow.notify([one]);
    expect(performance.now() - started).toBeLessThan(1_000);
    // The first is given up after its deadline, and tried again.
    await waitFor('all', () => entries().length === 100);
    expect(heard).toHaveLength(2);
  });

  it.each([500, 503, 408, 429])('is tried again, signed anew, after a %i', async (status) => {
    behaviours.push(answer(status), answer(status));
    start().notify([one]);
    await waitFor('it', () => heard.length > 0);
    expect(heard).toEqual([[one]]);
  });

  it('is tried again after the connection broke', async () => {
    behaviours.push((request) => void request.socket.destroy());
    start().notify([one]);
    await waitFor('it', () => heard.length > 0);
  });

  it.each([400, 401, 403, 404, 413])(
    'is given up after a %i, which another attempt would not change',
    async (status) => {
      behaviours.push(answer(status));
      const refused = start();
      refused.notify([one]);
      await waitFor('the log', () => log.some((line) => line.includes('not told')));
      refused.notify([{ resource: 'utilities.usage' }]);
      await waitFor('the next', () => heard.length > 0);
      expect(heard).toEqual([[{ resource: 'utilities.usage' }]]);
    },
  );

  it('does not follow a redirect with its signature', async () => {
    let followed = false;
    behaviours.push(
      (_request, response) => void response.writeHead(307, { location: `${url}?elsewhere` }).end(),
      (request, response) => {
        followed = request.url?.includes('elsewhere') ?? false;
        response.writeHead(200).end();
      },
    );
    start().notify([one]);
    await waitFor('both', () => behaviours.length === 0);
    expect(followed).toBe(false);
  });
});

describe('many changes', () => {
  it('go out in requests that the gateway takes', async () => {
    const many = Array.from({ length: 2_500 }, (_, index): Invalidation => ({
      citizen: { number: currentNumber(testSubject(index % 999)) },
      type: { name: 'Dwelling', key: { houseCode: `${index}`, text: '房'.repeat(30) } },
    }));
    start().notify(many);
    await waitFor('all', () => entries().length === many.length);
    expect(entries()).toEqual(many);
    expect(log).toEqual([]);
  });

  it('wait up to a bound while the gateway is away; what is beyond it is counted in the log', async () => {
    behaviours.push(() => undefined);
    const full = start();
    full.notify([one]);
    for (let count = 0; count < 12; count++) full.notify(Array.from({ length: 1_000 }, () => one));
    expect(log.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ entries: 1_000 }),
      expect.objectContaining({ entries: 1_000 }),
    ]);
    await waitFor('the others', () => entries().length === 10_001, 10_000);
  });

  it('are not lost for one with a number that nobody can have', async () => {
    start().notify([{ citizen: { number: 'N/A' } }, one]);
    await waitFor('the other', () => heard.length > 0);
    expect(heard).toEqual([[one]]);
  });
});

describe('a department that stops', () => {
  it('sends what is waiting first', async () => {
    const stopping = start();
    stopping.notify([one]);
    await stopping.stop();
    expect(heard).toEqual([[one]]);
  });

  it.each([
    ['hangs', () => behaviours.push(...Array.from({ length: 20 }, () => () => undefined))],
    ['fails', () => behaviours.push(...Array.from({ length: 20 }, () => answer(503)))],
  ])('waits little over a second for a gateway that %s', async (_how, prepare) => {
    prepare();
    const stopping = start();
    stopping.notify([one]);
    const started = performance.now();
    await stopping.stop();
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(heard).toEqual([]);
  });
});

it('writes nobody’s number into the log, and no key', async () => {
  behaviours.push(answer(400), (request) => void request.socket.destroy());
  const logging = start([url, `http://127.0.0.1:${await freePort()}/`]);
  logging.notify([one]);
  await waitFor('some lines', () => log.length > 2);
  await logging.stop();
  expect(log.join('')).not.toContain(number);
  expect(log.join('')).not.toContain(Buffer.from(key.secret).toString('base64url'));
  expect(log.join('')).toMatch(/ECONNREFUSED/);
});
