// Two gateways of a city with a Redis, asked at a steady pace for what may be kept.
import { startGatewayPair, type GatewayPair } from './gateway-pair.js';
import { waitFor } from './redis-server.js';
import { isCalm, startSteadyLoad, type SteadyLoad } from './steady-load.js';

export interface LoadedPair {
  readonly pair: GatewayPair;
  readonly load: SteadyLoad;
  stop(): Promise<void>;
}

export interface LoadedPairOptions {
  /** Of as many citizens as `loadPeople` at least. */
  readonly tokens: readonly string[];
  /** What a gateway of the city needs. */
  readonly environment: Readonly<Record<string, string>>;
  readonly redisUrl: string;
  readonly perSecond: number;
}

/** All of it may be kept, and of all these citizens it is more than the processes' memory takes. */
const query = `{ me { id name hukouHousehold { address members { name } } contributions { totalCount }
  pension { monthlyAmount } tenancies { id } elderCard { number } } }`;
export const loadPeople = 200;

/** Started, warm, and past what starting costs. */
export async function startLoadedPair({
  tokens,
  environment,
  redisUrl,
  perSecond,
}: LoadedPairOptions): Promise<LoadedPair> {
  const pair = await startGatewayPair({
    ...environment,
    REDIS_URL: redisUrl,
    CACHE_MEMORY_MB: '1',
    // What a busy machine makes late is no failure of a department.
    DEPARTMENT_TIMEOUT_MS: '10000',
  });
  const load = startSteadyLoad({ urls: pair.urls, tokens, query, perSecond });
  const stop = async (): Promise<void> => {
    await load.stop();
    await pair.stop();
  };
  try {
    await waitFor('look-ups to be found in Redis', async () => (await pair.count(/outcome="far"/)) > 100);
    await waitFor('the start to be over', () => isCalm(load), 30_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pair, load, stop };
}
