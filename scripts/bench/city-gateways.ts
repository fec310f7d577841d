// How the gateways of the city's scenarios are started: ours with nothing kept and with each level of its cache, and stock.
import { randomBytes } from 'node:crypto';
import { compiled, startInstance, stockCommand, type BenchGateway, type Command } from './gateways.js';

/** `yihao-two` is two processes, asked in turns. */
export const cityGatewayNames = ['yihao-off', 'yihao-near', 'yihao-redis', 'yihao-two', 'stock'] as const;
export type CityGatewayName = (typeof cityGatewayNames)[number];

export const withRedis: ReadonlySet<string> = new Set<CityGatewayName>(['yihao-redis', 'yihao-two']);

export interface CityConnections {
  /** Issuer, audience, keys and addresses of departments, grants. */
  readonly environment: Readonly<Record<string, string>>;
  /** With the departments' addresses. */
  readonly supergraphFile: string;
  /** Where the gateways' Redis is, for those that have one. */
  readonly redisUrl: string | undefined;
}

export async function startCityGateway(
  name: CityGatewayName,
  connections: CityConnections,
): Promise<BenchGateway> {
  if (name === 'stock')
    return {
      name,
      instances: [await startInstance(name, (port) => stockCommand(connections.supergraphFile, port))],
    };
  const environment = cacheOf(name);
  const commandOn = (port: string): Command => ownCommand(connections, environment, port);
  const instances = [await startInstance(name, commandOn)];
  if (name === 'yihao-two') instances.push(await startInstance(name, commandOn));
  return { name, instances, countsLookUps: true };

  function cacheOf(own: Exclude<CityGatewayName, 'stock'>): Readonly<Record<string, string>> {
    // Keys decide the names too: gateways of different kinds find nothing of each other's in Redis.
    const keys = `bench:${randomBytes(32).toString('base64url')}`;
    const redis = { REDIS_URL: connections.redisUrl ?? '', CACHE_KEYS: keys };
    switch (own) {
      case 'yihao-off':
        return { CACHE: 'off' };
      case 'yihao-near':
        return { CACHE_MEMORY_MB: '64' };
      // A third of the citizens' pages: asked in turn, each has gone from memory when it is asked for again.
      case 'yihao-redis':
        return { CACHE_MEMORY_MB: '1', ...redis };
      case 'yihao-two':
        return { CACHE_MEMORY_MB: '64', ...redis };
    }
  }
}

function ownCommand(
  { environment, supergraphFile }: CityConnections,
  cache: Readonly<Record<string, string>>,
  port: string,
): Command {
  return {
    args: [compiled('../../gateway/main.js'), '--supergraph', supergraphFile, '--port', port],
    environment: {
      ...environment,
      ...cache,
      // The issuer is on loopback without TLS, which production refuses.
      NODE_ENV: 'development',
      LOG_LEVEL: 'warn',
      DRAIN_MS: '0',
      DEPARTMENT_TIMEOUT_MS: '30000',
    },
    readyPath: '/ready',
  };
}
