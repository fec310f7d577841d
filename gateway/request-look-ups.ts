// Whose look-ups a request makes, and what an invalidation is about, in the cache's terms: it knows owners and tags, and no citizens.
import type { AssertedSubject } from '../schema/contract/assertion.js';
import type { Invalidation } from '../schema/contract/invalidation.js';
import { canonicalNumber } from '../schema/contract/resident-id.js';
import type { AssertedIdentity } from './auth/principal.js';
import type { Invalidated, LookUpCache } from './cache/look-up-cache.js';
import type { Found, LookUpAnswer, LookUpRequest, Owners } from './cache/look-up-request.js';
import type { Names } from './cache/names.js';
import type { TagEpochs } from './cache/tag-epochs.js';
import type { RunLookUps } from './execution/fetch-look-ups.js';
import { isRecord, type Json } from './execution/json.js';
import type { AskDepartment } from './execution/run.js';

/** What one look-up of a resource was answered from: of several, the least fresh. */
export type Origins = Map<string, Pick<Found, 'state' | 'asOfMs'>>;

/** What a request has looked up, and found. */
export interface Use {
  readonly request: LookUpRequest;
  readonly answer: LookUpAnswer;
  /** What ends it besides its own tags and the citizen's owners: things can change by themselves. Undefined: it is somebody else's. */
  readonly endedBy: readonly string[] | undefined;
}

export interface RequestLookUpsOptions {
  readonly identity: AssertedIdentity;
  /** The caller wants nothing that is kept. */
  readonly live: boolean;
  readonly origins: Origins;
  /** Gets what is looked up. */
  readonly uses: Use[];
  /** Asks with this identity, for nobody who waits. */
  readonly askInBackground: (identity: AssertedIdentity) => AskDepartment;
}

export interface LookUps extends Pick<LookUpCache, 'generation'> {
  readonly nameOf: (parts: readonly string[]) => string;
  /** Has the epochs of these tags at hand soon, so that the first answers with them are kept. */
  readonly heed: (tags: readonly string[]) => void;
  forRequest(options: RequestLookUpsOptions): RunLookUps;
  /** A citizen's own answer, made of what these departments have of him or her. */
  lookUpAnswer(
    me: AssertedSubject,
    departments: readonly string[],
    request: Pick<LookUpRequest, 'lookUps' | 'load'>,
  ): LookUpAnswer | Promise<LookUpAnswer>;
  /** No answer of before is given any more; what they are made of is. */
  forgetAnswers(me: AssertedSubject): Promise<void>;
  /** What a department says has changed: of its own values. */
  invalidate(department: string, entries: readonly Invalidation[]): Promise<boolean>;
  /** What somebody's own change may have touched: everything that any of these departments keeps of these people. */
  invalidatePeople(departments: Iterable<string>, people: readonly AssertedSubject[]): Promise<void>;
}

export const citizenType = 'Citizen';
/** Under which entities of citizens are asked for. */
const citizenKeys = ['residentId', 'id'] as const;

export function createLookUps(
  cache: LookUpCache,
  names: Names,
  { epochOf }: Pick<TagEpochs, 'epochOf'>,
): LookUps {
  // Who is asked about is the same object for as long as a login is known.
  const known = new WeakMap<AssertedSubject, Map<string, Owners>>();
  const ownersOf = (subject: AssertedSubject, department: string): Owners => {
    const byDepartment = known.get(subject) ?? new Map<string, Owners>();
    known.set(subject, byDepartment);
    const owners = byDepartment.get(department) ?? citizenOwners(names, subject, department);
    byDepartment.set(department, owners);
    return owners;
  };

  const knownOfAnswers = new WeakMap<AssertedSubject, WeakMap<readonly string[], Owners>>();
  /** Theirs all: whatever ends a look-up ends what was made of it. */
  const answerOwnersOf = (me: AssertedSubject, departments: readonly string[]): Owners => {
    const byDepartments = knownOfAnswers.get(me) ?? new WeakMap<readonly string[], Owners>();
    knownOfAnswers.set(me, byDepartments);
    const owners = byDepartments.get(departments) ?? [
      answerOwner(names, me.id),
      ...departments.flatMap((department) => ownersOf(me, department)),
    ];
    byDepartments.set(departments, owners);
    return owners;
  };

  return {
    get generation() {
      return cache.generation;
    },
    nameOf: (parts) => names.name(parts),
    heed: (tags) => tags.forEach((tag) => epochOf(tag)),
    lookUpAnswer: (me, departments, request) =>
      cache.lookUp({
        ...request,
        department: 'answers',
        owners: [answerOwnersOf(me, departments)],
        live: false,
        isDerived: true,
      }),
    async forgetAnswers({ id }) {
      await cache.invalidate({ owners: [answerOwner(names, id)], tags: [] });
    },
    forRequest({ identity, live, origins, uses, askInBackground }) {
      const { me, subjects } = identity;
      const myself = subjects.find(({ id }) => id === me);
      /** Owner → what is renewed whenever such a thing is. */
      const things = new Map<string, string>();
      const endedBy = ({ department, owners }: LookUpRequest): readonly string[] | undefined => {
        const others = owners.filter((one) => !myself || one !== ownersOf(myself, department));
        const tags = others.map(([owner]) => things.get(owner));
        return tags.some((tag) => tag === undefined) ? undefined : [...new Set(tags as string[])];
      };
      return {
        async lookUp(request) {
          const answer = await cache.lookUp(request);
          uses.push({ request, answer, endedBy: endedBy(request) });
          return answer;
        },
        live,
        ownersOfMe: (department) => myself && ownersOf(myself, department),
        ownersOf(department, representation) {
          const entity = JSON.parse(representation) as Json;
          if (!isRecord(entity)) return undefined;
          const { __typename: typeName, ...keys } = entity;
          if (typeName === citizenType) {
            const subject = subjectOf(keys, subjects);
            return subject && ownersOf(subject, department);
          }
          if (typeof typeName !== 'string') return undefined;
          const owner = thingOwner(names, department, typeName, keys);
          if (owner !== undefined) things.set(owner, insideTag(department, typeName));
          return owner === undefined ? undefined : [owner];
        },
        askInBackground: askInBackground({
          caller: { kind: 'gateway' },
          ...(me !== undefined && { me }),
          subjects,
        }),
        served(resources, found) {
          for (const resource of resources) noteOrigin(origins, resource, found);
        },
      };
    },
    invalidate: (department, entries) => cache.invalidate(invalidatedBy(names, department, entries)),
    async invalidatePeople(departments, people) {
      const owners = [...departments].flatMap((department) =>
        people.flatMap((subject) => ownersOf(subject, department)),
      );
      await cache.invalidate({ owners, tags: [] });
    },
  };
}

/**
 * By every number, each in the one form in which departments name it, too. The register gives no number to two people, but that
 * form may be another's number: of two with the same 15 digits one got other 18 digits. Who doesn't hold it as it is written
 * there is known by the id first, or would be answered with the other's data.
 */
function citizenOwners(names: Names, { id, numbers }: AssertedSubject, department: string): Owners {
  const canonical = [...new Set(numbers.map(canonicalForm))];
  const owners = canonical.map((number) => citizenOwner(names, department, number));
  const isUnmistakable = canonical.every((number) => numbers.includes(number));
  if (!isUnmistakable) owners.unshift(names.owner(['person', department, id]));
  return owners as [string, ...string[]];
}

function answerOwner(names: Names, id: string): string {
  return names.owner(['answers', id]);
}

function canonicalForm(number: string): string {
  const canonical = canonicalNumber(number);
  return canonical.ok ? canonical.value : number;
}

function citizenOwner(names: Names, department: string, number: string): string {
  return names.owner([citizenType, department, number]);
}

/** By its one key field; undefined with several: which of them a department will name a change by, nobody knows. */
function thingOwner(
  names: Names,
  department: string,
  typeName: string,
  keys: Readonly<Record<string, unknown>>,
): string | undefined {
  const [[key, value] = [], ...others] = Object.entries(keys);
  if (key === undefined || others.length > 0 || (typeof value !== 'string' && typeof value !== 'number'))
    return undefined;
  return names.owner(['thing', department, typeName, key, String(value)]);
}

/** Of what shows such things, whosever it is. */
function insideTag(department: string, typeName: string): string {
  return `inside:${department}.${typeName}`;
}

/** With anything but a key in it, the answer depends on that too: such an entity is nobody's to keep. */
function subjectOf(
  keys: Readonly<Record<string, unknown>>,
  subjects: readonly AssertedSubject[],
): AssertedSubject | undefined {
  const [key, ...others] = Object.keys(keys);
  if (others.length > 0 || !citizenKeys.some((one) => one === key)) return undefined;
  return key === 'id'
    ? subjects.find(({ id }) => id === keys['id'])
    : subjects.find(({ numbers }) => numbers.some((number) => number === keys['residentId']));
}

const staleness = { live: 0, cached: 1, stale: 2 } as const;

function noteOrigin(origins: Origins, resource: string, { state, asOfMs }: Found): void {
  const known = origins.get(resource);
  if (!known) origins.set(resource, { state, asOfMs });
  else
    origins.set(resource, {
      state: staleness[state] > staleness[known.state] ? state : known.state,
      asOfMs: Math.min(asOfMs, known.asOfMs),
    });
}

function invalidatedBy(names: Names, department: string, entries: readonly Invalidation[]): Invalidated {
  const owners = new Set<string>();
  const tags = new Set<string>();
  for (const { citizen, type, resource } of entries) {
    // The narrowest of what several say together.
    if (citizen) owners.add(citizenOwner(names, department, citizen.number));
    else if (type?.key) {
      const { residentId } = type.key;
      const owner =
        type.name === citizenType
          ? residentId !== undefined && citizenOwner(names, department, canonicalForm(String(residentId)))
          : thingOwner(names, department, type.name, type.key);
      if (owner) owners.add(owner);
      else tags.add(`type:${department}.${type.name}`);
      // Whose look-ups show it, nobody knows.
      tags.add(insideTag(department, type.name));
    } else if (resource !== undefined) tags.add(`resource:${resource}`);
    else if (type) for (const place of ['type', 'inside']) tags.add(`${place}:${department}.${type.name}`);
  }
  return { owners: [...owners], tags: [...tags] };
}
