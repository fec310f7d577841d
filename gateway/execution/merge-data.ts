// Merges what departments answered into one tree, in place: nothing is copied that isn't in both.
import { isRecord, type Json, type JsonObject } from './json.js';
import type { IsOfType } from './rewrite-data.js';

/**
 * What comes later stands, so that a concrete type's name replaces an interface's; but null takes nothing away that somebody
 * else has: for a shared field one department's "not known here" doesn't erase the others' answers.
 */
export function mergeData(target: JsonObject, source: JsonObject): void {
  if (target === source) return;
  for (const key in source) {
    // As a key of JSON it is an own property; assigning it would set the prototype (CVE-2026-32621).
    if (key !== '__proto__') mergeField(target, key, source[key]);
  }
}

/** The same for these keys alone: what a department was not asked for is another's to say. */
export function mergeFields(target: JsonObject, source: JsonObject, keys: readonly string[]): void {
  for (const key of keys) if (Object.hasOwn(source, key)) mergeField(target, key, source[key]);
}

/**
 * Whether a department's entity can be the one that it was asked for. It may know better what a mere interface is, or know as
 * an object (`@interfaceObject`) what the others have a type for: the more exact name stays.
 */
export function agreeOnType(target: JsonObject, entity: JsonObject, isOfType: IsOfType): boolean {
  const known = target['__typename'];
  const answered = entity['__typename'];
  if (answered === undefined || answered === known) return true;
  if (typeof answered !== 'string' || typeof known !== 'string') return false;
  if (isOfType(known, answered)) return true;
  if (!isOfType(answered, known)) return false;
  target['__typename'] = answered;
  return true;
}

function mergeField(target: JsonObject, key: string, value: Json): void {
  const known = target[key];
  if (known === undefined || known === null || !Object.hasOwn(target, key)) target[key] = value;
  else if (value !== undefined && value !== null) target[key] = mergeValue(known, value);
}

function mergeValue(known: Json, value: Json): Json {
  if (isRecord(value)) {
    if (!isRecord(known)) return value;
    mergeData(known, value);
    return known;
  }
  if (typeof known !== 'object') return value;
  // What others answered isn't lost to a value of another shape.
  if (!Array.isArray(known) || !Array.isArray(value) || known.length !== value.length) return known;
  const items = known as Json[];
  for (const [index, item] of (value as Json[]).entries()) {
    const before = items[index];
    if (before === null || before === undefined) items[index] = item;
    else if (item !== null && item !== undefined) items[index] = mergeValue(before, item);
  }
  return items;
}
