// Look-ups in this process's memory, as objects, bounded in bytes: what wasn't used for longest goes first.
import { LRUCache } from 'lru-cache';
import type { CacheMetrics } from './cache-metrics.js';
import {
  maxTextCharacters,
  type LookUpStore,
  type Shelf,
  type StoredValue,
  type ValueToWrite,
} from './store.js';

/** The same store, that answers at once. */
export interface MemoryStore extends LookUpStore {
  /** Held now, as estimated. */
  readonly bytes: number;
  read(owner: string, names: readonly string[]): Shelf;
  write(owner: string, values: readonly ValueToWrite[]): void;
  openEpoch(owner: string, epoch: string): string;
  renewEpoch(owner: string, epoch: string): void;
  claim(owner: string, name: string, ttlMs: number): boolean;
  release(owner: string, name: string): void;
  isClaimed(owner: string, name: string): boolean;
}

export interface MemoryStoreOptions {
  readonly maxBytes: number;
  readonly metrics: Pick<CacheMetrics, 'answered'>;
  /** Milliseconds. */
  readonly now?: () => number;
}

export const defaultMemoryBytes = 64 * 1024 * 1024;

type Kept =
  | { readonly kind: 'epoch'; readonly epoch: string }
  | { readonly kind: 'value'; readonly value: StoredValue; readonly untilMs: number }
  | { readonly kind: 'claim'; readonly untilMs: number };

/**
 * Epochs are bounded together with the values: when one goes, it is missing, and the next one is another, so what was
 * stored under it stays worth nothing.
 */
export function createMemoryStore({ maxBytes, metrics, now = Date.now }: MemoryStoreOptions): MemoryStore {
  const kept = new LRUCache<string, Kept>({ maxSize: maxBytes, sizeCalculation: sizeOf });

  function readEpoch(owner: string): string | undefined {
    const found = kept.get(owner);
    return found?.kind === 'epoch' ? found.epoch : undefined;
  }

  function readValue(owner: string, name: string, nowMs: number): StoredValue | undefined {
    const found = kept.get(valueKey(owner, name));
    return found?.kind === 'value' && found.untilMs > nowMs ? found.value : undefined;
  }

  function isClaimed(owner: string, name: string): boolean {
    const found = kept.get(claimKey(owner, name));
    return found?.kind === 'claim' && found.untilMs > now();
  }

  return {
    get bytes() {
      return kept.calculatedSize;
    },
    read(owner, names) {
      const startedMs = performance.now();
      const nowMs = now();
      const shelf = { epoch: readEpoch(owner), values: names.map((name) => readValue(owner, name, nowMs)) };
      metrics.answered('memory', 'read', performance.now() - startedMs);
      return shelf;
    },
    write(owner, values) {
      const nowMs = now();
      for (const { name, value, ttlMs } of values) {
        if (value.text.length > maxTextCharacters) continue;
        const text = compact(value.text);
        kept.set(valueKey(owner, name), { kind: 'value', value: { ...value, text }, untilMs: nowMs + ttlMs });
      }
    },
    openEpoch(owner, epoch) {
      const inForce = readEpoch(owner);
      if (inForce === undefined) kept.set(owner, { kind: 'epoch', epoch });
      return inForce ?? epoch;
    },
    renewEpoch(owner, epoch) {
      if (readEpoch(owner) !== undefined) kept.set(owner, { kind: 'epoch', epoch });
    },
    claim(owner, name, ttlMs) {
      if (isClaimed(owner, name)) return false;
      kept.set(claimKey(owner, name), { kind: 'claim', untilMs: now() + ttlMs });
      return true;
    },
    release(owner, name) {
      kept.delete(claimKey(owner, name));
    },
    isClaimed,
  };
}

/** Neither owners nor names have a colon. */
function valueKey(owner: string, name: string): string {
  return `${owner}:${name}`;
}

function claimKey(owner: string, name: string): string {
  return `${owner}::${name}`;
}

/** V8 keeps the whole department's answer for as long as a piece cut out of it is kept. */
function compact(text: string): string {
  return Buffer.from(text).toString();
}

/** Of an entry without its strings: objects, numbers, the places in the map and in the list of uses. Measured. */
const entryBytes = 480;
const epochBytes = 48;

function sizeOf(entry: Kept, key: string): number {
  const bytes = entryBytes + key.length;
  if (entry.kind !== 'value') return bytes;
  const { text, epochs } = entry.value;
  // One character beyond Latin-1 makes V8 keep all of them in two bytes.
  const isWide = Buffer.byteLength(text) > text.length;
  return bytes + text.length * (isWide ? 2 : 1) + epochs.length * epochBytes;
}
