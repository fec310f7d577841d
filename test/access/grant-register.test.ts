// How fast the gateway's register follows its store, and that it lets nobody in without one.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createFileGrantStore } from '../../gateway/access/file-grant-store.js';
import { decideGrant } from '../../gateway/access/grant-changes.js';
import { createGrantRegister, type CurrentGrants } from '../../gateway/access/grant-register.js';
import type { GrantStore } from '../../gateway/access/grant-store.js';
import { openPostgresGrantStore } from '../../gateway/access/postgres-grant-store.js';
import { createLogger } from '../../gateway/observability/logger.js';
import { startPostgres, type PostgresServer } from '../support/postgres.js';
import { fillWithExample } from './stored-example.js';

let directory: string;
let server: PostgresServer | undefined;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'yihao-register-'));
  server = await startPostgres();
}, 60_000);

afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await server?.stop();
});

function createLog() {
  const lines: string[] = [];
  return { lines, logger: createLogger('info', { write: (line) => void lines.push(line) }) };
}

/** Milliseconds until `condition` holds. */
async function timeUntil(condition: () => boolean): Promise<number> {
  const startedAt = performance.now();
  while (!condition()) {
    if (performance.now() - startedAt > 10_000) throw new Error('it never became so');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return performance.now() - startedAt;
}

function statusOf(register: CurrentGrants): string | undefined {
  return register.current().grants.get('housing')?.[0]?.status;
}

/** Whether bureaus are told to come again. */
function isDenying(register: CurrentGrants): boolean {
  try {
    register.current();
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: 'NOT_READY', httpStatus: 503, headers: { 'retry-after': '1' } });
    return true;
  }
}

async function revokeElsewhere(store: GrantStore): Promise<void> {
  const decision = {
    action: 'revoke',
    id: 'G-2026-0004',
    by: 'data-administration',
    reason: 'misuse',
  } as const;
  await store.change((stored) => decideGrant(stored, { ...decision, now: new Date() }));
}

/** A store whose next answers a test decides about. */
function createFaultyStore(store: GrantStore) {
  let answer: 'real' | 'failure' | 'none' = 'real';
  let polls = 0;
  return {
    set: (next: typeof answer) => void (answer = next),
    async untilPolled(times: number): Promise<void> {
      const before = polls;
      await timeUntil(() => polls >= before + times);
    },
    polls: () => polls,
    store: {
      ...store,
      version: async () => {
        polls += 1;
        if (answer === 'failure') throw new Error('broken');
        return answer === 'none' ? new Promise<never>(() => undefined) : store.version();
      },
    },
  };
}

async function filledFileStore(name: string): Promise<{ file: string; store: GrantStore }> {
  const file = join(directory, name);
  const store = createFileGrantStore(file);
  await store.change(fillWithExample);
  return { file, store };
}

describe('the register of grants', () => {
  it('holds every bureau, with a list of its grants, from the start', async () => {
    const { store } = await filledFileStore('start.json');
    const register = await createGrantRegister({ store, logger: createLog().logger });
    const { bureaus, grants } = register.current();
    register.stop();
    expect([...bureaus.keys()]).toEqual(['culture', 'education', 'health', 'housing']);
    expect(grants.get('culture')).toEqual([]);
    expect(grants.get('education')?.map(({ id }) => id)).toEqual([
      'G-2025-0001',
      'G-2026-0001',
      'G-2026-0002',
    ]);
  });

  it('does not start without a store that can be read', async () => {
    const file = join(directory, 'bad.json');
    writeFileSync(file, '{}');
    const register = createGrantRegister({ store: createFileGrantStore(file), logger: createLog().logger });
    await expect(register).rejects.toThrow(`${file}: bureaus `);
  });

  it('of another process sees a revocation in the file in less than 5 s', async () => {
    const { file, store } = await filledFileStore('revoked.json');
    const register = await createGrantRegister({ store, logger: createLog().logger });
    expect(statusOf(register)).toBe('APPROVED');
    await revokeElsewhere(createFileGrantStore(file));
    expect(await timeUntil(() => statusOf(register) === 'REVOKED')).toBeLessThan(5_000);
    register.stop();
  });

  it('reads the store no more once it is stopped', async () => {
    const { store } = await filledFileStore('stopped.json');
    const [stopped, running] = [createFaultyStore(store), createFaultyStore(store)];
    const { logger } = createLog();
    const register = await createGrantRegister({ store: stopped.store, logger, pollMs: 20 });
    const other = await createGrantRegister({ store: running.store, logger, pollMs: 20 });
    await stopped.untilPolled(3);
    register.stop();
    const before = stopped.polls();
    // The other one is the clock.
    await running.untilPolled(10);
    other.stop();
    expect(stopped.polls()).toBeLessThanOrEqual(before + 1);
  });

  it('rides out a failure that is shorter than 4 s, without a word', async () => {
    const { store } = await filledFileStore('short.json');
    const faulty = createFaultyStore(store);
    const { lines, logger } = createLog();
    const register = await createGrantRegister({ store: faulty.store, logger, pollMs: 50 });
    faulty.set('failure');
    await faulty.untilPolled(10);
    expect(statusOf(register)).toBe('APPROVED');
    faulty.set('real');
    await revokeElsewhere(store);
    await timeUntil(() => statusOf(register) === 'REVOKED');
    register.stop();
    expect(lines).toEqual([]);
  });

  it('denies everybody 4 s after the store hung, and lets them in again when it answers', async () => {
    const { store } = await filledFileStore('hung.json');
    const faulty = createFaultyStore(store);
    const { lines, logger } = createLog();
    const register = await createGrantRegister({ store: faulty.store, logger, pollMs: 50 });
    faulty.set('none');
    const denied = await timeUntil(() => isDenying(register));
    expect(denied).toBeGreaterThan(3_000);
    expect(denied).toBeLessThan(4_500);
    faulty.set('real');
    await timeUntil(() => !isDenying(register));
    expect(statusOf(register)).toBe('APPROVED');
    register.stop();
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'grants can not be read: every bureau is denied',
      'grants are read again: bureaus are let in',
    ]);
  });

  it('denies everybody, and says so once, when the file is spoilt for longer than 4 s', async () => {
    const { file, store } = await filledFileStore('spoilt.json');
    const { lines, logger } = createLog();
    const counted = createFaultyStore(store);
    const register = await createGrantRegister({ store: counted.store, logger, pollMs: 50 });
    rmSync(file);
    mkdirSync(file);
    await timeUntil(() => isDenying(register));
    await timeUntil(() => lines.length > 0);
    await counted.untilPolled(6);
    register.stop();
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      reason: expect.stringContaining('EISDIR'),
    });
  });

  it('on PostgreSQL sees a revocation in less than 5 s, and denies everybody once the server is dead', async () => {
    if (!server) throw new Error('no server');
    const store = await openPostgresGrantStore(server.url);
    const elsewhere = await openPostgresGrantStore(server.url);
    await store.change(fillWithExample);
    const { lines, logger } = createLog();
    const register = await createGrantRegister({ store, logger });
    await revokeElsewhere(elsewhere);
    expect(await timeUntil(() => statusOf(register) === 'REVOKED')).toBeLessThan(5_000);
    await server.stop();
    server = undefined;
    expect(register.current().bureaus.size).toBe(4);
    expect(await timeUntil(() => isDenying(register))).toBeLessThan(5_000);
    await timeUntil(() => lines.length > 0);
    register.stop();
    await Promise.all([store.close(), elsewhere.close()]);
    expect(lines).toHaveLength(1);
  });
});
