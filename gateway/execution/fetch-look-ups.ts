// Fetches that look first at what is kept: fields of the citizen (`me`) and of entities, each a look-up of its own.
//
// What comes back is as if the department had answered all of it; only what is kept nowhere is asked for.
import type { GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from '../../schema/contract/error-codes.js';
import type { LookUpCache } from '../cache/look-up-cache.js';
import type { Asker, Found, Loaded, LookUpAnswer, Owners } from '../cache/look-up-request.js';
import type { ReadAnswer } from '../departments/read-answer.js';
import { createEntityQueue, type EntityAnswer, type EntityFetch } from './entity-queue.js';
import { compileBody, compileEntityQuery, type WriteBody } from './fetch-body.js';
import type { FetchField, FieldFetch } from './fetch-fields.js';
import { isRecord, type JsonObject } from './json.js';
import type { EntityGroup } from './compile-representation.js';
import type { AskDepartment, Run } from './run.js';

/** How one request's look-ups are made. */
export interface RunLookUps {
  readonly lookUp: LookUpCache['lookUp'];
  /** The caller wants nothing that is kept. */
  readonly live: boolean;
  /** Undefined where the request is about no citizen of its own. */
  ownersOfMe(department: string): Owners | undefined;
  /**
   * @param representation JSON text
   * @returns undefined for somebody whom the request isn't about: what is said of them isn't kept
   */
  ownersOf(department: string, representation: string): Owners | undefined;
  /** Asks as the gateway itself, for people whom this request is about. */
  readonly askInBackground: AskDepartment;
  served(resources: readonly string[], found: Found): void;
}

/** What departments are asked, narrowed to some of the fields; each combination compiled once. */
function narrowing<T>(compile: (fields: readonly number[]) => T): (fields: readonly number[]) => T {
  const known = new Map<string, T>();
  return (fields) => {
    const key = fields.join();
    const compiled = known.get(key) ?? compile(fields);
    // What is fresh and what isn't goes by resource, so there are few combinations.
    if (known.size < maxCombinations) known.set(key, compiled);
    return compiled;
  };
}

const maxCombinations = 64;

/** What this request's own fetches brought, beside what is kept of it. */
interface OwnAnswers {
  /** By owner, under the keys of the fields. */
  readonly objects: Map<number, JsonObject>;
  readonly errors: {
    readonly owner: number;
    readonly field: number;
    readonly error: GraphQLFormattedError;
  }[];
}

/** `me`: its fields are the authenticated citizen's. */
export function compileMyFields(
  fetch: FieldFetch,
  department: string,
): (run: Run, lookUps: RunLookUps, owners: Owners) => Promise<ReadAnswer> {
  const { rootKey, fields } = fetch;
  const bodyOf = narrowing<WriteBody>((positions) => compileBody(fetch.narrow(positions)));
  return async (run, lookUps, owners) => {
    const own: OwnAnswers = { objects: new Map(), errors: [] };
    const answer = await lookUps.lookUp({
      department,
      owners: [owners],
      lookUps: fields.map(({ lookUp }) => lookUp(run)),
      live: lookUps.live,
      async load(wanted, asker) {
        const positions = wanted[0]?.lookUps ?? [];
        const answered = await askAs(
          asker,
          run,
          lookUps,
        )({
          department,
          body: bodyOf(positions)(run, ''),
          kind: 'query',
          expected: { objectKeys: [rootKey] },
          mayBeShared: false,
        });
        const object = answered.data[rootKey];
        const inside = (answered.errors ?? []).map((error) =>
          withPath(error, error.path?.[0] === rootKey ? error.path.slice(1) : []),
        );
        return [
          loaded(
            fields,
            0,
            positions,
            isRecord(object) ? object : {},
            inside,
            answered,
            asker === 'gateway' ? undefined : own,
          ),
        ];
      },
    });
    noteOrigins(answer, fields, lookUps);
    return {
      data: { [rootKey]: assemble(fetch, answer[0] ?? [], own.objects.get(0)) },
      ...present(
        errorsLeft(own, answer).map(({ field, error }) => ({
          ...error,
          path: [rootKey, fields[field]?.key ?? '', ...(error.path ?? [])],
        })),
      ),
    };
  };
}

/** `_entities`: the fields of each are its own, wherever it was found. */
export function compileEntityFields(
  fetch: FieldFetch,
  entityFetch: EntityFetch,
): (
  run: Run,
  lookUps: RunLookUps,
  groups: readonly EntityGroup[],
  owners: readonly Owners[],
) => Promise<EntityAnswer> {
  const { fields } = fetch;
  const fetchOf = narrowing<EntityFetch>((positions) => {
    const narrow = fetch.narrow(positions);
    // What is kept must have been asked for after the epochs were read that it is kept under.
    const mayBeShared = entityFetch.mayBeShared && !positions.some((position) => fields[position]?.isKept);
    return { ...entityFetch, mayBeShared, writeBody: compileBody(narrow), ...compileEntityQuery(narrow) };
  });
  return async (run, lookUps, groups, owners) => {
    const own: OwnAnswers = { objects: new Map(), errors: [] };
    const answer = await lookUps.lookUp({
      department: entityFetch.department,
      owners,
      lookUps: fields.map(({ lookUp }) => lookUp(run)),
      live: lookUps.live,
      async load(wanted, asker) {
        const positions = [...new Set(wanted.flatMap((one) => one.lookUps))].sort((a, b) => a - b);
        const fetchEntities =
          asker === 'caller' ? run.fetchEntities : createEntityQueue(run, askAs(asker, run, lookUps));
        const representations = wanted.map(({ owner }) => groups[owner]?.representation ?? '');
        const answered = await fetchEntities(
          fetchOf(positions),
          representations.join(),
          representations.length,
        );
        return wanted.map(({ owner, lookUps: ofOne }, place) => {
          const entity = answered.entities[place];
          const inside = answered.errors.flatMap((error) => {
            const [position, ...rest] = error.path ?? [];
            return position === undefined || position === place ? [withPath(error, rest)] : [];
          });
          const object = isRecord(entity) ? entity : {};
          return loaded(
            fields,
            owner,
            ofOne,
            object,
            inside,
            answered,
            asker === 'gateway' ? undefined : own,
          );
        });
      },
    });
    noteOrigins(answer, fields, lookUps);
    return {
      entities: groups.map((_, owner) => assemble(fetch, answer[owner] ?? [], own.objects.get(owner))),
      errors: errorsLeft(own, answer).map(({ owner, field, error }) => ({
        ...error,
        path: [owner, fields[field]?.key ?? '', ...(error.path ?? [])],
      })),
      age: undefined,
    };
  };
}

function askAs(asker: Asker, { ask }: Run, { askInBackground }: RunLookUps): AskDepartment {
  switch (asker) {
    case 'caller':
      return ask;
    case 'gateway':
      return askInBackground;
    case 'nobody':
      return (request) => ask({ ...request, isGivenUp: true });
  }
}

/** What of an object came whole may be kept; the rest is this request's alone, with its errors. */
function loaded(
  fields: readonly FetchField[],
  owner: number,
  positions: readonly number[],
  object: JsonObject,
  errors: readonly GraphQLFormattedError[],
  { age, refused, isDown }: Pick<ReadAnswer, 'age' | 'refused' | 'isDown'>,
  own: OwnAnswers | undefined,
): Loaded {
  own?.objects.set(owner, { ...own.objects.get(owner), ...object });
  const texts = positions.map((position) => {
    const { key = '', isKept = false } = fields[position] ?? {};
    const failures = errors.filter(({ path = [] }) => path.length === 0 || path[0] === key);
    for (const error of failures)
      own?.errors.push({ owner, field: position, error: withPath(error, (error.path ?? []).slice(1)) });
    const value = Object.hasOwn(object, key) ? object[key] : undefined;
    // A refusal is an answer, and so is nothing at all without an error: what is kept stands in for neither.
    const isNothing = value === undefined && errors.length === 0;
    const isRefused = refused || failures.some(({ extensions }) => !failureCodes.has(extensions?.['code']));
    if (isRefused || isNothing) return null;
    if (failures.length > 0 || value === undefined) return undefined;
    // It stands among this request's own values; the text is for others.
    return isKept ? JSON.stringify(value) : 'null';
  });
  return { texts, maxAgeMs: age?.maxAgeMs, ageMs: age?.ageMs ?? 0, isDown };
}

const failureCodes: ReadonlySet<unknown> = new Set<ErrorCode>(['SOURCE_DOWN', 'SOURCE_ERROR']);

function withPath(
  error: GraphQLFormattedError,
  path: GraphQLFormattedError['path'] & {},
): GraphQLFormattedError {
  return { ...error, path };
}

/** What came in this request is there already as values; what is kept is parsed for each, who may change it. */
function assemble(
  { typeName, typenameKeys, fields }: FieldFetch,
  row: LookUpAnswer[number],
  own: JsonObject = {},
): JsonObject {
  let kept = '';
  for (const [index, { key }] of fields.entries()) {
    const one = row[index];
    if (one && (one.state !== 'live' || !Object.hasOwn(own, key)))
      kept += `${kept === '' ? '' : ','}${JSON.stringify(key)}:${one.text}`;
  }
  const object = kept === '' ? {} : (JSON.parse(`{${kept}}`) as JsonObject);
  for (const { key } of fields)
    if (!Object.hasOwn(object, key) && Object.hasOwn(own, key)) object[key] = own[key];
  for (const key of typenameKeys) object[key] = typeName;
  return object;
}

/** Not those of what something kept stands in for. */
function errorsLeft({ errors }: OwnAnswers, answer: LookUpAnswer): OwnAnswers['errors'] {
  return errors.filter(({ owner, field }) => answer[owner]?.[field] === undefined);
}

function present(errors: readonly GraphQLFormattedError[]): Pick<ReadAnswer, 'errors'> {
  return errors.length > 0 ? { errors } : {};
}

function noteOrigins(answer: LookUpAnswer, fields: readonly FetchField[], lookUps: RunLookUps): void {
  for (const row of answer)
    for (const [index, one] of row.entries()) if (one) lookUps.served(fields[index]?.resources ?? [], one);
}
