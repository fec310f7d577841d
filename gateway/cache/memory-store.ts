// Look-ups in this process's memory, as objects, bounded in bytes: whoever wasn't looked up for longest goes first.
import { LRUCache } from 'lru-cache';
import type { CacheMetrics } from './cache-metrics.js';
import {
  maxTextCharacters,
  type LookUpStore,
  type Shelf,
  type StoredValue,
  type ValueToWrite,
} from './store.js';
import { beyondLatin1 } from './value-bytes.js';

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
  /**
   * Milliseconds, of a clock that nobody sets: after the other one was set back by an hour values would seem as much younger than
   * they are, and here nobody else lets them end.
   */
  readonly now?: () => number;
}

export const defaultMemoryBytes = 64 * 1024 * 1024;

/**
 * What an owner may take up: 0.4 % of the default. Clients choose what they ask, and so how many names it is kept under: a citizen
 * who asked in 5,000 ways displaced a third of everybody else's. Now it is his own, what was written first going first.
 */
const maxOwnerBytes = 256 * 1024;

/** What is kept of one owner. */
interface OwnersEntries {
  readonly epoch: string | undefined;
  /** In the order in which they were written; claims behind a colon, which names don't have. */
  readonly entries: Map<string, Entry>;
  readonly bytes: number;
}

type Entry =
  | { readonly kind: 'value'; readonly value: StoredValue; readonly untilMs: number; readonly bytes: number }
  | { readonly kind: 'claim'; readonly untilMs: number; readonly bytes: number };

/** Undefined: it goes. */
type Change = readonly [key: string, entry: Entry | undefined];

/** An epoch goes together with its values. */
export function createMemoryStore({
  maxBytes,
  metrics,
  now = () => performance.now(),
}: MemoryStoreOptions): MemoryStore {
  const kept = new LRUCache<string, OwnersEntries>({
    maxSize: maxBytes,
    sizeCalculation: ({ bytes }) => bytes,
  });
  const maxBytesOfOne = Math.min(maxOwnerBytes, maxBytes);

  function put(owner: string, changes: readonly Change[], epoch?: string): void {
    const before = kept.get(owner);
    const entries = before?.entries ?? new Map<string, Entry>();
    let bytes = before?.bytes ?? ownerBytes;
    const remove = (key: string): void => {
      bytes -= entries.get(key)?.bytes ?? 0;
      entries.delete(key);
    };
    for (const [key, entry] of changes) {
      if (entry && ownerBytes + entry.bytes > maxBytesOfOne) continue;
      remove(key);
      if (entry) entries.set(key, entry);
      bytes += entry?.bytes ?? 0;
    }
    const nowMs = now();
    for (const [key, { untilMs }] of entries) {
      if (bytes <= maxBytesOfOne && untilMs > nowMs) break;
      remove(key);
    }
    // Another object each time: the same one would not be weighed again.
    kept.set(owner, { epoch: epoch ?? before?.epoch, entries, bytes });
  }

  function isClaimed(owner: string, name: string): boolean {
    const claim = kept.get(owner)?.entries.get(claimKey(name));
    return claim !== undefined && claim.untilMs > now();
  }

  return {
    get bytes() {
      return kept.calculatedSize;
    },
    read(owner, names) {
      const startedMs = performance.now();
      const nowMs = now();
      const { epoch, entries } = kept.get(owner) ?? nothing;
      const values = names.map((name) => {
        const entry = entries.get(name);
        return entry?.kind === 'value' && entry.untilMs > nowMs ? entry.value : undefined;
      });
      metrics.answered('memory', 'read', performance.now() - startedMs);
      return { epoch, values };
    },
    write(owner, values) {
      const nowMs = now();
      const entries = values
        .filter(({ value }) => value.text.length <= maxTextCharacters)
        .map(({ name, value, ttlMs }) => [name, valueEntry(name, value, nowMs + ttlMs)] as const);
      if (entries.length > 0) put(owner, entries);
    },
    openEpoch(owner, epoch) {
      const inForce = kept.get(owner)?.epoch;
      if (inForce === undefined) put(owner, [], epoch);
      return inForce ?? epoch;
    },
    renewEpoch(owner, epoch) {
      if (kept.get(owner)?.epoch !== undefined) put(owner, [], epoch);
    },
    claim(owner, name, ttlMs) {
      if (isClaimed(owner, name)) return false;
      const key = claimKey(name);
      put(owner, [[key, { kind: 'claim', untilMs: now() + ttlMs, bytes: entryBytes + key.length }]]);
      return true;
    },
    release(owner, name) {
      put(owner, [[claimKey(name), undefined]]);
    },
    isClaimed,
  };
}

const nothing: OwnersEntries = { epoch: undefined, entries: new Map(), bytes: 0 };

function claimKey(name: string): string {
  return `:${name}`;
}

/** V8 keeps the whole department's answer for as long as a piece cut out of it is kept. */
function compact(text: string): string {
  return Buffer.from(text).toString();
}

/** Of an owner without entries, and of an entry without its text and epochs: objects, numbers, places in maps. Measured. */
const ownerBytes = 480;
const entryBytes = 320;
const epochBytes = 48;

function valueEntry(name: string, value: StoredValue, untilMs: number): Entry {
  const text = compact(value.text);
  // One character beyond Latin-1 makes V8 keep all of them in two bytes.
  const textBytes = text.length * (beyondLatin1.test(text) ? 2 : 1);
  const bytes = entryBytes + name.length + textBytes + value.epochs.length * epochBytes;
  return { kind: 'value', value: { ...value, text }, untilMs, bytes };
}
