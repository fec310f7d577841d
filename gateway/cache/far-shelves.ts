// Look-ups in the store that all processes share. Whatever is wrong with it, nobody waits for it for longer than its timeout,
// and what an invalidation couldn't tell it isn't looked at until it could.
import { createHash } from 'node:crypto';
import { newEpoch } from './epoch.js';
import type { Owners } from './look-up-request.js';
import type { OwnersShelf } from './near-shelves.js';
import type { LookUpStore, ValueToWrite } from './store.js';

/** What is to be fetched: equal for all who miss the same. */
export interface Claim {
  readonly owners: Owners;
  /** In force: nobody waits for what began before an invalidation. */
  readonly epochs: readonly string[];
  readonly names: readonly string[];
}

export interface FarShelves {
  /** Undefined when it doesn't answer, or what it has may be old. */
  read(owners: Owners, names: readonly string[]): Promise<OwnersShelf<readonly string[]> | undefined>;
  /** Nobody waits for it. */
  write(owner: string, values: readonly ValueToWrite[]): void;
  /** `taken`: by another process, which is fetching; `none`: the store doesn't answer. */
  claim(claim: Claim): Promise<'claimed' | 'taken' | 'none'>;
  /** False when the store doesn't answer, too. */
  isClaimed(claim: Claim): Promise<boolean>;
  release(claim: Claim): void;
  /** Once it has resolved, nothing from before is read here. @returns whether nothing is anywhere */
  renew(owners: readonly string[]): Promise<boolean>;
  stop(): void;
}

export interface FarShelvesOptions {
  readonly store: LookUpStore;
  readonly claimMs: number;
  readonly wait: (ms: number) => Promise<unknown>;
  /** What `renew` could not tell it was told now: who has read from it meanwhile may have read what is old. */
  readonly renewedLate: (owners: readonly string[]) => void;
  /** There were too many to remember: whatever is in the store may be old, everybody's. */
  readonly lostCount: () => void;
}

/** How soon a store that didn't take a new epoch is tried again. */
const retryMs = 100;
/** As many as one try costs at most while it doesn't answer. */
const ownersPerTry = 100;
/**
 * How many are remembered, in some 15 MB, that the store has still to be told: while it is down departments go on naming others.
 * Forgetting one would bring its old values back, and in other processes, too. So with one more all of them are forgotten, and
 * everything that is kept is ended instead, which is one thing to tell.
 */
const maxUnrenewed = 100_000;

export function createFarShelves({
  store,
  claimMs,
  wait,
  renewedLate,
  lostCount,
}: FarShelvesOptions): FarShelves {
  /** Owner → the last call that is to renew it: that an earlier one was answered says nothing of it. */
  const unrenewed = new Map<string, number>();
  let calls = 0;
  let isRetrying = false;
  let isStopped = false;

  const openEpoch = async (owner: string, epoch: string | undefined): Promise<string> =>
    epoch ?? (await store.openEpoch(owner, newEpoch()));

  async function renewOne(owner: string): Promise<boolean> {
    const call = ++calls;
    if (unrenewed.size >= maxUnrenewed && !unrenewed.has(owner)) {
      unrenewed.clear();
      lostCount();
    }
    unrenewed.set(owner, call);
    const isTold = await succeeds(async () => store.renewEpoch(owner, newEpoch()));
    if (isTold && unrenewed.get(owner) === call) unrenewed.delete(owner);
    return isTold;
  }

  async function retry(): Promise<void> {
    isRetrying = true;
    await wait(retryMs);
    while (unrenewed.size > 0 && !isStopped) {
      const owners = [...first(ownersPerTry, unrenewed.keys())];
      const told = await Promise.all(owners.map(renewOne));
      const renewed = owners.filter((_, index) => told[index]);
      if (renewed.length > 0) renewedLate(renewed);
      if (renewed.length < owners.length) await wait(retryMs);
    }
    isRetrying = false;
  }

  return {
    async read(owners, names) {
      if (owners.some((owner) => unrenewed.has(owner))) return undefined;
      const [first, ...others] = owners;
      return answered(async () => {
        const read = async (owner: string, wanted: readonly string[]) => store.read(owner, wanted);
        const [shelf, ...rest] = await Promise.all([
          read(first, names),
          ...others.map((owner) => read(owner, [])),
        ]);
        const epochs = [shelf, ...rest].map(({ epoch }, index) => openEpoch(owners[index] as string, epoch));
        return { epochs: await Promise.all(epochs), values: shelf.values };
      });
    },
    write: (owner, values) => void succeeds(async () => store.write(owner, values)),
    async claim(claim) {
      const isOurs = await answered(async () => store.claim(claim.owners[0], nameOf(claim), claimMs));
      if (isOurs === undefined) return 'none';
      return isOurs ? 'claimed' : 'taken';
    },
    isClaimed: async (claim) =>
      (await answered(async () => store.isClaimed(claim.owners[0], nameOf(claim)))) === true,
    release: (claim) => void succeeds(async () => store.release(claim.owners[0], nameOf(claim))),
    async renew(owners) {
      const told = await Promise.all(owners.map(renewOne));
      const isDone = told.every((isTold) => isTold);
      if (!isDone && !isRetrying) void retry();
      return isDone;
    },
    stop() {
      isStopped = true;
    },
  };
}

function nameOf({ epochs, names }: Claim): string {
  const hash = createHash('sha256');
  for (const part of [...epochs, ...names]) hash.update(part).update(' ');
  return hash.digest('base64url');
}

function* first<T>(most: number, all: Iterable<T>): Generator<T> {
  let left = most;
  for (const one of all) {
    if (left-- === 0) return;
    yield one;
  }
}

/** A store that doesn't answer has counted and logged it. */
async function answered<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}

async function succeeds(tell: () => Promise<void>): Promise<boolean> {
  return (await answered(async () => (await tell(), true))) === true;
}
