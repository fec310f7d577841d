// Refuses variables that are too large to be looked at, whatever types they are declared with.
import { type Message } from '../errors.js';
import { limitExceeded } from './limit-exceeded.js';

/** In brackets the most that a bureau's request for 200 people has. */
export const variableLimits = {
  /** Lists and objects within one another: what takes them apart later recurses (2). */
  nesting: 20,
  /** Of one list or object; graphql-js repeats an object in each of its messages (200). */
  entries: 1_000,
  /** Values of all variables, those in lists and objects too (601). */
  values: 10_000,
} as const;

const names: Record<keyof typeof variableLimits, Message> = {
  nesting: { zh: '变量中列表和对象的嵌套层数', en: 'levels of lists and objects in the variables' },
  entries: { zh: '变量中一个列表或对象的项数', en: 'entries in a list or object of the variables' },
  values: { zh: '变量中的值数', en: 'values in the variables' },
};

/**
 * Without recursion: JSON.parse takes a body nested 30,000 deep.
 * @throws GatewayError LIMIT_EXCEEDED that names the limit
 */
export function limitVariables(variables: Readonly<Record<string, unknown>>): void {
  let level: unknown[] = [variables];
  let values = 0;
  for (let nesting = -1; level.length > 0; nesting += 1) {
    refuseAbove('nesting', nesting);
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      const inner: unknown[] = Array.isArray(value) ? value : Object.values(value);
      refuseAbove('entries', inner.length);
      values += inner.length;
      refuseAbove('values', values);
      for (const one of inner) next.push(one);
    }
    level = next;
  }
}

function refuseAbove(limit: keyof typeof variableLimits, count: number): void {
  if (count > variableLimits[limit]) throw limitExceeded(variableLimits[limit], names[limit]);
}
