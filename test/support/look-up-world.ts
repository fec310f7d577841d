// Gateway processes with caches of look-ups, the store and the bus between them, and a department: in virtual time, with faults.
import { createBusListeners, type InvalidationBus } from '../../gateway/cache/bus.js';
import type { Outcome } from '../../gateway/cache/kept-look-ups.js';
import { createLookUpCache, type LookUpCache } from '../../gateway/cache/look-up-cache.js';
import {
  everythingTag,
  type Asker,
  type Loaded,
  type LookUp,
  type LookUpAnswer,
  type Owners,
  type Wanted,
} from '../../gateway/cache/look-up-request.js';
import { createMemoryStore, type MemoryStore } from '../../gateway/cache/memory-store.js';
import { StoreDown, type LookUpStore } from '../../gateway/cache/store.js';
import type { TagEpochs } from '../../gateway/cache/tag-epochs.js';
import { recordCache } from './cache-recorder.js';
import type { VirtualTime } from './virtual-time.js';

/** What chance decides: less than 1, at least 0. */
export type Random = () => number;

/** `flaky`: half of the calls come too late, and some of those are done all the same. */
export type StoreFault = 'none' | 'down' | 'hung' | 'flaky';

/** A process's way to the shared store. */
export interface FarStore {
  fault: StoreFault;
  readonly calls: string[];
  flush(): void;
  readonly store: LookUpStore;
}

/** What is in the shared store. */
export interface FarMemory {
  kept: MemoryStore;
  flush(): void;
}

export function createFarMemory(time: VirtualTime): FarMemory {
  const create = () =>
    createMemoryStore({ maxBytes: 64_000_000, metrics: recordCache().metrics, now: () => time.now() });
  const memory: FarMemory = {
    kept: create(),
    flush() {
      memory.kept = create();
    },
  };
  return memory;
}

export const storeTimeoutMs = 20;

/** Redis: a memory store that answers later. */
export function createFarStore(
  time: VirtualTime,
  memory: FarMemory,
  delayMs: () => number,
  random: Random,
): FarStore {
  const calls: string[] = [];

  async function call<T>(operation: string, owner: string, apply: () => T): Promise<T> {
    calls.push(`${operation} ${owner}`);
    if (far.fault === 'down') throw new StoreDown();
    if (far.fault === 'hung' || (far.fault === 'flaky' && random() < 0.5)) {
      if (far.fault === 'flaky' && random() < 0.5) void time.wait(delayMs() + storeTimeoutMs).then(apply);
      await time.wait(storeTimeoutMs);
      throw new StoreDown();
    }
    await time.wait(delayMs());
    const answer = apply();
    await time.wait(delayMs());
    return answer;
  }

  const far: FarStore = {
    fault: 'none',
    calls,
    flush: () => memory.flush(),
    store: {
      read: (owner, names) =>
        call(names.length > 0 ? 'read' : 'readEpoch', owner, () => memory.kept.read(owner, names)),
      write: (owner, values) => call('write', owner, () => memory.kept.write(owner, values)),
      openEpoch: (owner, epoch) => call('openEpoch', owner, () => memory.kept.openEpoch(owner, epoch)),
      renewEpoch: (owner, epoch) => call('renewEpoch', owner, () => memory.kept.renewEpoch(owner, epoch)),
      claim: (owner, name, ttlMs) => call('claim', owner, () => memory.kept.claim(owner, name, ttlMs)),
      release: (owner, name) => call('release', owner, () => memory.kept.release(owner, name)),
      isClaimed: (owner, name) => call('isClaimed', owner, () => memory.kept.isClaimed(owner, name)),
    },
  };
  return far;
}

export interface LineToBus extends InvalidationBus {
  /** Nothing comes or goes any more, which is found out within a second. */
  cut(): void;
  mend(): void;
}

interface Line {
  hear(names: readonly string[]): Promise<boolean>;
  /** A message is missing. */
  miss(): void;
  readonly isAwaited: boolean;
}

const foundOutAfterMs = 1_000;
const confirmWithinMs = 100;
const beatMs = 250;

/** @param loses whether a message gets lost, which its receiver finds out by the next */
export function createBusNetwork(time: VirtualTime, delayMs: () => number, loses: () => boolean) {
  const lines: Line[] = [];
  return function open(): LineToBus {
    const listeners = createBusListeners();
    let cutAtMs: number | undefined;
    const isUp = (): boolean => cutAtMs === undefined || time.elapsed() - cutAtMs < foundOutAfterMs;
    /** Others will find out by the next message that they have missed one. */
    let hasUnsaid = false;
    const own: Line = {
      miss: () => void time.wait(beatMs).then(() => listeners.tellGap()),
      async hear(names: readonly string[]): Promise<boolean> {
        await time.wait(delayMs());
        if (cutAtMs !== undefined) return false;
        if (loses()) {
          own.miss();
          return false;
        }
        listeners.tellInvalidated(names);
        await time.wait(delayMs());
        return cutAtMs === undefined;
      },
      get isAwaited() {
        return isUp();
      },
    };
    lines.push(own);
    return {
      ...listeners,
      get isUp() {
        return isUp();
      },
      async publish(names) {
        listeners.tellInvalidated(names);
        hasUnsaid ||= cutAtMs !== undefined;
        if (!isUp()) return false;
        if (cutAtMs !== undefined) {
          await time.wait(confirmWithinMs);
          return false;
        }
        const confirmed = lines
          .filter((line) => line !== own)
          .map(async (line) => {
            const isAwaited = line.isAwaited;
            const isHeard = await line.hear(names);
            return isHeard || !isAwaited;
          });
        return (await Promise.all(confirmed)).every((isHeard) => isHeard);
      },
      cut() {
        cutAtMs ??= time.elapsed();
      },
      mend() {
        if (cutAtMs === undefined) return;
        listeners.tellGap();
        cutAtMs = undefined;
        if (hasUnsaid) for (const line of lines) if (line !== own) line.miss();
        hasUnsaid = false;
      },
      stop: async () => undefined,
    };
  };
}

const tagPrefix = 'tag:';
const pollMs = 1_000;

/** @param epochs of all processes */
export function openTags(
  time: VirtualTime,
  bus: InvalidationBus,
  epochs: Map<string, string>,
  delayMs = 1,
): TagEpochs {
  const copies = new Map<string, string>();
  const watched = new Set<string>();
  let readAtMs = -Infinity;
  let touches = 0;
  let renewals = 0;
  let isStopped = false;

  async function read(): Promise<void> {
    const startedAtMs = time.elapsed();
    const touchesBefore = touches;
    await time.wait(delayMs);
    if (touches !== touchesBefore) return read();
    readAtMs = startedAtMs;
    for (const tag of watched) {
      if (!epochs.has(tag)) epochs.set(tag, `first of ${tag}`);
      copies.set(tag, epochs.get(tag) ?? '');
    }
  }
  function forget(tags: Iterable<string>): void {
    touches += 1;
    for (const tag of tags) copies.delete(tag);
    void read();
  }
  async function poll(): Promise<void> {
    while (!isStopped) {
      await time.wait(pollMs);
      await read();
    }
  }
  bus.onInvalidated((names) => {
    const tags = names.filter((name) => name.startsWith(tagPrefix));
    if (tags.length > 0) forget(tags.map((tag) => tag.slice(tagPrefix.length)));
  });
  bus.onGap(() => forget(watched));
  void poll();

  function epochOf(tag: string): string | undefined {
    if (!watched.has(tag)) {
      watched.add(tag);
      void read();
    }
    return bus.isUp || time.elapsed() - readAtMs < pollMs ? copies.get(tag) : undefined;
  }

  return {
    epochOf,
    load(tags) {
      const areKnown = tags.every((tag) => epochOf(tag) !== undefined);
      return areKnown ? undefined : Promise.race([read(), time.wait(storeTimeoutMs)]);
    },
    async renew(tag) {
      touches += 1;
      copies.delete(tag);
      await time.wait(1);
      epochs.set(tag, `${tag} of ${time.elapsed()}, ${renewals++}, ${Math.random()}`);
      const isHeard = await bus.publish([tagPrefix + tag]);
      await read();
      return isHeard;
    },
    start: () => read(),
    stop() {
      isStopped = true;
    },
  };
}

/** What a department answers to one look-up: see `Loaded.texts`. */
export type AnswerOf = (owner: string, name: string) => string | null | undefined;

export interface Department {
  answer: AnswerOf;
  /** Half of it before the answer is true, half after. */
  delayMs: number;
  maxAgeMs: number | undefined;
  ageMs: number;
  /** Requests so far: `owner: name, name`, those in the background with a `~` before. */
  readonly asked: string[];
}

export interface GatewayProcess {
  readonly cache: LookUpCache;
  readonly bus: LineToBus;
  readonly far: FarStore | undefined;
  readonly tags: TagEpochs;
  readonly outcomes: Record<Outcome, number>;
  ask(question: Question): LookUpAnswer | Promise<LookUpAnswer>;
}

export interface Question {
  readonly owners: readonly Owners[];
  readonly lookUps: readonly LookUp[];
  readonly live?: boolean;
}

export interface ProcessOptions {
  readonly time: VirtualTime;
  readonly bus: LineToBus;
  readonly tags: TagEpochs;
  readonly far: FarStore | undefined;
  readonly department: Department;
  readonly nearBytes?: number;
}

export const claimMs = 1_000;

export function startLookUpProcess(options: ProcessOptions): GatewayProcess {
  const { time, bus, tags, far, department, nearBytes = 64_000_000 } = options;
  const outcomes = { near: 0, far: 0, stale: 0, shared: 0, loaded: 0, failed: 0 };
  const cache = createLookUpCache({
    createNear: () =>
      createMemoryStore({ maxBytes: nearBytes, metrics: recordCache().metrics, now: () => time.now() }),
    far: far?.store,
    bus,
    tags,
    served: (_department, outcome, count) => void (outcomes[outcome] += count),
    claimMs,
    now: () => time.now(),
    wait: (ms) => time.wait(ms),
  });
  bus.onInvalidated((names) => cache.drop(names));
  bus.onGap(() => cache.dropAll());
  return {
    cache,
    bus,
    far,
    tags,
    outcomes,
    ask: (question) => {
      const { owners, lookUps, live = false } = question;
      const load = (wanted: readonly Wanted[], asker: Asker) =>
        answerFor(time, department, question, wanted, asker);
      return cache.lookUp({ department: 'd', owners, lookUps, live, load });
    },
  };
}

async function answerFor(
  time: VirtualTime,
  department: Department,
  { owners, lookUps }: Question,
  wanted: readonly Wanted[],
  asker: Asker,
): Promise<Loaded[]> {
  if (asker === 'nobody')
    return wanted.map((one) => ({
      texts: one.lookUps.map(() => undefined),
      maxAgeMs: undefined,
      ageMs: 0,
      isDown: true,
    }));
  const named = wanted.map((one) => ({
    owner: owners[one.owner]?.[0] ?? '',
    names: one.lookUps.map((index) => lookUps[index]?.name ?? ''),
  }));
  const said = named.map(({ owner, names }) => `${owner}: ${names.join(', ')}`).join('; ');
  department.asked.push(asker === 'gateway' ? `~${said}` : said);
  const { delayMs } = department;
  await time.wait(delayMs / 2);
  const { maxAgeMs, ageMs } = department;
  const answers = named.map(({ owner, names }) => ({
    texts: names.map((name) => department.answer(owner, name)),
    maxAgeMs,
    ageMs,
  }));
  await time.wait(delayMs / 2);
  const isDown = answers.every(({ texts }) => texts.every((text) => text === undefined));
  return answers.map((answer) => ({ ...answer, isDown }));
}

interface StartOptions {
  readonly nearBytes?: number;
  readonly far?: FarStore;
  /** How long it takes to read the epochs of tags. */
  readonly tagsDelayMs?: number;
}

/** Processes that share a store and a bus, each a millisecond away, and a department that answers with what it was asked. */
export function createLookUpCity(time: VirtualTime, { withFar = true } = {}) {
  const oneMs = () => 1;
  const far = withFar ? createFarStore(time, createFarMemory(time), oneMs, () => 0) : undefined;
  const openLine = createBusNetwork(time, oneMs, () => false);
  const tagEpochs = new Map<string, string>();
  const department: Department = {
    answer: (owner, name) => JSON.stringify(`${name} of ${owner}`),
    delayMs: 20,
    maxAgeMs: undefined,
    ageMs: 0,
    asked: [],
  };
  async function start({ tagsDelayMs = 1, ...options }: StartOptions = {}): Promise<GatewayProcess> {
    const bus = openLine();
    const tags = openTags(time, bus, tagEpochs, tagsDelayMs);
    for (const tag of lookUp('').tags) tags.epochOf(tag);
    await time.advance(2 * tagsDelayMs + 5);
    return startLookUpProcess({ time, bus, tags, far, department, ...options });
  }
  return { far: far as FarStore, department, start };
}

/** Fresh for 10 s, served for 20 more while it is fetched anew, standing in for 60 more when the department fails. */
export const lookUp = (name: string, windows: Partial<LookUp['windows']> = {}): LookUp => ({
  name,
  tags: [everythingTag, 'type:t', 'resource:r'],
  windows: { freshForMs: 10_000, staleWhileRevalidateMs: 20_000, staleIfErrorMs: 60_000, ...windows },
});

export const neverKept = (name: string): LookUp =>
  lookUp(name, { freshForMs: 0, staleWhileRevalidateMs: 0, staleIfErrorMs: 0 });

/** `state text` of each look-up, by owner. */
export const shown = (answer: LookUpAnswer): (string | undefined)[][] =>
  answer.map((row) => row.map((one) => one && `${one.state} ${one.text}`));
