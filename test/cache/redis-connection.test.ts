import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectRedis } from '../../gateway/cache/redis-connection.js';
import { parseRedisUrl } from '../../gateway/cache/redis-url.js';
import { recordCache } from '../support/cache-recorder.js';
import { freePort } from '../support/postgres.js';
import { startRedis, waitFor, type RedisServer } from '../../scripts/figures/redis-server.js';

describe('a connection to Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  it('is had again after ioredis has given it up', async () => {
    const connection = connectRedis(parseRedisUrl(server.url), 'test', recordCache().logger);
    await connection.start();
    expect(connection.ready).toBe(true);
    connection.client.disconnect();
    await waitFor('it to be lost', () => connection.client.status === 'end');
    await waitFor('it to be there again', () => connection.ready, 10_000);
    connection.stop();
  });

  it('is not had again after it was stopped', async () => {
    const connection = connectRedis(parseRedisUrl(server.url), 'stopped', recordCache().logger);
    await connection.start();
    connection.stop();
    await waitFor('it to end', () => connection.client.status === 'end');
    // Nothing may happen now: longer than it waits before it tries again.
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(connection.client.status).toBe('end');
    expect(String(await server.command('CLIENT', 'LIST'))).not.toContain('name=stopped');
  });

  it('tries again for as long as it takes, and says so once', async () => {
    const port = await freePort();
    const recorder = recordCache();
    const connection = connectRedis(
      parseRedisUrl(`redis+sentinel://127.0.0.1:${port}/city`),
      'test',
      recorder.logger,
    );
    const startedMs = performance.now();
    await connection.start();
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    expect(connection.ready).toBe(false);
    expect(recorder.lines).toHaveLength(1);
    connection.stop();
  });

  it('says nothing of its password, whatever the server repeats of what it was sent', async () => {
    // As Redis does where AUTH is renamed.
    const repeating = createServer((socket) =>
      socket
        .on('error', () => undefined)
        .on('data', () => {
          socket.write(
            `-ERR unknown command 'auth', with args beginning with: 'user' 'secret-of-redis' \r\n`,
          );
        }),
    );
    repeating.listen(0, '127.0.0.1');
    await once(repeating, 'listening');
    const { port } = repeating.address() as AddressInfo;
    const recorder = recordCache();
    const connection = connectRedis(
      parseRedisUrl(`redis://user:secret-of-redis@127.0.0.1:${port}`),
      'test',
      recorder.logger,
    );
    await connection.start();
    await waitFor('a line', () => recorder.lines.length > 0);
    connection.stop();
    repeating.close();
    expect(JSON.stringify(recorder.lines)).toContain("unknown command 'auth'");
    expect(JSON.stringify(recorder.lines)).not.toContain('secret-of-redis');
  });

  it('may be encrypted, and is not had from a server that nobody vouches for', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'yihao-tls-'));
    const [key, certificate] = [join(directory, 'key.pem'), join(directory, 'certificate.pem')];
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const request = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '1',
    ];
    execFileSync('openssl', [...request, '-keyout', key, '-out', certificate, ...subject], { stdio: 'pipe' });
    const tlsPort = await freePort();
    const encrypted = await startRedis({
      settings: {
        'tls-port': String(tlsPort),
        'tls-cert-file': certificate,
        'tls-key-file': key,
        'tls-auth-clients': 'no',
      },
    });
    const url = `rediss://127.0.0.1:${tlsPort}`;

    const recorder = recordCache();
    const untrusting = connectRedis(parseRedisUrl(url), 'test', recorder.logger);
    await untrusting.start();
    expect(untrusting.ready).toBe(false);
    expect(recorder.lines.join('')).toContain('self-signed certificate');
    untrusting.stop();

    // Node reads its certificates as it starts.
    const modules = ['redis-connection', 'redis-url'].map((name) => `./dist/gateway/cache/${name}.js`);
    const program = `
      const [{ connectRedis }, { parseRedisUrl }] = await Promise.all(${JSON.stringify(modules)}.map((file) => import(file)));
      const connection = connectRedis(parseRedisUrl(${JSON.stringify(url)}), 'test', console);
      await connection.start();
      process.exit(connection.ready ? 0 : 1);`;
    const trusting = spawn(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate },
      stdio: 'ignore',
    });
    expect(await once(trusting, 'exit')).toEqual([0, null]);
    await encrypted.stop();
    rmSync(directory, { recursive: true });
  });
});
