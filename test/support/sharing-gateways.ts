// Two gateways with one Redis between them, as two processes of a city have it; what departments are asked is written down.
import { randomBytes } from 'node:crypto';
import { departmentVariable } from '../../gateway/config.js';
import { departmentNames, type DepartmentName } from '../../schema/contract/departments.js';
import type { Freshness } from '../../schema/contract/extension.js';
import { startRecordedGateway, type RecordedGateway } from './recorded-gateway.js';
import { startRedis, waitFor, type RedisServer } from '../../scripts/figures/redis-server.js';
import { startTestGateway, type Answer, type TestGateway } from './shared-city.js';

export interface SharingGateways {
  readonly redis: RedisServer;
  /** Its departments are the other one's too. */
  readonly first: RecordedGateway;
  readonly second: TestGateway;
  /** What departments were asked meanwhile, as GraphQL; those that were asked nothing are left out. */
  askedDuring<T>(
    act: () => Promise<T>,
  ): Promise<{ result: T; asked: Partial<Record<DepartmentName, string[]>> }>;
  stop(): Promise<void>;
}

/**
 * Ready to keep what they are asked for. The deadline of Redis is so long that a busy machine doesn't make it look down.
 * @param overrides environment variables of both
 */
export async function startSharingGateways(overrides: Record<string, string> = {}): Promise<SharingGateways> {
  const redis = await startRedis();
  const environment = {
    REDIS_URL: redis.url,
    REDIS_TIMEOUT_MS: '1000',
    CACHE_KEYS: randomCacheKeys(),
    ...overrides,
  };
  const first = await startRecordedGateway(environment);
  const urls = Object.fromEntries(
    departmentNames.map((name) => [
      departmentVariable(name, 'URL'),
      `${first.departments[name].url}/graphql`,
    ]),
  );
  const second = await startTestGateway({ ...urls, ...environment });
  await waitFor('both gateways to hear each other', () =>
    [first, second].every(({ log }) => log.some((line) => line.includes('invalidation bus is up'))),
  );
  return {
    redis,
    first,
    second,
    async askedDuring(act) {
      const graphql = (name: DepartmentName) => first.departments[name].graphql();
      const before = new Map(departmentNames.map((name) => [name, graphql(name).length]));
      const result = await act();
      const asked = departmentNames.flatMap((name) => {
        const queries = graphql(name)
          .slice(before.get(name))
          .map(({ body }) => (JSON.parse(body) as { query: string }).query);
        return queries.length > 0 ? [[name, queries] as const] : [];
      });
      return { result, asked: Object.fromEntries(asked) };
    },
    async stop() {
      await second.stop();
      await first.stop();
      await redis.stop();
    },
  };
}

export function randomCacheKeys(): string {
  return `test:${randomBytes(32).toString('base64url')}`;
}

/** How one resource of an answer is described. @throws Error where the answer has nothing of it */
export function freshnessOf(answer: Answer<unknown>, resource: string): Freshness {
  const found = answer.extensions?.yihao.freshness.find((one) => one.resource === resource);
  if (!found) throw new Error(`no ${resource} in ${answer.text.slice(0, 500)}`);
  return found;
}
