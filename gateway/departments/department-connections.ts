// The connections to one department: exchanges over kept ones, each within its deadline, and a second try where the first one found its connection closed.
import { Pool, type Dispatcher } from 'undici';
import { SourceDown } from '../errors.js';
import { Exchange, type ReceivedAnswer } from './exchange.js';
import { createExchangeSlots } from './exchange-slots.js';
import { createRetryBudget } from './retry-budget.js';

export interface DepartmentConnectionsOptions {
  /** The department's. */
  readonly name: string;
  /** e.g. `http://10.0.0.5:4101` */
  readonly origin: string;
  /** From sending to the last byte of the answer, waiting for a connection included. */
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
}

export interface ExchangeTerms {
  /** Never sent twice. */
  readonly singleUse?: boolean;
  /** Gives the exchange up. */
  readonly signal?: AbortSignal;
}

export interface DepartmentConnections {
  /** Exchanges that have no answer yet, those waiting for a connection included. */
  readonly inFlight: number;
  /** @throws SourceDown */
  exchange(request: Dispatcher.DispatchOptions, terms: ExchangeTerms): Promise<ReceivedAnswer>;
  /** Fails what is in flight and closes every connection. */
  stop(): Promise<void>;
}

/** Past that, exchanges wait within their deadline. */
const maxConnections = 128;
/** Second tries for each first one. */
const retryShare = 0.1;

export function createDepartmentConnections(options: DepartmentConnectionsOptions): DepartmentConnections {
  const { kept, fresh } = createPools(options);
  const inFlight = new Set<Exchange>();
  const budget = createRetryBudget(retryShare, maxConnections);
  const slots = createExchangeSlots(maxConnections, (exchange) => {
    kept.dispatch(exchange.request, exchange);
  });

  function start(exchange: Exchange, signal: AbortSignal | undefined): void {
    inFlight.add(exchange);
    budget.earn();
    if (signal?.aborted) exchange.giveUp('given up by the caller');
    else slots.enter(exchange);
  }

  return {
    get inFlight() {
      return inFlight.size;
    },
    exchange: (request, { singleUse = false, signal }) =>
      new Promise((resolve, reject) => {
        const exchange: Exchange = new Exchange({
          department: options.name,
          request,
          maxResponseBytes: options.maxResponseBytes,
          retry() {
            const isSentAnew = !singleUse && budget.spend();
            if (isSentAnew) fresh.dispatch(request, exchange);
            return isSentAnew;
          },
          settle(answer) {
            clearTimeout(deadline);
            signal?.removeEventListener('abort', abandon);
            inFlight.delete(exchange);
            slots.forget(exchange);
            if (answer instanceof SourceDown) reject(answer);
            else resolve(answer);
          },
          release: () => slots.leave(),
        });
        // Timers of one duration share a list in Node: much cheaper than AbortSignal.timeout.
        const deadline = setTimeout(expire, options.timeoutMs, exchange);
        const abandon = (): void => exchange.giveUp('given up by the caller');
        signal?.addEventListener('abort', abandon);
        start(exchange, signal);
      }),
    async stop() {
      // The last first: what waits for a connection must not get one.
      for (const exchange of [...inFlight].reverse()) exchange.giveUp('the gateway stops');
      await Promise.all([kept.destroy(), fresh.destroy()]);
    },
  };
}

function createPools({ origin, timeoutMs }: DepartmentConnectionsOptions): { kept: Pool; fresh: Pool } {
  const poolOptions: Pool.Options = {
    connections: maxConnections,
    connectTimeout: timeoutMs,
    keepAliveTimeout: 30_000,
    // The deadline of the exchange holds; these would be further timers.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  // Without pipelining undici keeps no connection.
  return { kept: new Pool(origin, poolOptions), fresh: new Pool(origin, { ...poolOptions, pipelining: 0 }) };
}

function expire(exchange: Exchange): void {
  exchange.giveUp('no answer in time');
}
