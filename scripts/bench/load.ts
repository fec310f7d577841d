// Load on one gateway: as much as it takes over a number of connections, or so many requests a second.
import { randomBytes } from 'node:crypto';
import { Pool } from 'undici';
import type { Scenario } from './scenarios.js';

export interface Target {
  /** `http://host:port`. */
  readonly url: string;
  readonly body: string;
  readonly tokens: Scenario['tokens'];
  /** Bytes of the right answer, which was compared before: what has another length is an error. */
  readonly answerBytes: number;
}

export interface Load {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Read by the configuration of gateways that can be told which requests to answer together. */
const tokensHeader = 'x-bench-tokens';
/** About as long as an access token with a signature. */
const sharedPart = randomBytes(420).toString('base64url');
/** Open loop: requests beyond this wait, and their waiting counts. */
const maxConnections = 128;

export interface SaturateOptions {
  readonly connections: number;
  readonly seconds: number;
  /** Stops before the time is over when so many have been sent. */
  readonly maxRequests?: number;
}

/** Keeps all connections busy. */
export async function saturate(
  target: Target,
  { connections, seconds, maxRequests = Infinity }: SaturateOptions,
): Promise<Load> {
  const client = createClient(target, connections);
  const started = performance.now();
  const until = started + seconds * 1000;
  let sent = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until && sent++ < maxRequests) await client.send();
    }),
  );
  return client.finish(started);
}

/**
 * Sends `rate` requests a second without waiting for answers: a gateway that falls behind isn't spared (no coordinated
 * omission).
 */
export async function sendAtRate(target: Target, rate: number, seconds: number): Promise<Load> {
  const client = createClient(target, maxConnections);
  const started = performance.now();
  const pending: Promise<void>[] = [];
  await new Promise<void>((resolve) => {
    const sendDue = (): void => {
      const elapsed = (performance.now() - started) / 1000;
      while (pending.length < Math.min(elapsed, seconds) * rate) pending.push(client.send());
      if (elapsed < seconds) setTimeout(sendDue, 1);
      else resolve();
    };
    sendDue();
  });
  await Promise.all(pending);
  return client.finish(started);
}

function createClient(target: Target, connections: number) {
  const pool = new Pool(target.url, { connections, pipelining: 1 });
  const nextToken = createTokens(target.tokens);
  const times: number[] = [];
  return {
    async send(): Promise<void> {
      const sent = performance.now();
      await post(pool, target, nextToken());
      times.push(performance.now() - sent);
    },
    async finish(started: number): Promise<Load> {
      const seconds = (performance.now() - started) / 1000;
      await pool.close();
      times.sort((a, b) => a - b);
      return {
        requests: times.length,
        perSecond: times.length / seconds,
        p50Ms: times[Math.floor(times.length * 0.5)] ?? NaN,
        p99Ms: times[Math.floor(times.length * 0.99)] ?? NaN,
      };
    },
  };
}

/** Different ones differ at the end, where comparing them costs most. */
function createTokens(tokens: Scenario['tokens']): () => string {
  const run = randomBytes(6).toString('base64url');
  let next = 0;
  return () => `Bearer ${sharedPart}.${run}.${tokens === 'own' ? next++ : ''}`;
}

function post(pool: Pool, { body, tokens, answerBytes }: Target, authorization: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let status = 0;
    let bytes = 0;
    pool.dispatch(
      {
        method: 'POST',
        path: '/graphql',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          authorization,
          [tokensHeader]: tokens,
        },
        body,
      },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_, statusCode) => void (status = statusCode),
        onResponseData: (_, chunk) => void (bytes += chunk.length),
        onResponseEnd() {
          if (status === 200 && bytes === answerBytes) resolve();
          else reject(new Error(`answered ${status} with ${bytes} bytes instead of ${answerBytes}`));
        },
        onResponseError: (_, error) => reject(error),
      },
    );
  });
}
