// The algorithm of the cache: what is served as it is, what is fetched anew, by whom, and what is never served again.
//
// A look-up is one field of one owner's data. Its value is good while the epochs of its owners and of its tags are those that
// were in force before it was fetched. An invalidation puts another random epoch in force, so what an older fetch brings is
// worth nothing however late it comes, and after a flush nothing can come back to life (counters would begin anew).
//
// Here is who asks the department for what, and what is never served again; what is kept is in kept-look-ups.ts:
//
//   near   this process's memory, used while the bus brings what others invalidate      near-shelves.ts
//   far    Redis for all processes; whatever is wrong with it, the department is asked   far-shelves.ts
import { setTimeout } from 'node:timers/promises';
import type { InvalidationBus } from './bus.js';
import { createFarShelves, type Claim } from './far-shelves.js';
import { createKeptLookUps, type Outcome, type Part, type Purpose } from './kept-look-ups.js';
import { createLookUpFlights } from './look-up-flights.js';
import {
  emptyRows,
  everything,
  everythingTag,
  isKept,
  nameOf,
  namesOf,
  ownersOf,
  parted,
  rowOf,
  type Asker,
  type Found,
  type Loaded,
  type LookUp,
  type LookUpAnswer,
  type LookUpRequest,
  type Row,
  type Wanted,
} from './look-up-request.js';
import { createNearShelves } from './near-shelves.js';
import type { LookUpStore } from './store.js';
import type { TagEpochs } from './tag-epochs.js';

export interface LookUpCache {
  /**
   * Another one after every invalidation that this process has heard of, and every second while it may not hear of them: what
   * has been on its way since an earlier one may be older than what has just changed.
   */
  readonly generation: string;
  /** At once when all of it is near. */
  lookUp(request: LookUpRequest): LookUpAnswer | Promise<LookUpAnswer>;
  /**
   * Once it has resolved, nothing fetched before is served: here, and in every other process that the bus reaches.
   * @returns whether all of them have confirmed
   */
  invalidate(invalidated: Invalidated): Promise<boolean>;
  /** @param names what another process has invalidated, as the bus brings it: owners, and tags behind a prefix with a colon */
  drop(names: readonly string[]): void;
  /** Messages of the bus may have been missed: nothing that is near is served any more. */
  dropAll(): void;
  stop(): void;
}

export interface Invalidated {
  readonly owners: readonly string[];
  readonly tags: readonly string[];
}

export interface LookUpCacheOptions {
  /** One that answers at once. */
  readonly createNear: () => LookUpStore;
  readonly far: LookUpStore | undefined;
  readonly bus: Pick<InvalidationBus, 'isUp' | 'publish'>;
  readonly tags: Pick<TagEpochs, 'epochOf' | 'load' | 'renew'>;
  /** Counts; never with names or values. */
  readonly served: (department: string, outcome: Outcome, count: number) => void;
  /** How long another process's fetch is waited for. */
  readonly claimMs: number;
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** How often it is looked whether another process's fetch has come. */
const pollMs = 15;
/** For how long what was invalidated elsewhere may be served while the bus is down. */
const unheardMs = 1_000;

/** What a fetch ends with; undefined where the department answered, and has it not or not for this caller. */
type Landed = Found | 'down' | undefined;

interface Joined {
  readonly owner: number;
  readonly index: number;
  readonly flight: Promise<Landed>;
}

/** Of what was waited for: each owner's together. */
interface Lost {
  /** The department didn't answer. */
  readonly down: readonly Wanted[];
  /** It did, without this. */
  readonly missing: readonly Wanted[];
}

export function createLookUpCache(options: LookUpCacheOptions): LookUpCache {
  const { bus, tags, served, claimMs, now = Date.now, wait = waitInBackground } = options;
  const near = createNearShelves(options.createNear, bus);
  const far =
    options.far &&
    createFarShelves({
      store: options.far,
      claimMs,
      wait,
      renewedLate: (owners) => void bus.publish(owners),
      lostCount: () => void tags.renew(everythingTag),
    });
  const flights = createLookUpFlights<Landed>();
  /** Of what is made of look-ups: which of them all, is known when it has landed. */
  const derivedFlights = createLookUpFlights<Landed>();
  const flightsOf = ({ isDerived }: LookUpRequest) => (isDerived ? derivedFlights : flights);
  let invalidations = 0;
  /** What is on its way although nobody waits for it. */
  const refreshing = new Set<string>();
  const count = ({ department }: LookUpRequest, outcome: Outcome, times: number): void => {
    if (times > 0) served(department, outcome, times);
  };
  const kept = createKeptLookUps({ near, far, tags, count, aged: refresh, now });

  // ---- What has to be fetched.

  /**
   * What another caller got without this, this one asks for itself: it may get it. Where the department was down for another
   * one, all who waited ask once more as one, and are content with that: each by itself would keep it down.
   */
  async function complete(request: LookUpRequest, wanted: readonly Wanted[], rows: Row[]): Promise<Row[]> {
    const first = await share(request, wanted, rows);
    const [second] = await Promise.all([
      share(request, first.down, rows),
      loadOwn(request, first.missing, rows, 'caller'),
    ]);
    await Promise.all([
      loadOwn(request, second.down, rows, 'nobody'),
      loadOwn(request, second.missing, rows, 'caller'),
    ]);
    return rows;
  }

  /** What others are fetching is waited for; the rest is fetched, and waited for by others. */
  async function share(request: LookUpRequest, wanted: readonly Wanted[], rows: Row[]): Promise<Lost> {
    const { joined, own } = request.live ? { joined: [], own: wanted } : join(request, wanted);
    const [lost] = await Promise.all([takeJoined(request, joined, rows), fetch(request, own, rows)]);
    return lost;
  }

  function loadOwn(
    request: LookUpRequest,
    wanted: readonly Wanted[],
    rows: Row[],
    asker: Asker,
  ): Promise<void> {
    return load(
      request,
      wanted.map((one) => kept.partOf(request, one)),
      rows,
      asker,
    );
  }

  function join(request: LookUpRequest, wanted: readonly Wanted[]): { joined: Joined[]; own: Wanted[] } {
    // What began earlier may be older than an invalidation that isn't heard.
    const notBeforeMs = bus.isUp ? -Infinity : now() - unheardMs;
    const joined: Joined[] = [];
    const own = wanted.flatMap(({ owner, lookUps }): Wanted[] => {
      const rest = lookUps.filter((index) => {
        if (!isKept(request, index)) return true;
        const flight = flightsOf(request).find(ownersOf(request, owner), nameOf(request, index), notBeforeMs);
        if (flight) joined.push({ owner, index, flight });
        return flight === undefined;
      });
      return rest.length > 0 ? [{ owner, lookUps: rest }] : [];
    });
    return { joined, own };
  }

  async function takeJoined(
    request: LookUpRequest,
    joined: readonly Joined[],
    rows: readonly Row[],
  ): Promise<Lost> {
    const down = new Map<number, number[]>();
    const missing = new Map<number, number[]>();
    let shared = 0;
    for (const { owner, index, flight } of joined) {
      const one = await flight;
      const lost = one === 'down' ? down : missing;
      if (one && one !== 'down') {
        rowOf(rows, owner)[index] = { ...one, from: 'shared' };
        shared += 1;
      } else lost.set(owner, [...(lost.get(owner) ?? []), index]);
    }
    count(request, 'shared', shared);
    const byOwner = ([owner, lookUps]: [number, number[]]): Wanted => ({ owner, lookUps });
    return { down: [...down].map(byOwner), missing: [...missing].map(byOwner) };
  }

  async function fetch(
    request: LookUpRequest,
    wanted: readonly Wanted[],
    rows: readonly Row[],
  ): Promise<void> {
    if (wanted.length === 0) return;
    const startedAtMs = now();
    const down = new Set<string>();
    const noting = notingDown(request, down);
    const looking = lookFar(noting, wanted, rows, 'answer');
    const fetching = looking.then((parts) => fetchParts(noting, parts, rows, 'answer'));
    for (const { owner, lookUps } of wanted)
      for (const index of lookUps.filter((one) => isKept(request, one))) {
        const found = (): Found | undefined => rowOf(rows, owner)[index];
        const landed = (): Landed => found() ?? (down.has(`${owner} ${index}`) ? 'down' : undefined);
        const flight = looking.then(() => found() ?? fetching.then(landed));
        const lookUp = request.lookUps[index] as LookUp;
        flightsOf(request).start(ownersOf(request, owner), lookUp, startedAtMs, flight);
      }
    await fetching;
  }

  /** Nobody waits for it: should it fail, the next request for the same tries again. */
  function refresh(request: LookUpRequest, ageing: readonly Wanted[]): void {
    const keyOf = (owner: number, index: number) =>
      `${ownersOf(request, owner).join(' ')} ${nameOf(request, index)}`;
    for (const { lookUps } of ageing) count(request, 'stale', lookUps.length);
    const own = ageing
      .map(({ owner, lookUps }) => ({
        owner,
        lookUps: lookUps.filter((index) => !refreshing.has(keyOf(owner, index))),
      }))
      .filter(({ lookUps }) => lookUps.length > 0);
    const keys = own.flatMap(({ owner, lookUps }) => lookUps.map((index) => keyOf(owner, index)));
    for (const key of keys) refreshing.add(key);
    const rows = emptyRows(request);
    lookFar(request, own, rows, 'refresh')
      .then((parts) => fetchParts(request, parts, rows, 'refresh'))
      .catch(() => undefined)
      .finally(() => keys.forEach((key) => refreshing.delete(key)));
  }

  async function lookFar(
    request: LookUpRequest,
    wanted: readonly Wanted[],
    rows: readonly Row[],
    purpose: Purpose,
  ): Promise<Part[]> {
    return (await Promise.all(wanted.map((one) => kept.takeFar(request, one, rows, purpose)))).flat();
  }

  /** What nobody else is fetching in another process; the rest when it hasn't come. */
  async function fetchParts(
    request: LookUpRequest,
    parts: readonly Part[],
    rows: readonly Row[],
    purpose: Purpose,
  ): Promise<void> {
    const claims = await Promise.all(parts.map((part) => claim(request, part)));
    const looked = await Promise.all(
      parts.map(async (part, index) =>
        claims[index] === 'claimed' ? lookAgain(request, part, rows, purpose) : [part],
      ),
    );
    const own = looked.flatMap((some, index) =>
      claims[index] === 'taken'
        ? some.flatMap((part) => withLookUps(part, parted(request, part.wanted).unkept))
        : some,
    );
    const elsewhere = parts.flatMap((part, index) =>
      claims[index] === 'taken' ? withLookUps(part, parted(request, part.wanted).kept) : [],
    );
    const loading = load(request, own, rows, purpose === 'refresh' ? 'gateway' : 'caller').finally(() => {
      for (const [index, part] of parts.entries())
        if (claims[index] === 'claimed') far?.release(claimOf(request, part));
    });
    const waiting = purpose === 'answer' ? waitForOthers(request, elsewhere, rows) : undefined;
    await Promise.all([loading, waiting]);
  }

  /** Another process may have fetched it, and released its claim, since it was looked for. @returns what there still is to fetch */
  async function lookAgain(
    request: LookUpRequest,
    part: Part,
    rows: readonly Row[],
    purpose: Purpose,
  ): Promise<readonly Part[]> {
    const [still] = await kept.takeFar(request, part.wanted, rows, purpose);
    // Where the store doesn't answer any more, what it said before is the best that is known.
    return still?.inForce === 'here' ? [part] : still ? [still] : [];
  }

  async function claim(request: LookUpRequest, part: Part): Promise<'claimed' | 'taken' | 'none'> {
    const isClaimable = !request.live && !request.isDerived && parted(request, part.wanted).kept.length > 0;
    if (!far || !isClaimable || part.inForce !== 'everywhere') return 'none';
    return far.claim(claimOf(request, part));
  }

  function claimOf(request: LookUpRequest, { owners, epochs, wanted }: Part): Claim {
    return { owners, epochs, names: namesOf(request, parted(request, wanted).kept) };
  }

  async function waitForOthers(
    request: LookUpRequest,
    parts: readonly Part[],
    rows: readonly Row[],
  ): Promise<void> {
    const left = await Promise.all(parts.map((part) => waitForAnother(request, part, rows)));
    await load(request, left.flat(), rows, 'caller');
  }

  /** Until it has come, its process has given up, or it takes too long. @returns what there still is to fetch */
  async function waitForAnother(request: LookUpRequest, part: Part, rows: readonly Row[]): Promise<Part[]> {
    const claimed = claimOf(request, part);
    const until = now() + claimMs;
    let left = part;
    while (now() < until) {
      await wait(pollMs);
      // Asked first: what is released has been written before.
      const isClaimed = await far?.isClaimed(claimed);
      const [still] = await kept.takeFar(request, left.wanted, rows, 'refresh');
      if (!still) return [];
      left = still;
      if (isClaimed !== true) break;
    }
    return [left];
  }

  async function load(
    request: LookUpRequest,
    parts: readonly Part[],
    rows: readonly Row[],
    asker: Asker,
  ): Promise<void> {
    if (parts.length === 0) return;
    const asked = kept.asking(request);
    const wanted = parts.map((part) => part.wanted);
    const answers = await request.load(wanted, asker);
    for (const [place, part] of parts.entries())
      kept.keep(request, part, answers[place] as Loaded, asked, rows);
  }

  // ---- What is never served again.

  function noteInvalidation(): void {
    invalidations += 1;
    derivedFlights.forgetAll();
  }

  function end({ owners, tags: names }: Invalidated): void {
    noteInvalidation();
    if (names.length > 0) flights.forgetTags(new Set(names));
    if (owners.length > 0) flights.forget(new Set(owners));
    for (const owner of owners) near.drop(owner);
  }

  return {
    get generation() {
      return bus.isUp ? `${invalidations}` : `${invalidations} ${Math.floor(now() / unheardMs)}`;
    },
    lookUp(request) {
      const rows = emptyRows(request);
      const wanted = request.live ? everything(request) : kept.takeNear(request, rows);
      return wanted.length === 0 ? rows : complete(request, wanted, rows);
    },
    async invalidate(invalidated) {
      const { owners, tags: names } = invalidated;
      end(invalidated);
      const renewed = await Promise.all([far?.renew(owners), ...names.map((name) => tags.renew(name))]);
      const isHeard = owners.length === 0 || (await bus.publish(owners));
      return isHeard && !renewed.includes(false);
    },
    drop: (names) => end(invalidatedBy(names)),
    dropAll() {
      noteInvalidation();
      flights.forgetAll();
      near.dropAll();
    },
    stop: () => far?.stop(),
  };
}

/** A process that ends doesn't wait for it. */
function waitInBackground(ms: number): Promise<unknown> {
  return setTimeout(ms, undefined, { ref: false });
}

/** Of names as the bus brings them: owners are hashes, which have no colon. */
function invalidatedBy(names: readonly string[]): Invalidated {
  const owners: string[] = [];
  const tags: string[] = [];
  for (const name of names) {
    const colon = name.indexOf(':');
    if (colon === -1) owners.push(name);
    else tags.push(name.slice(colon + 1));
  }
  return { owners, tags };
}

/** @param down gets what is asked for in vain: owner and look-up */
function notingDown(request: LookUpRequest, down: Set<string>): LookUpRequest {
  return {
    ...request,
    async load(wanted, asker) {
      const answers = await request.load(wanted, asker);
      for (const [place, { owner, lookUps }] of wanted.entries())
        if (answers[place]?.isDown) for (const index of lookUps) down.add(`${owner} ${index}`);
      return answers;
    },
  };
}

function withLookUps(part: Part, lookUps: readonly number[]): Part[] {
  return lookUps.length > 0 ? [{ ...part, wanted: { ...part.wanted, lookUps } }] : [];
}
