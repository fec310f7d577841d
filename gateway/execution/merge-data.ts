// Merges what departments answered into one tree, in place: nothing is copied that isn't in both.
import { isRecord, type Json, type JsonObject } from './json.js';

/**
 * What comes later stands, so that a concrete type's name replaces an interface's; but null takes nothing away that somebody
 * else has: for a shared field one department's "not known here" doesn't erase the others' answers.
 */
export function mergeData(target: JsonObject, source: JsonObject): void {
  if (target === source) return;
  for (const key in source) {
    // As a key of JSON it is an own property; assigning it would set the prototype (CVE-2026-32621).
    if (key === '__proto__') continue;
    const value = source[key];
    const known = target[key];
    if (known === undefined || known === null || !Object.hasOwn(target, key)) target[key] = value;
    else if (value !== undefined && value !== null) target[key] = mergeValue(known, value);
  }
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
