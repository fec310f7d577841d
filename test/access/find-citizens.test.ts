// The people behind a bureau's look-ups, found at a real population register.
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCitizenFinder } from '../../gateway/access/find-citizens.js';
import { createLookupQuota, type LookupQuota } from '../../gateway/access/lookup-quota.js';
import { SourceDown } from '../../gateway/errors.js';
import {
  createDepartmentClient,
  type DepartmentClient,
} from '../../gateway/departments/department-client.js';
import { createAssertionSigner } from '../../gateway/departments/sign-assertion.js';
import type { Lookup } from '../../schema/contract/identity.js';
import { population } from '../../subgraphs/population/department.js';
import {
  currentNumber,
  randomKey,
  startTestDepartment,
  testSubject,
  type TestDepartment,
} from '../support/department.js';

const subjects = [testSubject(0, ['341202600101001']), testSubject(1), testSubject(2)];
const [wang, li] = subjects.map((subject): Lookup => ({
  number: currentNumber(subject),
  name: '王小明',
})) as [Lookup, Lookup];
const unknown: Lookup = { number: currentNumber(testSubject(500)), name: '王小明' };
const wrongName: Lookup = { ...wang, name: '李秀英' };

function clientOf(url: string, key = randomKey('test')): DepartmentClient {
  return createDepartmentClient({
    name: 'population',
    url: `${url}/graphql`,
    signer: createAssertionSigner('population', [key]),
    timeoutMs: 2_000,
    maxResponseBytes: 1_000_000,
  });
}

describe('the citizens whom a bureau asks for', () => {
  let department: TestDepartment;
  let client: DepartmentClient;

  beforeAll(async () => {
    department = await startTestDepartment(population);
    client = clientOf(department.url, department.key);
    for (const subject of subjects) {
      await department.insert('citizen', [
        {
          id: subject.id,
          resident_number: currentNumber(subject),
          name: '王小明',
          name_key: '王小明',
          sex: 'MALE',
          birth_date: '1960-01-01',
          nationality: 'CHN',
          real_name_level: 'L4',
          vital_status: 'ALIVE',
          hukou_status: 'REGISTERED',
        },
      ]);
      await department.insert(
        'identity_number',
        subject.numbers.map((number) => ({ number, citizen_id: subject.id, kind: 'RESIDENT_ID' })),
      );
    }
  });
  afterAll(async () => {
    await client.stop();
    await department.stop();
  });

  const finder = (options: { quota?: LookupQuota; minimumMs?: number } = {}) =>
    createCitizenFinder({ population: client, quota: createLookupQuota(), ...options });

  it('are those whose number and name both match, each once, with every number', async () => {
    expect(await finder().find('education', [li, unknown, wang, wrongName, wang])).toEqual([
      subjects[1],
      subjects[0],
    ]);
  });

  it('are nobody for an unknown number and for a wrong name alike', async () => {
    expect(await finder().find('education', [unknown])).toEqual([]);
    expect(await finder().find('education', [wrongName])).toEqual([]);
  });

  it('are asked of the register anew each time, found or not', async () => {
    const citizens = finder();
    for (const lookup of [wang, unknown, wrongName]) {
      department.queries.length = 0;
      await citizens.find('education', [lookup]);
      await citizens.find('education', [lookup]);
      expect(department.queries).toHaveLength(2);
    }
  });

  it('come no sooner than the least time, found or not', async () => {
    const citizens = finder({ minimumMs: 60 });
    for (const lookup of [wang, unknown, wrongName]) {
      const started = performance.now();
      await citizens.find('education', [lookup]);
      // Timers may fire up to a millisecond early.
      expect(performance.now() - started).toBeGreaterThanOrEqual(59);
    }
  });

  it('are not asked for beyond the quota, nor told once misses have locked the bureau out', async () => {
    const citizens = finder();
    const guesses = Array.from({ length: 10 }, (_, index) => ({
      ...unknown,
      number: currentNumber(testSubject(300 + 7 * index)),
    }));
    await expect(citizens.find('education', [wang, ...guesses])).rejects.toMatchObject({
      code: 'LOCKED_OUT',
      httpStatus: 429,
    });
    department.queries.length = 0;
    await expect(citizens.find('education', [wang])).rejects.toMatchObject({ code: 'LOCKED_OUT' });
    expect(department.queries).toHaveLength(0);
    expect(await citizens.find('health', [wang])).toEqual([subjects[0]]);
  });

  it('are a fault of the register, not nobody, when it refuses the gateway', async () => {
    const stranger = clientOf(department.url);
    const citizens = createCitizenFinder({ population: stranger, quota: createLookupQuota() });
    await expect(citizens.find('education', [wang])).rejects.toThrow(SourceDown);
    await stranger.stop();
  });

  it.each<[string, number, string]>([
    ['nothing', 200, ''],
    ['no matches', 200, '{}'],
    ['fewer matches than asked', 200, '{"matches":[]}'],
    ['more matches than asked', 200, '{"matches":[null,null]}'],
    ['a match without an id', 200, '{"matches":[{"numbers":["1"],"level":"L4","status":"ACTIVE"}]}'],
    ['a match without numbers', 200, '{"matches":[{"id":"1","numbers":[],"level":"L4","status":"ACTIVE"}]}'],
    ['a deceased match', 200, '{"matches":[{"id":"1","numbers":["1"],"level":"L4","status":"DECEASED"}]}'],
    ['matches with a failure', 500, '{"matches":[null]}'],
  ])('are a fault of the register when it answers %s', async (_what, status, text) => {
    const server = createServer((_request, response) => response.writeHead(status).end(text)).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const faulty = clientOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const citizens = createCitizenFinder({ population: faulty, quota: createLookupQuota() });
    await expect(citizens.find('education', [wang])).rejects.toThrow(SourceDown);
    await faulty.stop();
    server.close();
  });
});
