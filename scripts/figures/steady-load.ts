// Asks at a steady pace, whether answers come or not, and writes down what became of each request.

export interface LoadOptions {
  readonly urls: readonly string[];
  readonly tokens: readonly string[];
  readonly query: string;
  readonly perSecond: number;
}

export interface AskedOnce {
  /** As `performance.now()`. */
  readonly sentAtMs: number;
  readonly tookMs: number;
  /** Undefined for an answer without errors. */
  readonly failure: string | undefined;
}

export interface SteadyLoad {
  /** Answered so far. */
  readonly answered: readonly AskedOnce[];
  /** Sends nothing more and waits for the rest. */
  stop(): Promise<void>;
}

const deadlineMs = 20_000;

/** In turns over gateways and citizens, so that everybody comes to everyone. */
export function startSteadyLoad({ urls, tokens, query, perSecond }: LoadOptions): SteadyLoad {
  const answered: AskedOnce[] = [];
  const underWay = new Set<Promise<void>>();
  const body = JSON.stringify({ query });
  const startedAtMs = performance.now();
  let sent = 0;
  const send = (): void => {
    const due = ((performance.now() - startedAtMs) * perSecond) / 1_000;
    for (; sent < due; sent++) {
      const url = urls[sent % urls.length] ?? '';
      const token = tokens[Math.floor(sent / urls.length) % tokens.length] ?? '';
      const asking = askOnce(url, token, body).then((one) => {
        answered.push(one);
        underWay.delete(asking);
      });
      underWay.add(asking);
    }
  };
  const timer = setInterval(send, 1_000 / perSecond);
  return {
    answered,
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay);
    },
  };
}

async function askOnce(url: string, token: string, body: string): Promise<AskedOnce> {
  const sentAtMs = performance.now();
  const failure = await ask(url, token, body).catch((error: unknown) => String(error));
  return { sentAtMs, tookMs: performance.now() - sentAtMs, failure };
}

async function ask(url: string, token: string, body: string): Promise<string | undefined> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body,
    signal: AbortSignal.timeout(deadlineMs),
  });
  const text = await response.text();
  return response.status === 200 && !text.startsWith('{"errors"')
    ? undefined
    : `${response.status} ${text.slice(0, 300)}`;
}

/** Whether nearly all of the last second's answers came soon, so that nothing is left of what went before. */
export function isCalm({ answered }: SteadyLoad): boolean {
  const last = answered.filter(({ sentAtMs }) => sentAtMs > performance.now() - 1_000);
  return (
    last.length >= 10 &&
    percentile(
      last.map(({ tookMs }) => tookMs),
      0.9,
    ) < calmMs
  );
}

const calmMs = 100;

/** @param share 0.99 for p99; NaN of nothing */
export function percentile(took: readonly number[], share: number): number {
  const sorted = [...took].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
