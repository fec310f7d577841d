import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runGateway, startGatewayProcess } from '../support/gateway-process.js';
import { persona, sharedCity, tokenOf } from '../support/shared-city.js';

const question = JSON.stringify({
  query: '{ me { id name identityNumbers { number } pension { monthlyAmount } } }',
});

function ask(url: string, token: string): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: question,
  });
}

describe('the gateway’s process', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'yihao-process-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('connects to its own machine alone, even with a key for Apollo’s cloud in the environment', async () => {
    const watched = join(directory, 'connections');
    const gateway = await startGatewayProcess(
      {
        ...sharedCity().gatewayEnvironment,
        WATCH_CONNECTIONS: watched,
        APOLLO_KEY: 'service:test:key',
        APOLLO_GRAPH_REF: 'test@current',
      },
      ['--import', new URL('../support/watch-connections.js', import.meta.url).href],
    );
    const answer = await ask(gateway.url, await tokenOf('pensioner'));
    expect(answer.status).toBe(200);
    gateway.child.kill('SIGTERM');
    await gateway.ended();
    const targets = [...new Set(readFileSync(watched, 'utf8').trim().split('\n'))];
    // Issuer and departments are among them, so the watch does see connections.
    expect(targets.length).toBeGreaterThanOrEqual(3);
    for (const target of targets) expect(target).toMatch(/^127\.0\.0\.1:\d+$/);
  });

  it('finishes what it is answering at SIGTERM, says first that it is not ready, and is gone', async () => {
    const gateway = await startGatewayProcess({ ...sharedCity().gatewayEnvironment, DRAIN_MS: '500' });
    const token = await tokenOf('pensioner');
    let asking = true;
    const statuses: number[] = [];
    const failures: unknown[] = [];
    const load = Promise.all(
      Array.from({ length: 10 }, async () => {
        while (asking) {
          try {
            const response = await ask(gateway.url, token);
            await response.text();
            statuses.push(response.status);
          } catch (error) {
            // After the drain new connections are refused, which a load balancer knows by then; before it nothing may fail.
            if (asking) failures.push(error);
            return;
          }
        }
      }),
    );
    while (statuses.length < 50) await new Promise((resolve) => setImmediate(resolve));
    gateway.child.kill('SIGTERM');
    let readiness = 200;
    while (readiness === 200) readiness = (await fetch(`${gateway.url}/ready`)).status;
    expect(readiness).toBe(503);
    asking = false;
    await load;
    expect(failures).toEqual([]);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await gateway.ended()).toBe(0);
  });

  it('logs neither name nor number of a citizen', async () => {
    const gateway = await startGatewayProcess({ ...sharedCity().gatewayEnvironment, LOG_LEVEL: 'debug' });
    for (const { key } of sharedCity().personas)
      expect((await ask(gateway.url, await tokenOf(key))).status).toBe(200);
    const { residentId, name } = persona('pensioner');
    await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await tokenOf('pensioner')}`,
        'x-request-id': residentId,
      },
      body: JSON.stringify({
        operationName: `Q${residentId}`,
        query: `query Q${residentId} { citizen(residentId: "${residentId}", name: "${name}") { name } }`,
      }),
    });
    gateway.child.kill('SIGTERM');
    await gateway.ended();
    expect(gateway.output()).toContain('"msg":"request"');
    for (const citizen of sharedCity().personas) {
      expect(gateway.output()).not.toContain(citizen.residentId);
      expect(gateway.output()).not.toContain(citizen.name);
    }
  });

  it.each([
    [
      'a variable that is wrong',
      { PORT: 'many' },
      /^yihao gateway: PORT should be a whole number from 0 to 65535$/m,
    ],
    [
      'a supergraph that is none',
      { SUPERGRAPH: new URL(import.meta.url).pathname },
      /^yihao gateway: The supergraph is refused: .+$/m,
    ],
    [
      'a supergraph that can’t be read',
      { SUPERGRAPH: '/nowhere/supergraph.graphql' },
      /^yihao gateway: SUPERGRAPH should be a file that can be read; \/nowhere\/supergraph.graphql can't$/m,
    ],
  ])('stops the start at %s with one line', async (_name, environment, line) => {
    const { code, stderr } = await runGateway({
      ...sharedCity().gatewayEnvironment,
      PORT: '0',
      ...environment,
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(line);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('says plainly that its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { code, stderr } = await runGateway({ ...sharedCity().gatewayEnvironment, PORT: String(port) });
    expect([code, stderr]).toEqual([
      1,
      `yihao gateway: Port ${port} is in use: stop what listens there, or set PORT to another.\n`,
    ]);
    other.close();
  });
});
