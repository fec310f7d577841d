// Load on one gateway: as much as it takes over a number of connections, or so many requests a second.
import { randomBytes } from 'node:crypto';
import { Pool } from 'undici';
import type { ForeignScenario } from './scenarios.js';

export interface Target {
  /** `http://host:port` of each process, asked in turns. */
  readonly urls: readonly string[];
  readonly body: string;
  readonly callers: Callers;
}

/** Who asks, and what the right answer is, which was compared before: another one is an error. */
export type Callers =
  | {
      /** Invented tokens. */
      readonly kind: ForeignScenario['tokens'];
      readonly answerBytes: number;
    }
  /** One after the other, each as often as there are processes: so everybody comes to every one of them. */
  | { readonly kind: 'citizens'; readonly citizens: readonly CitizenCaller[] };

export interface CitizenCaller {
  readonly authorization: string;
  /** The answer's data: what follows differs from time to time. */
  readonly beginning: Buffer;
}

/** One request to be sent. */
interface Question {
  readonly authorization: string;
  readonly expected:
    | { readonly kind: 'length'; readonly bytes: number }
    | { readonly kind: 'beginning'; readonly bytes: Buffer };
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
  const pools = target.urls.map((url) => new Pool(url, { connections, pipelining: 1 }));
  const questionAt = createQuestions(target);
  let next = 0;
  const times: number[] = [];
  return {
    async send(): Promise<void> {
      const sent = performance.now();
      const index = next++;
      await post(pools[index % pools.length] as Pool, target, questionAt(index));
      times.push(performance.now() - sent);
    },
    async finish(started: number): Promise<Load> {
      const seconds = (performance.now() - started) / 1000;
      await Promise.all(pools.map((pool) => pool.close()));
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

/** By index of the request. Different invented tokens differ at the end, where comparing them costs most. */
function createQuestions({ callers, urls }: Target): (index: number) => Question {
  if (callers.kind === 'citizens') {
    const questions = callers.citizens.map(({ authorization, beginning }): Question => {
      return { authorization, expected: { kind: 'beginning', bytes: beginning } };
    });
    return (index) => questions[Math.floor(index / urls.length) % questions.length] as Question;
  }
  const { kind, answerBytes } = callers;
  const run = randomBytes(6).toString('base64url');
  return (index) => ({
    authorization: `Bearer ${sharedPart}.${run}.${kind === 'own' ? index : ''}`,
    expected: { kind: 'length', bytes: answerBytes },
  });
}

/** Reads an answer piece by piece. */
function createCheck(expected: Question['expected']) {
  let bytes = 0;
  let isRight = true;
  return {
    add(chunk: Buffer): void {
      if (expected.kind === 'beginning') {
        const part = expected.bytes.subarray(bytes, bytes + chunk.length);
        isRight &&= part.equals(chunk.subarray(0, part.length));
      }
      bytes += chunk.length;
    },
    isRight: () =>
      expected.kind === 'length' ? bytes === expected.bytes : isRight && bytes >= expected.bytes.length,
    describe: () => `${bytes} bytes that aren't the right answer`,
  };
}

function post(pool: Pool, { body, callers }: Target, { authorization, expected }: Question): Promise<void> {
  return new Promise((resolve, reject) => {
    let status = 0;
    const check = createCheck(expected);
    pool.dispatch(
      {
        method: 'POST',
        path: '/graphql',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          authorization,
          [tokensHeader]: callers.kind,
        },
        body,
      },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_, statusCode) => void (status = statusCode),
        onResponseData: (_, chunk) => check.add(chunk),
        onResponseEnd() {
          if (status === 200 && check.isRight()) resolve();
          else reject(new Error(`answered ${status} with ${check.describe()}`));
        },
        onResponseError: (_, error) => reject(error),
      },
    );
  });
}
