// A page that everybody wants at once is asked of departments once.
import { Agent, request } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { departmentVariable } from '../../gateway/config.js';
import { departmentNames } from '../../schema/contract/departments.js';
import { startGatewayPair, type GatewayPair } from '../../scripts/figures/gateway-pair.js';
import { startRedis, waitFor, type RedisServer } from '../../scripts/figures/redis-server.js';
import { startRecorder, type Recorder } from '../support/recorder.js';
import { sharedCity, tokenOf } from '../support/shared-city.js';

const kept = `{ me { id name hukouHousehold { address } contributions { totalCount } pension { monthlyAmount }
  elderCard { number } marriageRegistrations { number } tenancies { id } utilityAccounts { account { number } } } }`;

describe('a thousand requests at once, on two processes that hold nothing of a citizen', () => {
  let redis: RedisServer;
  let recorders: Recorder[];
  let pair: GatewayPair;
  /** Of each gateway: what comes in one turn of a busy machine's process may take it too long to hear the bus meanwhile. */
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  beforeAll(async () => {
    redis = await startRedis();
    recorders = await Promise.all(
      departmentNames.map((name) => startRecorder(sharedCity().departmentUrls[name])),
    );
    const urls = departmentNames.map((name, index) => [
      departmentVariable(name, 'URL'),
      `${recorders[index]?.url ?? ''}/graphql`,
    ]);
    pair = await startGatewayPair({
      ...sharedCity().gatewayEnvironment,
      ...(Object.fromEntries(urls) as Record<string, string>),
      REDIS_URL: redis.url,
      REDIS_TIMEOUT_MS: '1000',
      DEPARTMENT_TIMEOUT_MS: '10000',
    });
    // Planned and compiled, with the epochs of its tags at hand.
    const token = await tokenOf('heir');
    for (const url of pair.urls)
      await waitFor('look-ups to be kept', async () => {
        const before = count()['utilities'];
        await ask(url, token, kept);
        return count()['utilities'] === before;
      });
  });
  afterAll(async () => {
    agent.destroy();
    await pair.stop();
    await Promise.all(recorders.map((recorder) => recorder.stop()));
    await redis.stop();
  });

  const count = (): Record<string, number> =>
    Object.fromEntries(
      departmentNames.map((name, index) => [name, recorders[index]?.graphql().length ?? NaN]),
    );

  function ask(url: string, token: string, query: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        `${url}/graphql`,
        {
          method: 'POST',
          agent,
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('end', () => resolve(text));
        },
      );
      outgoing.on('error', reject);
      outgoing.end(JSON.stringify({ query }));
    });
  }

  async function askedByAThousand(token: string): Promise<Record<string, number>> {
    const before = count();
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => ask(pair.urls[index % 2] ?? '', token, kept)),
    );
    const after = count();
    const data = new Set(answers.map((text) => JSON.stringify((JSON.parse(text) as { data: unknown }).data)));
    expect(data.size).toBe(1);
    expect(answers.filter((text) => text.startsWith('{"errors"'))).toEqual([]);
    return Object.fromEntries(
      departmentNames.map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)]),
    );
  }

  it('reach each department once', async () => {
    const once = Object.fromEntries(departmentNames.map((name) => [name, 1]));
    const asked: Record<string, number>[] = [];
    // A machine that is busy with other tests may stall a process for so long that it doesn't trust what it keeps.
    for (const who of ['young-family', 'pensioner', 'divorced-man', 'rare-name']) {
      asked.push(await askedByAThousand(await tokenOf(who)));
      if (isDeepStrictEqual(asked.at(-1), once)) return;
    }
    expect(asked).toContainEqual(once);
  }, 60_000);
});
