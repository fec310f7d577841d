// Compiles one fetch of a plan: prebuilt body, representations without duplicates, and where its data and its errors belong.
import { Kind, type FieldNode, type GraphQLFormattedError, type SelectionSetNode } from 'graphql';
import type { Owners } from '../cache/look-up-request.js';
import { compileRepresentations, type EntityGroup } from './compile-representation.js';
import type { Path } from './compile-writer.js';
import { collectTargetPaths, collectTargets, locateTargets } from './entity-targets.js';
import type { EntityFetch } from './entity-queue.js';
import { readFieldFetch, type KeepRules } from './fetch-fields.js';
import { compileEntityFields, compileMyFields, type RunLookUps } from './fetch-look-ups.js';
import { compileBody, compileEntityQuery, operationOf } from './fetch-body.js';
import { isRecord, type JsonObject } from './json.js';
import { agreeOnType, mergeFields } from './merge-data.js';
import type { FetchNode } from '../planning/planner.js';
import { compileRewrites, type IsOfType } from './rewrite-data.js';
import type { Run } from './run.js';

/** Part of a plan, ready to run. */
export type Step = (run: Run) => Promise<void>;

export interface FetchOptions {
  readonly isOfType: IsOfType;
  /** Root keys whose object is put together from several fetches: what one of them fails to supply is not the whole object. */
  readonly sharedKeys: ReadonlySet<string>;
  /** Root fields whose object is never null: the authenticated citizen exists, whoever is down. */
  readonly neverNull: ReadonlySet<string>;
  /** Fetches of a mutation are not: one that is on its way may have begun before what was changed. */
  readonly mayBeShared: boolean;
  /** Undefined where nothing is kept. */
  readonly keep?: KeepRules | undefined;
}

/** Of one failed fetch; beyond these, places say nothing new. */
const maxPlaces = 50;

/** @param path to the objects that its data belongs to; empty at the root */
export function compileFetch(fetch: FetchNode, path: readonly string[], options: FetchOptions): Step {
  return fetch.requires
    ? compileEntityFetch(fetch, fetch.requires, path, options)
    : compilePlainFetch(fetch, path, options);
}

/** At the root, or of root fields within an answer. */
function compilePlainFetch(
  fetch: FetchNode,
  path: readonly string[],
  { isOfType, sharedKeys, neverNull, mayBeShared, keep }: FetchOptions,
): Step {
  const { serviceName: department } = fetch;
  const writeBody = compileBody(fetch);
  const rewrite = compileRewrites(fetch.outputRewrites, isOfType);
  const kind = String(fetch.operationKind) === 'mutation' ? 'mutation' : 'query';
  const rootFields = rootFieldsOf(fetch);
  const inParts = rootFields.filter(
    (field) => neverNull.has(field.name.value) || (sharedKeys.has(keyOf(field)) && field.selectionSet),
  );
  const supplied = suppliedPlaces(rootFields, inParts);
  const expected = { objectKeys: inParts.map(keyOf) };
  const mergedKeys = keysAfterRewrites(rootFields, fetch);
  const objects = rootFields.filter(({ name }) => path.length === 0 && neverNull.has(name.value)).map(keyOf);
  // Only the citizen's own object has an owner that the request names.
  const myFields =
    keep && objects.length === 1 && mayBeShared ? readFieldFetch(fetch, keep.citizenType, keep) : undefined;
  const askMyFields = myFields && compileMyFields(myFields, department);
  return async (run) => {
    const targets = collectTargets(run.data, path);
    if (targets.length === 0) return;
    const { lookUps } = run;
    const owners = lookUps?.ownersOfMe(department);
    const { data, errors } =
      askMyFields && lookUps && owners
        ? await askMyFields(run, lookUps, owners)
        : await run.ask({ department, body: writeBody(run, ''), kind, expected, mayBeShared });
    if (errors) {
      const bases = collectTargetPaths(run.data, path);
      const under = (places: readonly Path[]): Path[] =>
        bases.flatMap((base) => places.map((place) => [...base, ...place]));
      noteErrors(run, errors, under(supplied), (place) => under([place]));
    }
    rewrite?.(data);
    for (const target of targets) {
      mergeFields(target, data, mergedKeys);
      for (const key of objects) if (!Object.hasOwn(target, key) || target[key] === null) target[key] = {};
    }
  };
}

function suppliedPlaces(rootFields: readonly FieldNode[], inParts: readonly FieldNode[]): Path[] {
  return rootFields.flatMap((field): Path[] => {
    const key = keyOf(field);
    return inParts.includes(field) ? subfieldsOf(field).map((inner) => [key, keyOf(inner)]) : [[key]];
  });
}

function compileEntityFetch(
  fetch: FetchNode,
  requires: NonNullable<FetchNode['requires']>,
  path: readonly string[],
  { isOfType, mayBeShared, keep }: FetchOptions,
): Step {
  const entityFetch: EntityFetch = {
    department: fetch.serviceName,
    writeBody: compileBody(fetch),
    mayBeShared,
    ...compileEntityQuery(fetch),
  };
  const groupTargets = compileRepresentations(requires, fetch.inputRewrites, isOfType);
  const rewrite = compileRewrites(fetch.outputRewrites, isOfType);
  const fields = rootFieldsOf(fetch).flatMap(subfieldsOf);
  const keys = [...new Set(fields.map(keyOf))];
  const mergedKeys = keysAfterRewrites(fields, fetch);
  const fieldFetch = keep && mayBeShared ? readFieldFetch(fetch, undefined, keep) : undefined;
  const askFields = fieldFetch && compileEntityFields(fieldFetch, entityFetch);
  return async (run) => {
    const targets = collectTargets(run.data, path);
    const groups = groupTargets(targets);
    if (groups.length === 0) return;
    const { lookUps } = run;
    const owners = askFields && lookUps ? ownersOf(fetch.serviceName, groups, lookUps) : undefined;
    const { entities, errors } =
      askFields && lookUps && owners
        ? await askFields(run, lookUps, groups, owners)
        : await run.fetchEntities(
            entityFetch,
            groups.map(({ representation }) => representation).join(),
            groups.length,
          );
    if (errors.length > 0) {
      const places = locateTargets(run.data, path);
      const pathsOf = (members: readonly number[] = []): Path[] =>
        [...new Set(members.map((position) => targets[position]))].flatMap((target) =>
          target ? (places.get(target) ?? []) : [],
        );
      // Of more entities than there are places to tell, the first ones do.
      const supplied = groups
        .slice(0, maxPlaces)
        .flatMap(({ members }) => pathsOf(members.slice(0, maxPlaces)))
        .flatMap((base) => keys.map((key) => [...base, key]));
      noteErrors(run, errors, supplied, ([index, ...rest]) =>
        pathsOf(groups[Number(index)]?.members).map((base) => [...base, ...rest]),
      );
    }
    for (const [index, { members }] of groups.entries()) {
      const entity = entities[index];
      if (!isRecord(entity)) continue;
      rewrite?.(entity);
      for (const member of members) {
        const target = targets[member] as JsonObject;
        if (agreeOnType(target, entity, isOfType)) mergeFields(target, entity, mergedKeys);
      }
    }
  };
}

/** Undefined when one of them isn't known: then all of it is asked for. */
function ownersOf(
  department: string,
  groups: readonly EntityGroup[],
  lookUps: RunLookUps,
): Owners[] | undefined {
  const owners = groups.flatMap(({ representation }): Owners[] => {
    const one = lookUps.ownersOf(department, representation);
    return one ? [one] : [];
  });
  return owners.length === groups.length ? owners : undefined;
}

/** An error with a path is at a field; one without is about the whole fetch. */
function noteErrors(
  run: Run,
  errors: readonly GraphQLFormattedError[],
  supplied: readonly Path[],
  placesAt: (path: Path) => Path[],
): void {
  for (const error of errors) {
    const places = error.path ? placesAt(error.path) : [];
    run.errors.push({ error, places: (places.length > 0 ? places : supplied).slice(0, maxPlaces) });
  }
}

function rootFieldsOf({ operation }: FetchNode): FieldNode[] {
  return fieldsIn(operationOf(operation).selectionSet);
}

/** But `__typename`: nobody misses it. */
function subfieldsOf({ selectionSet }: FieldNode): FieldNode[] {
  return selectionSet ? fieldsIn(selectionSet).filter(({ name }) => name.value !== '__typename') : [];
}

function fieldsIn({ selections }: SelectionSetNode): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsIn(selection.selectionSet) : [];
  });
}

/** Keys at the root that each fetch of a plan supplies. */
export function rootKeysOf(fetch: FetchNode): string[] {
  return fetch.requires ? [] : [...new Set(rootFieldsOf(fetch).map(keyOf))];
}

/** Under which the fields of a fetch are merged. */
function keysAfterRewrites(fields: readonly FieldNode[], { outputRewrites = [] }: FetchNode): string[] {
  const renamed = outputRewrites.flatMap((rewrite) => {
    const isTop = rewrite.path.filter((step) => !step.startsWith('... on ')).length === 1;
    return rewrite.kind === 'KeyRenamer' && isTop ? [rewrite.renameKeyTo] : [];
  });
  return [...new Set([...fields.map(keyOf), ...renamed])];
}

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
