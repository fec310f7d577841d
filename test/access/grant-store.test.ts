// One contract for both stores, and what each of them has to survive.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { lockFile } from '../../gateway/access/file-lock.js';
import { decideGrant } from '../../gateway/access/grant-changes.js';
import { GrantStoreUnavailable, type GrantStore } from '../../gateway/access/grant-store.js';
import { openGrantStore } from '../../gateway/access/open-grant-store.js';
import { BadStoredGrants, noGrants } from '../../gateway/access/stored-grants.js';
import { freePort, startPostgres, type PostgresServer } from '../support/postgres.js';
import { exampleGrants, fillWithExample } from './stored-example.js';

const requestMany = fileURLToPath(new URL('./request-many.js', import.meta.url));

let directory: string;
let server: PostgresServer;
let places = 0;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'yihao-grants-'));
  server = await startPostgres();
}, 60_000);

afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await server.stop();
});

/** Where an empty store is. */
const kinds = [
  { kind: 'a file', newPlace: async () => join(directory, String((places += 1)), 'grants.json') },
  { kind: 'PostgreSQL', newPlace: newDatabase },
];

async function newDatabase(): Promise<string> {
  const name = `grants_${(places += 1)}`;
  await sql(server.url, `CREATE DATABASE ${name}`);
  return server.url.replace(/\/postgres$/, `/${name}`);
}

async function sql(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

function openAt(place: string): Promise<GrantStore> {
  return openGrantStore(place.startsWith('postgres:') ? { databaseUrl: place } : { file: place });
}

async function withStore(place: string, work: (store: GrantStore) => Promise<void>): Promise<void> {
  const store = await openAt(place);
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

async function runRequestMany(count: number, place: string): Promise<number | null> {
  const child = spawn(process.execPath, [requestMany, String(count), place], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

const suspension = {
  action: 'suspend',
  id: 'G-2026-0001',
  by: 'data-administration',
  reason: 'complaint',
  now: new Date('2026-11-15T09:00:00+08:00'),
} as const;

describe.each(kinds)('grants in $kind', ({ newPlace }) => {
  it('are none at first', async () => {
    await withStore(await newPlace(), async (store) => expect(await store.load()).toEqual(noGrants));
  });

  it('come back as they were put in, also to somebody who opens the store later', async () => {
    const place = await newPlace();
    await withStore(place, async (store) => {
      expect(await store.change(() => ({ stored: exampleGrants, result: 'done' }))).toBe('done');
      expect(await store.load()).toEqual(exampleGrants);
    });
    await withStore(place, async (store) => expect(await store.load()).toEqual(exampleGrants));
  });

  it('change one by one, and lose what a change takes away', async () => {
    await withStore(await newPlace(), async (store) => {
      await store.change(fillWithExample);
      await store.change((stored) => decideGrant(stored, suspension));
      const { grants } = await store.load();
      expect(grants.map(({ status }) => status)).toEqual([
        'APPROVED',
        'SUSPENDED',
        'SUSPENDED',
        'APPROVED',
        'APPROVED',
      ]);
      expect(grants[1]?.history.at(-1)).toMatchObject({ by: 'data-administration', reason: 'complaint' });
      await store.change(({ bureaus }) => ({
        stored: { bureaus: bureaus.slice(0, 1), grants: [] },
        result: undefined,
      }));
      expect(await store.load()).toEqual({ bureaus: exampleGrants.bureaus.slice(0, 1), grants: [] });
    });
  });

  it('have another version after a change, and the same one without', async () => {
    await withStore(await newPlace(), async (store) => {
      const versions = [await store.version()];
      await store.change(fillWithExample);
      versions.push(await store.version());
      expect(await store.version()).toBe(versions[1]);
      await store.change((stored) => decideGrant(stored, suspension));
      versions.push(await store.version());
      expect(new Set(versions).size).toBe(3);
    });
  });

  it('stay as they are when a change throws, and can be changed after it', async () => {
    await withStore(await newPlace(), async (store) => {
      await store.change(fillWithExample);
      const failure = new Error('no');
      await expect(
        store.change(() => {
          throw failure;
        }),
      ).rejects.toBe(failure);
      expect(await store.load()).toEqual(exampleGrants);
      await store.change((stored) => decideGrant(stored, suspension));
      expect((await store.load()).grants[1]?.status).toBe('SUSPENDED');
    });
  });

  it('are refused before they are written when they break their own rules', async () => {
    await withStore(await newPlace(), async (store) => {
      await store.change(fillWithExample);
      const [first] = exampleGrants.grants;
      if (!first) throw new Error('no example');
      const orphan = { ...first, id: 'G-2026-0099', bureau: 'nobody' };
      const stored = { ...exampleGrants, grants: [...exampleGrants.grants, orphan] };
      await expect(store.change(() => ({ stored, result: undefined }))).rejects.toThrow(
        'grants.5 (G-2026-0099).bureau is not among the bureaus',
      );
      expect(await store.load()).toEqual(exampleGrants);
    });
  });

  it('lose nothing when two processes change them at once', async () => {
    const place = await newPlace();
    await withStore(place, async (store) => {
      await store.change(fillWithExample);
      expect(await Promise.all([runRequestMany(40, place), runRequestMany(40, place)])).toEqual([0, 0]);
      const { grants } = await store.load();
      const requested = grants.filter(({ bureau }) => bureau === 'culture');
      expect(new Set(requested.map(({ id }) => id)).size).toBe(80);
      expect(grants).toHaveLength(85);
    });
  }, 60_000);

  it('lose nothing when one process changes them many times at once', async () => {
    await withStore(await newPlace(), async (store) => {
      await store.change(fillWithExample);
      const decisions = ['G-2026-0001', 'G-2026-0003', 'G-2026-0004'].map((id) =>
        store.change((stored) => decideGrant(stored, { ...suspension, id })),
      );
      await Promise.all(decisions);
      const { grants } = await store.load();
      expect(grants.filter(({ status }) => status === 'SUSPENDED')).toHaveLength(4);
    });
  });
});

describe('the grants file', () => {
  const newFile = async (text?: string): Promise<string> => {
    const file = join(directory, String((places += 1)), 'grants.json');
    mkdirSync(join(file, '..'));
    if (text !== undefined) writeFileSync(file, text);
    return file;
  };

  const problemOf = async (text: string): Promise<string> => {
    const file = await newFile(text);
    const error = await (await openAt(file)).load().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadStoredGrants);
    const { message } = error as Error;
    expect(message).toMatch(new RegExp(`^${file}: [^\n]*$`));
    return message.slice(file.length + 2);
  };

  it('names the record and the field that somebody wrote wrongly', async () => {
    const [first, ...others] = exampleGrants.grants;
    const withGrant = (changes: object): string =>
      JSON.stringify({ ...exampleGrants, grants: [{ ...first, ...changes }, ...others] });
    expect(await problemOf('{')).toBe('the document must be JSON');
    expect(await problemOf('{"bureaus":[]}')).toContain('grants ');
    expect(await problemOf(withGrant({ validTo: '2026-02-30' }))).toBe(
      'grants.0 (G-2025-0001).validTo must be a day, YYYY-MM-DD',
    );
    expect(await problemOf(withGrant({ validFrom: '2026-01-01' }))).toContain(
      'validTo must not be before validFrom',
    );
    expect(await problemOf(withGrant({ items: [] }))).toContain('(G-2025-0001).items must name one at least');
    expect(await problemOf(withGrant({ id: 'G-2026-0002' }))).toContain('id is given twice');
    expect(await problemOf(withGrant({ clear: 'yes' }))).toContain('(G-2025-0001).clear');
  });

  it('of before grants said so lets nobody ask live', async () => {
    const grants = exampleGrants.grants.map(({ live: _, ...grant }) => grant);
    const file = await newFile(JSON.stringify({ ...exampleGrants, grants }));
    await withStore(file, async (store) => {
      expect((await store.load()).grants).toEqual(grants.map((grant) => ({ ...grant, live: false })));
    });
  });

  it('is refused when a grant is approved without an entry of who approved it', async () => {
    const grants = exampleGrants.grants.map((grant) => ({ ...grant, history: grant.history.slice(0, 1) }));
    expect(await problemOf(JSON.stringify({ ...exampleGrants, grants }))).toContain(
      'status must be that of the last entry of history',
    );
  });

  it('is refused when a bureau’s key is private, secret, nameless or there twice', async () => {
    const [bureau, ...others] = exampleGrants.bureaus;
    const [key] = bureau?.keys ?? [];
    const withKeys = (...keys: object[]): string =>
      JSON.stringify({ ...exampleGrants, bureaus: [{ ...bureau, keys }, ...others] });
    expect(await problemOf(withKeys({ ...key, d: 'AAAA' }))).toContain('keys.0 must be a public key');
    expect(await problemOf(withKeys({ kty: 'oct', kid: 'a', k: 'AAAA' }))).toContain(
      'must be EC, OKP or RSA',
    );
    expect(await problemOf(withKeys({ ...key, kid: undefined }))).toContain('keys.0.kid');
    expect(await problemOf(withKeys({ ...key }, { ...key }))).toContain('must have different key ids');
    expect(await problemOf(withKeys())).toContain('keys must hold a key at least');
  });

  it('is taken over from a process that was killed in the middle of a change', async () => {
    const file = await newFile();
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    writeFileSync(`${file}.lock`, JSON.stringify({ host: hostname(), pid: child.pid, nonce: 'n' }));
    await withStore(file, async (store) => {
      await store.change(fillWithExample);
      expect(await store.load()).toEqual(exampleGrants);
    });
    expect(readdirSync(join(file, '..'))).toEqual(['grants.json']);
  });

  it('is taken over when its lock is old, whoever has it: process ids are given again', async () => {
    const file = await newFile();
    const old = (Date.now() - 11_000) / 1_000;
    for (const holder of ['', JSON.stringify({ host: hostname(), pid: process.pid, nonce: 'n' })]) {
      // Who was about to remove such a lock may have been killed too.
      for (const [name, content] of [
        ['lock', holder],
        ['lock.remover', ''],
      ] as const) {
        writeFileSync(`${file}.${name}`, content);
        utimesSync(`${file}.${name}`, old, old);
      }
      await withStore(file, (store) => store.change(fillWithExample));
    }
    expect(readdirSync(join(file, '..'))).toEqual(['grants.json']);
  });

  it('is not changed by a process whose lock was given to another meanwhile', async () => {
    const file = await newFile();
    await withStore(file, async (store) => {
      let calls = 0;
      await store.change((stored) => {
        calls += 1;
        // The other one, in the time in which this one hung.
        if (calls === 1) {
          writeFileSync(file, JSON.stringify({ ...exampleGrants, grants: [] }));
          rmSync(`${file}.lock`);
        }
        return { stored: calls === 1 ? noGrants : stored, result: undefined };
      });
      expect(calls).toBe(2);
      expect(await store.load()).toEqual({ ...exampleGrants, grants: [] });
    });
  });

  it('is locked by one at a time, also where many find a stale lock at once', async () => {
    const lock = join(directory, 'many.lock');
    let inside = 0;
    let most = 0;
    for (let round = 0; round < 5; round += 1) {
      writeFileSync(lock, JSON.stringify({ host: hostname(), pid: 999_999_999, nonce: String(round) }));
      await Promise.all(
        Array.from({ length: 20 }, async () => {
          const held = await lockFile(lock);
          most = Math.max(most, (inside += 1));
          await new Promise((resolve) => setImmediate(resolve));
          inside -= 1;
          await held.release();
        }),
      );
    }
    expect(most).toBe(1);
  });

  it('that is a folder is a refusal in one line', async () => {
    const store = await openAt(directory);
    const error = await store.load().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GrantStoreUnavailable);
    expect((error as Error).message).toMatch(/^The grants file \S+ can't be used: EISDIR.*$/);
  });

  it('is only for those who run the gateway', async () => {
    const file = await newFile();
    await withStore(file, (store) => store.change(fillWithExample));
    const { mode } = statSync(file);
    expect(mode & 0o077).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/\n$/);
  });
});

describe('the grants in PostgreSQL', () => {
  it('are opened by several processes at once that find an empty database', async () => {
    const place = await newDatabase();
    const stores = await Promise.all(Array.from({ length: 6 }, () => openAt(place)));
    expect(new Set(await Promise.all(stores.map((store) => store.version()))).size).toBe(1);
    for (const store of stores) await store.close();
  });

  it('have another version after a row was changed by hand', async () => {
    const place = await newDatabase();
    await withStore(place, async (store) => {
      await store.change(fillWithExample);
      const before = await store.version();
      await sql(
        place,
        "UPDATE yihao_gateway.grant_record SET valid_to = valid_from WHERE id = 'G-2026-0001'",
      );
      expect(await store.version()).not.toBe(before);
      expect((await store.load()).grants[1]?.validTo).toBe('2026-01-01');
    });
  });

  it('of before grants said so let nobody ask live', async () => {
    const place = await newDatabase();
    await withStore(place, (store) => store.change(fillWithExample));
    await sql(
      place,
      `ALTER TABLE yihao_gateway.grant_record DROP COLUMN live;
       DELETE FROM yihao_gateway.applied_migration WHERE id = 'grants-2'`,
    );
    await withStore(place, async (store) => {
      const { grants } = await store.load();
      expect(grants).toEqual(exampleGrants.grants.map((grant) => ({ ...grant, live: false })));
    });
  });

  it('are refused with schema, record and field when a row changed by hand is wrong', async () => {
    const place = await newDatabase();
    await withStore(place, async (store) => {
      await store.change(fillWithExample);
      await sql(place, "UPDATE yihao_gateway.grant_record SET status = 'APPROVED' WHERE id = 'G-2026-0002'");
      await expect(store.load()).rejects.toThrow(
        /^the database's schema yihao_gateway: grants\.\d \(G-2026-0002\)\.status must be that of the last entry of history$/,
      );
    });
  });

  it('that nobody serves stop the opening in one line without the password', async () => {
    const error = await openGrantStore({
      databaseUrl: `postgres://yihao:secret@127.0.0.1:${await freePort()}/postgres`,
    }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GrantStoreUnavailable);
    expect((error as Error).message).toMatch(/^PostgreSQL refuses the grants: .*ECONNREFUSED.*$/);
    expect((error as Error).message).not.toContain('secret');
  });
});
