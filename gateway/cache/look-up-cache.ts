// The algorithm of the cache: what is served as it is, what is fetched anew, by whom, and what is never served again.
//
// A look-up is one field of one owner's data. Its value is good while the epochs of its owners and of its tags are those that
// were in force before it was fetched. An invalidation puts another random epoch in force, so what an older fetch brings is
// worth nothing however late it comes, and after a flush nothing can come back to life (counters would begin anew).
//
//   near   this process's memory, used while the bus brings what others invalidate
//   far    Redis for all processes; whatever is wrong with it, a look-up goes to the department
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { asOf, judgeValue, usefulForMs, type FreshnessWindows, type Judgement } from './judge-value.js';
import { createLookUpFlights } from './look-up-flights.js';
import type { InvalidationBus } from './bus.js';
import type { TagEpochs } from './tag-epochs.js';
import type { LookUpStore, Shelf, StoredValue, ValueToWrite } from './store.js';

/** A field of an owner's data. */
export interface LookUp {
  /** A keyed hash of everything that decides the value but the owner. */
  readonly name: string;
  /** What it can be invalidated by besides its owners: its type and resources. */
  readonly tags: readonly string[];
  readonly windows: FreshnessWindows;
}

/** Keyed hashes of whose data it is: the first is where it is kept, an invalidation of any of them ends it. */
export type Owners = readonly [string, ...string[]];

export interface Found {
  /** JSON. */
  readonly text: string;
  readonly state: 'live' | 'cached' | 'stale';
  /** When the department's answer was true, in ms since 1970. */
  readonly asOfMs: number;
}

/** Of one owner: positions among the look-ups. */
export interface Wanted {
  readonly owner: number;
  readonly lookUps: readonly number[];
}

/** What a department answered to one owner's part of what was wanted. */
export interface Loaded {
  /** JSON, in the order of `lookUps`; undefined for what failed, null for what was refused: nothing may stand in for that. */
  readonly texts: readonly (string | null | undefined)[];
  /** How long it may be kept, from when it was true (RFC 9111 `max-age`); undefined where the department says nothing. */
  readonly maxAgeMs: number | undefined;
  /** How old it is already (RFC 9111 section 5.1). */
  readonly ageMs: number;
}

export interface LookUpRequest {
  /** Whom it asks; for counting. */
  readonly department: string;
  readonly owners: readonly Owners[];
  /** The same ones of every owner. */
  readonly lookUps: readonly LookUp[];
  /** Nothing that is kept will do, nor what others have asked already. */
  readonly live: boolean;
  /**
   * Asks the department once for all of it, answering in the same order; never fails.
   * @param inBackground nobody waits for it, and it isn't asked on the caller's behalf
   */
  load(wanted: readonly Wanted[], inBackground: boolean): Promise<readonly Loaded[]>;
}

/** By owner, by look-up; undefined where the department failed and nothing may stand in. */
export type LookUpAnswer = readonly (readonly (Found | undefined)[])[];

export interface LookUpCache {
  /** At once when all of it is near. */
  lookUp(request: LookUpRequest): LookUpAnswer | Promise<LookUpAnswer>;
  /**
   * Once it has resolved, nothing fetched before is served: here, and in every other process that the bus reaches.
   * @returns whether all of them have confirmed
   */
  invalidate(invalidated: Invalidated): Promise<boolean>;
  /** What another process has invalidated. */
  drop(owners: readonly string[]): void;
  /** Messages of the bus may have been missed: nothing that is near is served any more. */
  dropAll(): void;
  stop(): void;
}

export interface Invalidated {
  readonly owners: readonly string[];
  readonly tags: readonly string[];
}

/** `shared`: another request's or process's fetch; `failed`: the department did, and nothing could stand in. */
export type Outcome = 'near' | 'far' | 'stale' | 'shared' | 'loaded' | 'failed';

export interface LookUpCacheOptions {
  /** One that answers at once. */
  readonly createNear: () => LookUpStore;
  readonly far: LookUpStore | undefined;
  readonly bus: Pick<InvalidationBus, 'isUp' | 'publish'>;
  readonly tags: Pick<TagEpochs, 'epochOf' | 'renew'>;
  /** Counts; never with names or values. */
  readonly served: (department: string, outcome: Outcome, count: number) => void;
  /** How long another process's fetch is waited for. */
  readonly claimMs: number;
  readonly now?: () => number;
}

/** How often it is looked whether another process's fetch has come. */
const pollMs = 15;
/** How soon an invalidation that Redis did not take is tried again. */
const retryMs = 100;

type Row = (Found | undefined)[];
/** Of all owners of a look-up, in their order; undefined where one isn't known. */
type Epochs = readonly (string | undefined)[];

/** One owner's part of what isn't near. */
interface Part {
  readonly wanted: Wanted;
  readonly owners: Owners;
  /** In force before the fetch. */
  readonly epochs: Epochs;
  /** Drops until then. */
  readonly since: number;
  /** By look-up: what may stand in when the department fails. */
  readonly fallbacks: ReadonlyMap<number, StoredValue>;
}

/** Whether somebody waits for what is fetched, or it is what was served meanwhile that is fetched anew. */
type Purpose = 'answer' | 'refresh';

export function createLookUpCache(options: LookUpCacheOptions): LookUpCache {
  const { createNear, far, bus, tags, served, claimMs, now = Date.now } = options;
  const flights = createLookUpFlights<Found | undefined>();
  /** Owners whose new epoch Redis has not taken yet: what it has of them isn't looked at. */
  const unrenewed = new Set<string>();
  let near = createNear();
  /** What was read from afar before the last of them may be old by now. */
  let drops = 0;
  let retry: NodeJS.Timeout | undefined;

  // ---- What is kept.

  const shelfOf = (owner: string, names: readonly string[]): Shelf => near.read(owner, names) as Shelf;

  const judge = (value: StoredValue, epochs: Epochs, { tags: names, windows }: LookUp): Judgement => {
    const isInForce =
      value.epochs.length === epochs.length + names.length &&
      epochs.every((epoch, index) => epoch !== undefined && epoch === value.epochs[index]) &&
      names.every((name, index) => tags.epochOf(name) === value.epochs[epochs.length + index]);
    return isInForce ? judgeValue(value, windows, now()) : 'useless';
  };

  /** Puts into the row what is good enough, and says of the rest what it could still be good for. */
  function take(
    request: LookUpRequest,
    { owner, lookUps }: Wanted,
    { epochs, values }: { readonly epochs: Epochs; readonly values: Shelf['values'] },
    rows: readonly Row[],
    purpose: Purpose,
  ) {
    const row = rows[owner] ?? [];
    const missing: number[] = [];
    const ageing: number[] = [];
    const fallbacks = new Map<number, StoredValue>();
    for (const [place, index] of lookUps.entries()) {
      const value = values[place];
      const judgement = value ? judge(value, epochs, request.lookUps[index] as LookUp) : 'useless';
      if (value && judgement === 'fresh') row[index] = found(value, 'cached');
      else if (value && judgement === 'revalidate' && purpose === 'answer') {
        row[index] = found(value, 'stale');
        ageing.push(index);
      } else {
        missing.push(index);
        if (value && judgement !== 'useless') fallbacks.set(index, value);
      }
    }
    return { missing, ageing, fallbacks };
  }

  /** Waits for nothing. */
  function takeNear(request: LookUpRequest, rows: readonly Row[]): Wanted[] {
    const names = request.lookUps.map(({ name }) => name);
    const lookUps = names.map((_, index) => index);
    const ageing: Wanted[] = [];
    const wanted = request.owners.flatMap(([first, ...others], owner): Wanted[] => {
      const { epoch, values } = shelfOf(first, names);
      const epochs = [epoch, ...others.map((one) => shelfOf(one, []).epoch)];
      const taken = take(request, { owner, lookUps }, { epochs, values }, rows, 'answer');
      served(request.department, 'near', names.length - taken.missing.length - taken.ageing.length);
      if (taken.ageing.length > 0) ageing.push({ owner, lookUps: taken.ageing });
      return taken.missing.length > 0 ? [{ owner, lookUps: taken.missing }] : [];
    });
    if (ageing.length > 0) refresh(request, ageing);
    return wanted;
  }

  /** Undefined when there is no other store, or it doesn't answer. */
  async function readFar(owners: Owners, names: readonly string[]) {
    if (!far || owners.some((owner) => unrenewed.has(owner))) return undefined;
    const [first, ...others] = owners;
    try {
      const [shelf, ...rest] = await Promise.all([
        read(far, first, names),
        ...others.map((one) => read(far, one, [])),
      ]);
      const epochs = await Promise.all(
        [shelf, ...rest].map(
          async ({ epoch }, index) => epoch ?? (await far.openEpoch(owners[index] as string, newEpoch())),
        ),
      );
      return { epochs, values: shelf.values };
    } catch {
      return undefined;
    }
  }

  /** What may be kept near is what no message of the bus can have been missed for. */
  const mayKeepNear = (since: number): boolean => bus.isUp && drops === since;

  function keepNear(owners: Owners, epochs: readonly string[], values: readonly ValueToWrite[]): void {
    for (const [index, owner] of owners.entries())
      if (shelfOf(owner, []).epoch !== epochs[index]) void near.renewEpoch(owner, epochs[index] as string);
    if (values.length > 0) void near.write(owners[0], values);
  }

  // ---- What has to be fetched.

  /** What others are fetching is waited for; the rest is fetched, and waited for by others. */
  async function complete(request: LookUpRequest, wanted: readonly Wanted[], rows: Row[]): Promise<Row[]> {
    const { joined, own } = request.live ? { joined: [], own: wanted } : join(request, wanted);
    const fetching = start(request, own, rows, 'answer');
    const lost: Part[] = [];
    for (const { owner, index, flight } of joined) {
      const one = await flight;
      if (one) rowOf(rows, owner)[index] = one;
      // What failed for another caller may not for this one.
      else lost.push(partOf(request, { owner, lookUps: [index] }));
    }
    served(request.department, 'shared', joined.length - lost.length);
    await fetching;
    if (lost.length > 0) await load(request, lost, rows, 'answer');
    return rows;
  }

  function join(request: LookUpRequest, wanted: readonly Wanted[]) {
    const joined: { owner: number; index: number; flight: Promise<Found | undefined> }[] = [];
    const own = wanted.flatMap(({ owner, lookUps }): Wanted[] => {
      const rest = lookUps.filter((index) => {
        if (!isKept(request, index)) return true;
        const flight = flights.find(ownersOf(request, owner), nameOf(request, index));
        if (flight) joined.push({ owner, index, flight });
        return flight === undefined;
      });
      return rest.length > 0 ? [{ owner, lookUps: rest }] : [];
    });
    return { joined, own };
  }

  function start(
    request: LookUpRequest,
    own: readonly Wanted[],
    rows: readonly Row[],
    purpose: Purpose,
  ): Promise<void> {
    const fetching = fetch(request, own, rows, purpose);
    // A live one is no use to those who would have waited for one that began earlier, and would not be waited for itself.
    if (!request.live)
      for (const { owner, lookUps } of own)
        for (const index of lookUps.filter((one) => isKept(request, one)))
          flights.start(
            ownersOf(request, owner),
            nameOf(request, index),
            fetching.then(() => rows[owner]?.[index]),
          );
    return fetching;
  }

  /** Nobody waits for it: should it fail, the next request for the same tries again. */
  function refresh(request: LookUpRequest, ageing: readonly Wanted[]): void {
    const { own } = join(request, ageing);
    served(
      request.department,
      'stale',
      ageing.reduce((sum, { lookUps }) => sum + lookUps.length, 0),
    );
    if (own.length > 0) start(request, own, emptyRows(request), 'refresh').catch(() => undefined);
  }

  /** What is afar, and of the rest what nobody else in another process is fetching. */
  async function fetch(
    request: LookUpRequest,
    wanted: readonly Wanted[],
    rows: readonly Row[],
    purpose: Purpose,
  ): Promise<void> {
    if (wanted.length === 0) return;
    const parts = await takeFar(request, wanted, rows, purpose);
    const claims = await Promise.all(parts.map((part) => claim(request, part)));
    const own = parts.flatMap((part, index) =>
      claims[index] === 'taken' ? withWanted(part, parted(request, part.wanted).unkept) : part,
    );
    const elsewhere = parts.flatMap((part, index) =>
      claims[index] === 'taken' ? withWanted(part, parted(request, part.wanted).kept) : [],
    );
    const loading = load(request, own, rows, purpose).finally(() =>
      parts.forEach((part, index) => claims[index] === 'claimed' && release(request, part)),
    );
    if (purpose === 'answer') {
      const left = await Promise.all(elsewhere.map((part) => waitForOthers(request, part, rows)));
      await load(request, left.flat(), rows, purpose);
    }
    await loading;
  }

  async function takeFar(
    request: LookUpRequest,
    wanted: readonly Wanted[],
    rows: readonly Row[],
    purpose: Purpose,
  ): Promise<Part[]> {
    const parts = await Promise.all(wanted.map((one) => takeOneFar(request, one, rows, purpose)));
    return parts.flat();
  }

  async function takeOneFar(
    request: LookUpRequest,
    wanted: Wanted,
    rows: readonly Row[],
    purpose: Purpose,
  ): Promise<Part[]> {
    const { kept, unkept } = parted(request, wanted);
    if (kept.lookUps.length === 0) return [partOf(request, wanted)];
    const owners = ownersOf(request, wanted.owner);
    const since = drops;
    const names = request.live ? [] : kept.lookUps.map((index) => nameOf(request, index));
    const shelf = await readFar(owners, names);
    if (!shelf) return [partOf(request, wanted)];
    const { missing, ageing, fallbacks } = take(request, kept, shelf, rows, purpose);
    if (mayKeepNear(since))
      keepNear(owners, shelf.epochs, worthKeeping(request, kept, missing, shelf.values));
    if (ageing.length > 0) refresh(request, [{ owner: wanted.owner, lookUps: ageing }]);
    served(request.department, 'far', kept.lookUps.length - missing.length - ageing.length);
    const lookUps = [...missing, ...unkept.lookUps];
    if (lookUps.length === 0) return [];
    return [{ wanted: { owner: wanted.owner, lookUps }, owners, epochs: shelf.epochs, since, fallbacks }];
  }

  /** Without another store the process's own epochs are those in force; while another one is down, those it has heard of. */
  function partOf(request: LookUpRequest, wanted: Wanted): Part {
    const owners = ownersOf(request, wanted.owner);
    const epochs = owners.map((owner) => {
      if (!far) return near.openEpoch(owner, newEpoch()) as string;
      return bus.isUp ? shelfOf(owner, []).epoch : undefined;
    });
    return { wanted, owners, epochs, since: drops, fallbacks: nearFallbacks(request, wanted, epochs) };
  }

  function nearFallbacks(request: LookUpRequest, wanted: Wanted, epochs: Epochs): Map<number, StoredValue> {
    if (!bus.isUp || request.live) return new Map();
    const names = wanted.lookUps.map((index) => nameOf(request, index));
    const { values } = shelfOf(ownersOf(request, wanted.owner)[0], names);
    return take(request, wanted, { epochs, values }, emptyRows(request), 'refresh').fallbacks;
  }

  async function claim(
    request: LookUpRequest,
    { wanted, owners }: Part,
  ): Promise<'claimed' | 'taken' | 'none'> {
    const { kept } = parted(request, wanted);
    if (!far || request.live || kept.lookUps.length === 0) return 'none';
    try {
      return (await far.claim(owners[0], claimName(request, kept), claimMs)) ? 'claimed' : 'taken';
    } catch {
      return 'none';
    }
  }

  function release(request: LookUpRequest, { wanted, owners }: Part): void {
    void settle(far?.release(owners[0], claimName(request, parted(request, wanted).kept)));
  }

  /** Until it has come, its process has given up, or it takes too long. @returns what there still is to fetch */
  async function waitForOthers(request: LookUpRequest, part: Part, rows: readonly Row[]): Promise<Part[]> {
    const until = now() + claimMs;
    const name = claimName(request, part.wanted);
    let left = part;
    while (now() < until) {
      await wait(pollMs);
      const isClaimed = await answered(far?.isClaimed(part.owners[0], name));
      const [still] = await takeOneFar(request, left.wanted, rows, 'refresh');
      if (!still) return [];
      left = still;
      if (isClaimed !== true) return [left];
    }
    return [left];
  }

  async function load(
    request: LookUpRequest,
    parts: readonly Part[],
    rows: readonly Row[],
    purpose: Purpose,
  ): Promise<void> {
    if (parts.length === 0) return;
    const fetchedAtMs = now();
    const answers = await request.load(
      parts.map(({ wanted }) => wanted),
      purpose === 'refresh',
    );
    for (const [place, part] of parts.entries()) {
      const { wanted, epochs, fallbacks } = part;
      const { texts, maxAgeMs, ageMs } = answers[place] as Loaded;
      const kept: ValueToWrite[] = [];
      for (const [position, index] of wanted.lookUps.entries()) {
        const text = texts[position];
        const lookUp = request.lookUps[index] as LookUp;
        if (text === undefined || text === null) {
          const fallback = text === null ? undefined : fallbacks.get(index);
          rowOf(rows, wanted.owner)[index] = fallback && found(fallback, 'stale');
          served(request.department, fallback ? 'stale' : 'failed', 1);
          continue;
        }
        const all = [...epochs, ...lookUp.tags.map((tag) => tags.epochOf(tag))];
        const value: StoredValue = {
          text,
          fetchedAtMs,
          ageMs,
          maxAgeMs,
          epochs: all.filter((one) => one !== undefined),
        };
        rowOf(rows, wanted.owner)[index] = found(value, 'live');
        served(request.department, 'loaded', 1);
        const ttlMs = usefulForMs(value, lookUp.windows);
        if (ttlMs > 0 && value.epochs.length === all.length) kept.push({ name: lookUp.name, value, ttlMs });
      }
      keep(part, kept);
    }
  }

  function keep({ owners, epochs, since }: Part, values: readonly ValueToWrite[]): void {
    const known = epochs.filter((epoch) => epoch !== undefined);
    if (values.length === 0 || known.length < epochs.length) return;
    if (mayKeepNear(since)) keepNear(owners, known, values);
    void settle(far?.write(owners[0], values));
  }

  // ---- What is never served again.

  function drop(owners: readonly string[]): void {
    drops += 1;
    for (const owner of owners) {
      flights.forget(owner);
      void near.renewEpoch(owner, newEpoch());
    }
  }

  function dropAll(): void {
    drops += 1;
    flights.forgetAll();
    near = createNear();
  }

  async function renewFar(owners: readonly string[]): Promise<void> {
    if (!far) return;
    const renewed = await Promise.all(
      owners.map(async (owner) => {
        unrenewed.add(owner);
        const isDone = (await answered(telling(far.renewEpoch(owner, newEpoch())))) === true;
        if (isDone) unrenewed.delete(owner);
        return isDone;
      }),
    );
    if (renewed.includes(false)) retry ??= setTimeout(retryRenewals, retryMs).unref();
  }

  /** What an invalidation could not tell Redis it is told as soon as it answers. */
  function retryRenewals(): void {
    retry = undefined;
    void renewFar([...unrenewed]);
  }

  return {
    lookUp(request) {
      const rows = emptyRows(request);
      const wanted = request.live || !bus.isUp ? everything(request) : takeNear(request, rows);
      return wanted.length === 0 ? rows : complete(request, wanted, rows);
    },
    async invalidate({ owners, tags: names }) {
      if (names.length > 0) flights.forgetAll();
      drop(owners);
      const [, ...renewed] = await Promise.all([renewFar(owners), ...names.map((name) => tags.renew(name))]);
      // What was read from afar while it was told is older than this.
      drop(owners);
      const isHeard = owners.length === 0 || (await bus.publish(owners));
      return isHeard && renewed.every((isEverywhere) => isEverywhere);
    },
    drop,
    dropAll,
    stop: () => clearTimeout(retry),
  };
}

async function read(store: LookUpStore, owner: string, names: readonly string[]): Promise<Shelf> {
  return store.read(owner, names);
}

/** 128 random bits. */
function newEpoch(): string {
  return randomBytes(16).toString('base64url');
}

function found(value: StoredValue, state: Found['state']): Found {
  return { text: value.text, state, asOfMs: asOf(value) };
}

function emptyRows({ owners, lookUps }: LookUpRequest): Row[] {
  return owners.map(() => new Array<Found | undefined>(lookUps.length).fill(undefined));
}

function everything({ owners, lookUps }: LookUpRequest): Wanted[] {
  const all = lookUps.map((_, index) => index);
  return owners.map((_, owner) => ({ owner, lookUps: all }));
}

function rowOf(rows: readonly Row[], owner: number): Row {
  return rows[owner] as Row;
}

function ownersOf({ owners }: LookUpRequest, owner: number): Owners {
  return owners[owner] as Owners;
}

function nameOf({ lookUps }: LookUpRequest, index: number): string {
  return (lookUps[index] as LookUp).name;
}

/** What may be kept of a resource, and what is asked for each time. */
function parted(request: LookUpRequest, { owner, lookUps }: Wanted): { kept: Wanted; unkept: Wanted } {
  return {
    kept: { owner, lookUps: lookUps.filter((index) => isKept(request, index)) },
    unkept: { owner, lookUps: lookUps.filter((index) => !isKept(request, index)) },
  };
}

function withWanted(part: Part, wanted: Wanted): Part[] {
  return wanted.lookUps.length > 0 ? [{ ...part, wanted }] : [];
}

function isKept({ lookUps }: LookUpRequest, index: number): boolean {
  const { freshForMs, staleWhileRevalidateMs, staleIfErrorMs } = (lookUps[index] as LookUp).windows;
  return freshForMs + staleWhileRevalidateMs + staleIfErrorMs > 0;
}

function worthKeeping(
  request: LookUpRequest,
  { lookUps }: Wanted,
  missing: readonly number[],
  values: Shelf['values'],
): ValueToWrite[] {
  return lookUps.flatMap((index, place): ValueToWrite[] => {
    const value = values[place];
    if (!value || missing.includes(index)) return [];
    const { name, windows } = request.lookUps[index] as LookUp;
    return [{ name, value, ttlMs: usefulForMs(value, windows) }];
  });
}

/** Equal for all who miss the same. */
function claimName(request: LookUpRequest, { lookUps }: Wanted): string {
  const hash = createHash('sha256');
  for (const index of lookUps) hash.update(nameOf(request, index)).update(' ');
  return hash.digest('base64url');
}

async function telling(done: void | Promise<void>): Promise<true> {
  await done;
  return true;
}

/** A store that doesn't take what it is told has counted and logged it. */
async function settle(telling: unknown): Promise<void> {
  await answered(telling as Promise<unknown>);
}

async function answered<T>(asking: T | Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await asking;
  } catch {
    return undefined;
  }
}
