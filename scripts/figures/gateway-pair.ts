// Two gateway processes of one city with one Redis, as they are measured and as they are made to suffer.
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startProcess } from '../bench/child-process.js';

export interface GatewayPair {
  readonly urls: readonly [string, string];
  readonly pids: readonly [number, number];
  /** Sum of a counter over both, by its name and some of its labels as they are written. */
  count(sample: RegExp): Promise<number>;
  stop(): Promise<void>;
}

const gatewayMain = fileURLToPath(new URL('../../gateway/main.js', import.meta.url));

/** @param environment of both; keys of the cache are made where it has none */
export async function startGatewayPair(environment: Readonly<Record<string, string>>): Promise<GatewayPair> {
  const own = {
    NODE_ENV: 'development',
    PORT: '0',
    LOG_LEVEL: 'error',
    CACHE_KEYS: `figures:${randomBytes(32).toString('base64url')}`,
    ...environment,
  };
  const started = [startProcess([gatewayMain], own), startProcess([gatewayMain], own)] as const;
  const [first, second] = await Promise.all(started.map((one) => one.nextMessage<{ url: string }>()));
  const urls = [first?.url ?? '', second?.url ?? ''] as const;
  return {
    urls,
    pids: [started[0].pid, started[1].pid],
    async count(sample) {
      const texts = await Promise.all(urls.map(async (url) => (await fetch(`${url}/metrics`)).text()));
      return texts.reduce((sum, text) => sum + sumOf(text, sample), 0);
    },
    async stop() {
      await Promise.all(started.map((one) => one.stop()));
    },
  };
}

function sumOf(exposition: string, sample: RegExp): number {
  const lines = exposition.split('\n').filter((line) => !line.startsWith('#') && sample.test(line));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
