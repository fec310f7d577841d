// Renames keys in what a department answered: the planner asks for a field under an alias where two fetches want it differently.
import { isRecord, type Json, type JsonObject } from './json.js';
import type { FetchDataRewrite } from '../planning/planner.js';

/** Whether an object of one type is also of another: the name of an object type, and of itself or an abstract type. */
export type IsOfType = (typeName: string, condition: string) => boolean;

const onType = '... on ';

/** @returns undefined where nothing is to be renamed */
export function compileRewrites(
  rewrites: readonly FetchDataRewrite[] | undefined,
  isOfType: IsOfType,
): ((data: Json) => void) | undefined {
  const apply = (rewrites ?? []).map((rewrite) => compileRewrite(rewrite, isOfType));
  if (apply.length === 0) return undefined;
  return (data) => {
    for (const one of apply) one(data);
  };
}

function compileRewrite(rewrite: FetchDataRewrite, isOfType: IsOfType): (data: Json) => void {
  const steps = rewrite.path.slice(0, -1);
  const last = rewrite.path.at(-1) ?? '';
  const change = (object: JsonObject): void => {
    if (rewrite.kind === 'ValueSetter') object[last] = rewrite.setValueTo as Json;
    else if (Object.hasOwn(object, last)) {
      object[rewrite.renameKeyTo] = object[last];
      delete object[last];
    }
  };
  const walk = (value: Json, index: number): void => {
    if (Array.isArray(value)) for (const item of value as Json[]) walk(item, index);
    if (!isRecord(value)) return;
    const step = steps[index];
    if (step === undefined) change(value);
    else if (!step.startsWith(onType)) walk(value[step], index + 1);
    // Not every object says its type; then the rewrite is for all that have the key.
    else if (matches(value['__typename'], step.slice(onType.length), isOfType)) walk(value, index + 1);
  };
  return (data) => {
    walk(data, 0);
  };
}

function matches(typeName: Json, condition: string, isOfType: IsOfType): boolean {
  return typeof typeName !== 'string' || isOfType(typeName, condition);
}
