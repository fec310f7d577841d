// How many people a bureau may look up, and how long it is locked out once it looks like guessing. In this process alone.
import { LRUCache } from 'lru-cache';
import type { Lookup } from '../../schema/contract/identity.js';
import { GatewayError, type Message } from '../errors.js';
import { createGuessDetector, type GuessDetector } from './guess-detector.js';

/**
 * Look-ups; each alias and each entry of a list is one. 2,000 a minute is a bureau with hundreds of counters, or ten full
 * lists; 50,000 a day its batch work. To check a stolen list of a million people takes twenty days.
 */
export const lookupBudget = { perMinute: 2_000, perDay: 50_000 } as const;

/** Who goes on guessing, lock after lock, gets some hundred tries a day at one person's number of a thousand. */
export const lockedOutMs = 15 * 60_000;

/** Far more than there are bureaus; each takes some 30 KB at most. */
const maxClients = 5_000;
const secondMs = 1_000;
const minuteMs = 60_000;
const dayMs = 86_400_000;
/** China has had one time zone, UTC+8, and no summer time since 1991. */
const shanghaiOffsetMs = 8 * 3_600_000;

export interface LookupQuota {
  /**
   * Books `lookups` of a bureau's client before the register is asked.
   * @throws GatewayError QUOTA_EXCEEDED, LOCKED_OUT; nothing is booked then
   */
  spend(client: string, lookups: readonly Lookup[]): void;
  /**
   * Takes note of the register's answer; `matched` is in the order of the look-ups.
   * @throws GatewayError LOCKED_OUT when these misses lock the client out, or those of a request beside this one have:
   * a burst of parallel guesses then learns nothing, not even of those that matched
   */
  record(client: string, lookups: readonly Lookup[], matched: readonly boolean[]): void;
}

interface Client {
  /** Look-ups of the last minute, oldest first. */
  seconds: readonly { readonly startedAt: number; readonly count: number }[];
  /** Days since 1970 in Shanghai, and the look-ups of that day. */
  day: { readonly number: number; readonly count: number };
  lockedUntil: number;
  readonly guesses: GuessDetector;
}

/** @param options.now milliseconds since 1970 */
export function createLookupQuota({ now = Date.now }: { readonly now?: () => number } = {}): LookupQuota {
  const clients = new LRUCache<string, Client>({ max: maxClients });
  const clientOf = (name: string): Client => {
    const client = clients.get(name) ?? newClient();
    clients.set(name, client);
    return client;
  };

  return {
    spend(name, { length }) {
      const client = clientOf(name);
      const at = now();
      refuseLocked(client, at);
      const seconds = bookMinute(client.seconds, length, at);
      const day = bookDay(client.day, length, at);
      Object.assign(client, { seconds, day });
    },
    record(name, lookups, matched) {
      const client = clientOf(name);
      const at = now();
      refuseLocked(client, at);
      if (!lookups.some((lookup, index) => client.guesses.isGuess(lookup, matched[index] === true, at)))
        return;
      client.lockedUntil = at + lockedOutMs;
      refuseLocked(client, at);
    },
  };
}

function newClient(): Client {
  return { seconds: [], day: { number: 0, count: 0 }, lockedUntil: 0, guesses: createGuessDetector() };
}

/** A second's look-ups count until the last of them is a minute old, so no minute has more than its budget. */
function bookMinute(seconds: Client['seconds'], count: number, at: number): Client['seconds'] {
  const current = seconds.filter(({ startedAt }) => leavesAt(startedAt) > at);
  let free = lookupBudget.perMinute - current.reduce((sum, second) => sum + second.count, 0);
  for (const { startedAt, count: leaving } of current) {
    if (free >= count) break;
    free += leaving;
    if (free >= count) throw quotaExceeded(leavesAt(startedAt) - at, minuteMessage);
  }
  const last = current.at(-1);
  if (!last || at - last.startedAt >= secondMs) return [...current, { startedAt: at, count }];
  return [...current.slice(0, -1), { ...last, count: last.count + count }];
}

function leavesAt(startedAt: number): number {
  return startedAt + secondMs + minuteMs;
}

function bookDay(day: Client['day'], count: number, at: number): Client['day'] {
  const number = Math.floor((at + shanghaiOffsetMs) / dayMs);
  const booked = (day.number === number ? day.count : 0) + count;
  if (booked > lookupBudget.perDay)
    throw quotaExceeded((number + 1) * dayMs - shanghaiOffsetMs - at, dayMessage);
  return { number, count: booked };
}

const minuteMessage: Message = {
  zh: `每分钟最多查询 ${lookupBudget.perMinute} 人（每个别名、每个列表项各计一次），请稍后再试。`,
  en: `At most ${lookupBudget.perMinute} people a minute, each alias and each entry of a list counted; try again later.`,
};

const dayMessage: Message = {
  zh: `每日最多查询 ${lookupBudget.perDay} 人，请明日再试；如需更多请向管理员申请。`,
  en: `At most ${lookupBudget.perDay} people a day (Shanghai time); go on tomorrow, or ask the operator for more.`,
};

function quotaExceeded(waitMs: number, message: Message): GatewayError {
  return new GatewayError('QUOTA_EXCEEDED', 429, message, { headers: retryAfter(waitMs) });
}

function refuseLocked({ lockedUntil }: Client, at: number): void {
  if (lockedUntil <= at) return;
  throw new GatewayError(
    'LOCKED_OUT',
    429,
    {
      zh: '近期查询中号码与姓名不符的过多，或号码连续，已暂停查询。请核对号码与姓名后再试。',
      en: 'Too many look-ups matched nobody, or their numbers followed each other: look-ups are suspended. Check numbers and names before trying again.',
    },
    { headers: retryAfter(lockedUntil - at) },
  );
}

/** Whole seconds (RFC 9110 section 10.2.3). */
function retryAfter(waitMs: number): Readonly<Record<string, string>> {
  return { 'retry-after': String(Math.ceil(waitMs / secondMs)) };
}
