// The bureaus and grants that decisions are made by: in memory, and never older than a few seconds.
import type { Logger } from 'pino';
import { GatewayError } from '../errors.js';
import type { GrantRegister } from './grant.js';
import type { GrantStore } from './grant-store.js';
import type { StoredGrants } from './stored-grants.js';

export interface CurrentGrants {
  /**
   * @throws GatewayError NOT_READY (503, with Retry-After) while the store doesn't answer: what may have been revoked counts for
   *   nothing, and a bureau that was told it isn't registered would stop asking instead of asking again
   */
  current(): GrantRegister;
  /** Stops asking; the store stays open. */
  stop(): void;
}

export interface GrantRegisterOptions {
  readonly store: GrantStore;
  readonly logger: Logger;
  readonly pollMs?: number;
}

/** With the time that a poll takes, a revocation works everywhere within 5 s, whether the store answers or not. */
const staleMs = 4_000;

interface Snapshot {
  readonly version: string;
  readonly register: GrantRegister;
  /** When it was asked for, not answered: what is revoked in between may not be in it. */
  readonly asOfMs: number;
}

/** @throws GrantStoreUnavailable, BadStoredGrants when the store can't be read at the start */
export async function createGrantRegister(options: GrantRegisterOptions): Promise<CurrentGrants> {
  const { store, logger, pollMs = 1_000 } = options;
  let snapshot = await inTime(readSnapshot(store));
  let denying = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const isStale = (): boolean => performance.now() - snapshot.asOfMs > staleMs;
  const poll = async (): Promise<void> => {
    try {
      snapshot = await inTime(readSnapshot(store, snapshot));
      if (denying && !stopped) logger.info('grants are read again: bureaus are let in');
      denying = false;
    } catch (error) {
      if (isStale() && !denying && !stopped) {
        denying = true;
        const reason = error instanceof Error ? error.message : 'unknown';
        logger.error({ reason }, 'grants can not be read: every bureau is denied');
      }
    }
    if (!stopped) timer = setTimeout(() => void poll(), pollMs);
  };

  timer = setTimeout(() => void poll(), pollMs);
  return {
    current() {
      if (isStale()) throw unreadable(pollMs);
      return snapshot.register;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function unreadable(pollMs: number): GatewayError {
  return new GatewayError(
    'NOT_READY',
    503,
    {
      zh: '暂时无法核对部门的授权，请稍后再试。',
      en: 'The grants of bureaus can’t be checked at the moment: try again later.',
    },
    { headers: { 'retry-after': String(Math.ceil(pollMs / 1_000)) } },
  );
}

async function readSnapshot(store: GrantStore, last?: Snapshot): Promise<Snapshot> {
  const asOfMs = performance.now();
  // Before the rest: a change in between is then found by the next poll.
  const version = await store.version();
  if (version === last?.version) return { ...last, asOfMs };
  return { version, register: toRegister(await store.load()), asOfMs };
}

/** A store that neither answers nor fails has failed. */
async function inTime<T>(reading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${staleMs} ms`)), staleMs);
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
}

function toRegister({ bureaus, grants }: StoredGrants): GrantRegister {
  return {
    bureaus: new Map(bureaus.map((bureau) => [bureau.client, bureau])),
    grants: new Map(
      bureaus.map(({ client }) => [client, grants.filter((grant) => grant.bureau === client)] as const),
    ),
  };
}
