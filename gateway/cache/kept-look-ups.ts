// What is kept of look-ups, near and far: what of it is good enough for a request, and what of a department's answer is put there.
import type { FarShelves } from './far-shelves.js';
import { asOf, freshUntil, judgeValue, longestMs, usefulForMs, type Judgement } from './judge-value.js';
import {
  isKept,
  namesOf,
  ownersOf,
  parted,
  rowOf,
  tagsOf,
  type Found,
  type Loaded,
  type LookUp,
  type LookUpRequest,
  type Owners,
  type Row,
  type Wanted,
} from './look-up-request.js';
import type { Epochs, NearShelves, OwnersShelf } from './near-shelves.js';
import type { StoredValue, ValueToWrite } from './store.js';
import type { TagEpochs } from './tag-epochs.js';

/** `shared`: another request's or process's fetch; `failed`: the department did, and nothing could stand in. */
export type Outcome = 'near' | 'far' | 'stale' | 'shared' | 'loaded' | 'failed';

/** One owner's part of what isn't near. */
export interface Part {
  readonly wanted: Wanted;
  readonly owners: Owners;
  /** In force before the fetch. */
  readonly epochs: readonly string[];
  /** For all processes, or as far as this one knows. */
  readonly inForce: 'everywhere' | 'here';
  /** Epochs near at that time. */
  readonly watched: readonly string[];
  /** By look-up: what may stand in when the department fails. */
  readonly fallbacks: ReadonlyMap<number, StoredValue>;
}

/** Whether somebody waits for what is fetched, or it is what was served meanwhile that is fetched anew. */
export type Purpose = 'answer' | 'refresh';

interface Taking {
  readonly purpose: Purpose;
  readonly from: 'near' | 'far';
}

const takingNear: Taking = { purpose: 'answer', from: 'near' };

/** As of before a department was asked: what is invalidated meanwhile must not be kept as if it had been fetched after. */
export interface Asked {
  readonly fetchedAtMs: number;
  /** By look-up. */
  readonly tagEpochs: readonly Epochs[];
}

export interface KeptLookUps {
  /** Puts into the rows what is near and good enough, waiting for nothing. @returns what isn't */
  takeNear(request: LookUpRequest, rows: readonly Row[]): Wanted[];
  /** Puts into the row what is far and good enough. @returns what isn't, if anything */
  takeFar(request: LookUpRequest, wanted: Wanted, rows: readonly Row[], purpose: Purpose): Promise<Part[]>;
  /** Of what is wanted, without looking at what is far. */
  partOf(request: LookUpRequest, wanted: Wanted): Part;
  /** Before a department is asked. */
  asking(request: LookUpRequest): Asked;
  /** Puts into the row what came, or what stands in for it, and keeps what may be kept. */
  keep(request: LookUpRequest, part: Part, loaded: Loaded, asked: Asked, rows: readonly Row[]): void;
}

export interface KeptLookUpsOptions {
  readonly near: NearShelves;
  readonly far: FarShelves | undefined;
  readonly tags: Pick<TagEpochs, 'epochOf' | 'load'>;
  readonly count: (request: LookUpRequest, outcome: Outcome, times: number) => void;
  /** Is told what was served although it is no longer fresh. */
  readonly aged: (request: LookUpRequest, wanted: readonly Wanted[]) => void;
  readonly now: () => number;
}

export function createKeptLookUps({ near, far, tags, count, aged, now }: KeptLookUpsOptions): KeptLookUps {
  function judge(value: StoredValue, epochs: Epochs, { tags: names, windows }: LookUp): Judgement {
    const isInForce =
      value.epochs.length === epochs.length + names.length &&
      epochs.every((epoch, index) => epoch === value.epochs[index]) &&
      names.every((name, index) => tags.epochOf(name) === value.epochs[epochs.length + index]);
    return isInForce ? judgeValue(value, windows, now()) : 'useless';
  }

  /** Puts into the row what is good enough, and says of the rest what it could still be good for. */
  function take(
    { lookUps }: LookUpRequest,
    wanted: readonly number[],
    { epochs, values }: OwnersShelf,
    row: Row,
    { purpose, from }: Taking,
  ) {
    const missing: number[] = [];
    const ageing: number[] = [];
    const fallbacks = new Map<number, StoredValue>();
    for (const [place, index] of wanted.entries()) {
      const value = values[place];
      const lookUp = lookUps[index] as LookUp;
      const judgement = value ? judge(value, epochs, lookUp) : 'useless';
      if (value && judgement === 'fresh') row[index] = found(value, 'cached', from, lookUp);
      else if (value && judgement === 'revalidate' && purpose === 'answer') {
        row[index] = found(value, 'stale', from, lookUp);
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
    const all = names.map((_, index) => index);
    const wanted: Wanted[] = [];
    const ageing: Wanted[] = [];
    for (const [owner, owners] of request.owners.entries()) {
      const shelf = near.read(owners, names) ?? nothing;
      const taken = take(request, all, shelf, rowOf(rows, owner), takingNear);
      count(request, 'near', all.length - taken.missing.length - taken.ageing.length);
      if (taken.ageing.length > 0) ageing.push({ owner, lookUps: taken.ageing });
      if (taken.missing.length > 0) wanted.push({ owner, lookUps: taken.missing });
    }
    if (ageing.length > 0) aged(request, ageing);
    return wanted;
  }

  async function takeFar(
    request: LookUpRequest,
    wanted: Wanted,
    rows: readonly Row[],
    purpose: Purpose,
  ): Promise<Part[]> {
    const { owner } = wanted;
    const owners = ownersOf(request, owner);
    const watched = near.watch(owners);
    const { kept, unkept } = parted(request, wanted);
    const names = request.live ? [] : namesOf(request, kept);
    const shelf = kept.length > 0 ? await far?.read(owners, names) : undefined;
    if (!shelf) return [partOf(request, wanted)];
    await tags.load(tagsOf(request, kept));
    const { missing, ageing, fallbacks } = take(request, kept, shelf, rowOf(rows, owner), {
      purpose,
      from: 'far',
    });
    near.keep(owners, watched, shelf.epochs, worthKeeping(request, kept, missing, shelf.values));
    count(request, 'far', kept.length - missing.length - ageing.length);
    if (ageing.length > 0) aged(request, [{ owner, lookUps: ageing }]);
    const lookUps = [...missing, ...unkept];
    if (lookUps.length === 0) return [];
    const { epochs } = shelf;
    return [{ wanted: { owner, lookUps }, owners, epochs, inForce: 'everywhere', watched, fallbacks }];
  }

  /** Without another store, or while it is down, the epochs are those that this process knows: the bus brings what ends them. */
  function partOf(request: LookUpRequest, wanted: Wanted): Part {
    const owners = ownersOf(request, wanted.owner);
    const epochs = near.watch(owners);
    const shelf = (!request.live && near.read(owners, namesOf(request, wanted.lookUps))) || nothing;
    const { fallbacks } = take(request, wanted.lookUps, shelf, [], { purpose: 'refresh', from: 'near' });
    return { wanted, owners, epochs, inForce: 'here', watched: epochs, fallbacks };
  }

  /** Puts into the row what came, or what stands in for it. @returns what of it is worth keeping */
  function takeLoaded(
    request: LookUpRequest,
    { wanted, epochs, fallbacks }: Part,
    { texts, maxAgeMs, ageMs }: Loaded,
    { fetchedAtMs, tagEpochs }: Asked,
    rows: readonly Row[],
  ): ValueToWrite[] {
    const row = rowOf(rows, wanted.owner);
    return wanted.lookUps.flatMap((index, place): ValueToWrite[] => {
      const lookUp = request.lookUps[index] as LookUp;
      const text = texts[place];
      if (text === undefined || text === null) {
        const fallback = text === null ? undefined : fallbacks.get(index);
        row[index] = fallback && found(fallback, 'stale', 'loaded', lookUp);
        count(request, fallback ? 'stale' : 'failed', 1);
        return [];
      }
      const known = (tagEpochs[index] ?? []).filter((epoch) => epoch !== undefined);
      const value: StoredValue = { text, fetchedAtMs, ageMs, maxAgeMs, epochs: [...epochs, ...known] };
      row[index] = found(value, 'live', 'loaded', lookUp);
      count(request, 'loaded', 1);
      const { name, tags: names, windows } = lookUp;
      // What must not be kept still takes the place of what was kept before.
      if (maxAgeMs === 0 && isKept(request, index) && !request.isDerived)
        return [{ name, value: { ...value, text: 'null' }, ttlMs: longestMs(windows) }];
      const ttlMs = usefulForMs(value, windows);
      return ttlMs > 0 && known.length === names.length ? [{ name, value, ttlMs }] : [];
    });
  }

  return {
    takeNear,
    takeFar,
    partOf,
    asking: ({ lookUps }) => ({
      fetchedAtMs: now(),
      tagEpochs: lookUps.map((lookUp) => lookUp.tags.map((tag) => tags.epochOf(tag))),
    }),
    keep(request, part, loaded, asked, rows) {
      const values = takeLoaded(request, part, loaded, asked, rows);
      if (values.length === 0) return;
      const { owners, watched, epochs, inForce } = part;
      near.keep(owners, watched, epochs, values);
      if (inForce === 'everywhere') far?.write(owners[0], values);
    },
  };
}

const nothing: OwnersShelf = { epochs: [], values: [] };

function found(value: StoredValue, state: Found['state'], from: Found['from'], { windows }: LookUp): Found {
  return { text: value.text, state, from, asOfMs: asOf(value), freshUntilMs: freshUntil(value, windows) };
}

function worthKeeping(
  { lookUps }: LookUpRequest,
  wanted: readonly number[],
  missing: readonly number[],
  values: OwnersShelf['values'],
): ValueToWrite[] {
  return wanted.flatMap((index, place): ValueToWrite[] => {
    const value = values[place];
    if (!value || missing.includes(index)) return [];
    const { name, windows } = lookUps[index] as LookUp;
    return [{ name, value, ttlMs: usefulForMs(value, windows) }];
  });
}
