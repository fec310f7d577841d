// How much an operation asks for in one place of the answer, whichever fragments it stands in: what validation compares pairwise.
import { Kind, type SelectionSetNode } from 'graphql';
import type { Fragments } from './measure-expansion.js';

/** Of the place of the answer that has most of it. */
export interface PlaceCounts {
  /** Fields with the same response key, which become one. */
  readonly duplicates: number;
  /** Different fragments. */
  readonly spreads: number;
}

/** Linear in the fields of the expanded operations, so it is for those that are known to end, and not to be too large. */
export function measurePlaces(roots: readonly SelectionSetNode[], fragments: Fragments): PlaceCounts {
  let duplicates = 0;
  let spreads = 0;
  const pending: SelectionSetNode[][] = roots.map((root) => [root]);
  for (let sets = pending.pop(); sets; sets = pending.pop()) {
    const place = mergePlace(sets, fragments);
    spreads = Math.max(spreads, place.spread.size);
    for (const { count, sets: inner } of place.fields.values()) {
      duplicates = Math.max(duplicates, count);
      if (inner.length > 0) pending.push(inner);
    }
  }
  return { duplicates, spreads };
}

interface Place {
  /** By response key. */
  readonly fields: ReadonlyMap<string, { readonly count: number; readonly sets: SelectionSetNode[] }>;
  /** Names of fragments, of those that are spread in others too. */
  readonly spread: ReadonlySet<string>;
}

/** Types aside: fields of types that exclude one another are compared as well. */
function mergePlace(sets: readonly SelectionSetNode[], fragments: Fragments): Place {
  const fields = new Map<string, { count: number; sets: SelectionSetNode[] }>();
  const spread = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) collectFragment(selection.name.value);
      else {
        const key = (selection.alias ?? selection.name).value;
        const field = fields.get(key) ?? { count: 0, sets: [] };
        fields.set(key, field);
        field.count += 1;
        if (selection.selectionSet) field.sets.push(selection.selectionSet);
      }
    }
  };
  const collectFragment = (name: string): void => {
    if (spread.has(name)) return;
    spread.add(name);
    const fragment = fragments.get(name);
    if (fragment) collect(fragment.selectionSet);
  };
  sets.forEach(collect);
  return { fields, spread };
}
