// Tells the gateway that something of the department's data has changed, behind the back of the request that changed it:
// what can't be delivered costs nobody anything but an answer as old as the catalogue allows.
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { AssertionKey } from '../../schema/contract/assertion.js';
import type { DepartmentName } from '../../schema/contract/departments.js';
import { canonicalNumber } from '../../schema/contract/resident-id.js';
import {
  invalidationHeader,
  maxInvalidationBytes,
  maxInvalidations,
  type Invalidation,
} from '../../schema/contract/invalidation.js';
import { signInvalidation } from './sign-invalidation.js';
import { systemErrorCode } from './system-error.js';

/** To be called after the change was committed. Returns at once and never throws. */
export type NotifyGateway = (invalidations: readonly Invalidation[]) => void;

export interface GatewayNotifier {
  readonly notify: NotifyGateway;
  /** Sends what is waiting, for a second at most. */
  stop(): Promise<void>;
}

export interface GatewayNotifierOptions {
  readonly department: DepartmentName;
  /** Signs; the gateway must know it. */
  readonly key: AssertionKey;
  /**
   * Addresses of `/internal/invalidations`: one where the gateway's processes have Redis in common, otherwise that of each.
   * None: nothing is sent.
   */
  readonly urls: readonly string[];
  readonly logger: Logger;
}

const deadlineMs = 2_000;
/** Between the attempts: a gateway that restarts is there again before the last one. */
const backoffMs = [100, 400, 1_600, 6_400];
const maxWaiting = 10_000;
const stopWithinMs = 1_000;

/** What is notified while a request is under way goes out with the next one. */
export function createGatewayNotifier({ urls, ...options }: GatewayNotifierOptions): GatewayNotifier {
  const senders = urls.map((url) => createSender(url, options));
  return {
    notify(invalidations) {
      const tellable = invalidations.filter(isTellable);
      for (const sender of senders) sender.add(tellable);
    },
    async stop() {
      await Promise.all(senders.map((sender) => sender.stop()));
    },
  };
}

function createSender(url: string, options: Omit<GatewayNotifierOptions, 'urls'>) {
  const { logger } = options;
  const waiting: Invalidation[] = [];
  /** Nothing is tried again any more. */
  const stopping = new AbortController();
  /** Nothing is waited for any more. */
  const ended = new AbortController();
  let sending: Promise<void> | undefined;

  const sendAll = async (): Promise<void> => {
    while (waiting.length > 0 && !ended.signal.aborted) await deliver(takeBody(waiting));
    sending = undefined;
  };

  const deliver = async ({ text, entries }: Body): Promise<void> => {
    for (const pauseMs of [...backoffMs, undefined]) {
      const outcome = await send(url, text, options, ended.signal);
      if (outcome === 'delivered') return;
      if (outcome === 'refused' || pauseMs === undefined || stopping.signal.aborted) break;
      await wait(pauseMs * (0.5 + Math.random()), undefined, { signal: stopping.signal }).catch(
        () => undefined,
      );
    }
    logger.error(
      { entries },
      'the gateway was not told of changes: it answers with what it has until that is old',
    );
  };

  return {
    add(invalidations: readonly Invalidation[]): void {
      const room = maxWaiting - waiting.length;
      waiting.push(...invalidations.slice(0, room));
      if (invalidations.length > room)
        logger.error(
          { entries: invalidations.length - room },
          'too many changes wait for the gateway: not told',
        );
      if (waiting.length > 0) sending ??= sendAll();
    },
    async stop(): Promise<void> {
      stopping.abort();
      const timer = setTimeout(() => ended.abort(), stopWithinMs);
      await sending;
      clearTimeout(timer);
    },
  };
}

/** For one number that nobody can have the gateway would refuse the whole request; nothing is cached under such a number. */
function isTellable({ citizen }: Invalidation): boolean {
  return citizen === undefined || canonicalNumber(citizen.number).ok;
}

interface Body {
  readonly text: string;
  readonly entries: number;
}

/** As many of the first as one request may carry, and one in any case. */
function takeBody(waiting: Invalidation[]): Body {
  const frame = '{"invalidations":[]}';
  const texts: string[] = [];
  let bytes = frame.length;
  for (const one of waiting.slice(0, maxInvalidations)) {
    const text = JSON.stringify(one);
    bytes += Buffer.byteLength(text) + 1;
    if (bytes > maxInvalidationBytes && texts.length > 0) break;
    texts.push(text);
  }
  waiting.splice(0, texts.length);
  return { text: `{"invalidations":[${texts.join()}]}`, entries: texts.length };
}

/** `refused`: trying again would change nothing. */
async function send(
  url: string,
  body: string,
  { department, key, logger }: Omit<GatewayNotifierOptions, 'urls'>,
  ended: AbortSignal,
): Promise<'delivered' | 'refused' | 'failed'> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      // Signed anew for each attempt: the one before may have arrived.
      headers: {
        'content-type': 'application/json',
        [invalidationHeader]: signInvalidation(department, key, body),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.any([ended, AbortSignal.timeout(deadlineMs)]),
    });
    await response.body?.cancel();
    if (response.ok) return 'delivered';
    logger.warn({ status: response.status }, 'the gateway did not take an invalidation');
    return response.status >= 500 || response.status === 408 || response.status === 429
      ? 'failed'
      : 'refused';
  } catch (error) {
    logger.warn({ reason: reasonOf(error) }, 'the gateway could not be told of a change');
    return 'failed';
  }
}

/** `fetch` says `TypeError: fetch failed` whatever the system's reason was. */
function reasonOf(error: unknown): string {
  const { cause, name } = error as Partial<Error>;
  return systemErrorCode(cause) ?? name ?? 'unknown';
}
