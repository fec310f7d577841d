// Finds the objects of an answer that a path of the plan leads to: `@` stands for each item of a list.
import { isRecord, type Json, type JsonObject } from './json.js';
import type { Path } from './compile-writer.js';

/** In the order of the answer; what is null or missing on the way leads nowhere. */
export function collectTargets(data: JsonObject, path: readonly string[]): JsonObject[] {
  if (path.length === 0) return [data];
  const targets: JsonObject[] = [];
  collect(data, path, 0, targets);
  return targets;
}

function collect(value: Json, path: readonly string[], index: number, targets: JsonObject[]): void {
  if (Array.isArray(value)) {
    const next = path[index] === '@' ? index + 1 : index;
    for (const item of value as Json[]) collect(item, path, next, targets);
  } else if (isRecord(value)) {
    const step = path[index];
    if (step === undefined) targets.push(value);
    else if (step !== '@' && Object.hasOwn(value, step)) collect(value[step], path, index + 1, targets);
  }
}

/** The places of the same objects, in the same order: needed only for errors. */
export function collectTargetPaths(data: JsonObject, path: readonly string[]): Path[] {
  return [...locate(data, path)].map(([, at]) => at);
}

/** Object → its places. What was collected before may stand among others by now, but it is the same objects. */
export function locateTargets(data: JsonObject, path: readonly string[]): Map<JsonObject, Path[]> {
  const places = new Map<JsonObject, Path[]>();
  for (const [target, at] of locate(data, path)) places.set(target, [...(places.get(target) ?? []), at]);
  return places;
}

function* locate(
  value: Json,
  path: readonly string[],
  index = 0,
  at: Path = [],
): Generator<readonly [JsonObject, Path]> {
  if (Array.isArray(value)) {
    const next = path[index] === '@' ? index + 1 : index;
    for (const [item, inner] of (value as Json[]).entries()) yield* locate(inner, path, next, [...at, item]);
  } else if (isRecord(value)) {
    const step = path[index];
    if (step === undefined) yield [value, at];
    else if (step !== '@' && Object.hasOwn(value, step))
      yield* locate(value[step], path, index + 1, [...at, step]);
  }
}
