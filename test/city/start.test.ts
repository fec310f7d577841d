import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../support/postgres.js';

const script = (name: string): string => fileURLToPath(new URL(`../../scripts/${name}.js`, import.meta.url));

/** A city as `npm start` starts it, on the usual ports and the embedded database. */
describe('npm start', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'yihao-start-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('seeds the embedded city, prints a curl command that works as pasted, and leaves nothing behind at Ctrl-C', async () => {
    const port = await freePort();
    const city = spawn(process.execPath, [script('start'), '--citizens', '60', '--port', String(port)], {
      env: {
        ...process.env,
        YIHAO_DATA: join(directory, 'city'),
        GRANTS_FILE: join(directory, 'grants.json'),
        LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    city.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    let complaints = '';
    city.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    try {
      while (!output.includes('Stop with Ctrl-C')) {
        if (city.exitCode !== null) throw new Error(complaints);
        await Promise.race([once(city.stdout, 'data'), once(city, 'exit')]);
      }
      expect(output).toContain(`http://127.0.0.1:${port}/graphql`);
      const command = output.split('\n').find((line) => line.trim().startsWith('curl')) ?? '';
      const pasted = spawnSync('bash', ['-c', command], {
        cwd: fileURLToPath(new URL('../../../', import.meta.url)),
        encoding: 'utf8',
      });
      const answer = JSON.parse(pasted.stdout) as { errors?: unknown; data: { me: Record<string, unknown> } };
      expect(answer.errors).toBeUndefined();
      expect(Object.values(answer.data.me).every((value) => value !== null)).toBe(true);
    } finally {
      city.kill('SIGINT');
    }
    expect(await once(city, 'exit')).toEqual([0, null]);
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
  }, 120_000);

  it('says plainly that a port is in use, before it seeds anything', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const run = spawnSync(process.execPath, [script('start'), '--citizens', '12', '--port', String(port)], {
      env: {
        ...process.env,
        YIHAO_DATA: join(directory, 'other'),
        GRANTS_FILE: join(directory, 'grants.json'),
      },
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect([run.status, run.stderr]).toEqual([
      1,
      `yihao: Port ${port} is in use: stop what listens there, or choose another with --port.\n`,
    ]);
    expect(existsSync(join(directory, 'other'))).toBe(false);
    other.close();
  });

  it.each([
    ['start', ['--citizens', 'many'], 'yihao: --citizens should be a whole number.'],
    [
      'start',
      ['--database-url', 'postgres://city:very-secret@127.0.0.1:1/city'],
      'PostgreSQL refuses: connect ECONNREFUSED 127.0.0.1:1',
    ],
    [
      'department',
      [],
      'Usage: npm run department -- population|social-security|civil-affairs|land|utilities [--port N]',
    ],
    ['department', ['sports'], 'Usage: npm run department'],
  ])(
    'and its kin refuse bad arguments with one line: %s %j',
    (name, flags, sentence) => {
      const run = spawnSync(process.execPath, [script(name), ...flags], {
        env: { ...process.env, YIHAO_DATA: join(directory, 'bad') },
        encoding: 'utf8',
        timeout: 60_000,
      });
      expect(run.status).not.toBe(0);
      expect(run.stderr).toContain(sentence);
      expect(run.stderr).not.toContain('very-secret');
      expect(run.stderr).not.toMatch(/^\s+at /m);
    },
    70_000,
  );
});
