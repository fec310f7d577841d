// What the fetches of a plan make known at each place of the answer, and which of it a later fetch sees.
import type { PlanNode } from './planner.js';

/** One of the parallel branches that a fetch is in; what others there fetch it doesn't see. */
export interface Branch {
  readonly node: PlanNode;
  readonly index: number;
  readonly outer: Branch | undefined;
}

export interface Supply {
  readonly signature: string;
  readonly branch: Branch | undefined;
}

/**
 * What is known of the objects at one place of the answer: by object type and key, who supplied it. What is below is kept
 * together whatever the type above: otherwise interfaces within interfaces would multiply.
 */
export interface Place {
  readonly path: string;
  readonly byType: Map<string, Map<string, Supply[]>>;
  /** `Row price`: what a fetch would supply if what its representations tell were there. */
  readonly withheld: Set<string>;
  readonly inner: Map<string, Place>;
}

export function createPlace(path: string): Place {
  return { path, byType: new Map(), withheld: new Set(), inner: new Map() };
}

/** Created where nobody has been yet: then whatever is required there is missing. */
export function placeAt(root: Place, path: readonly string[]): Place {
  return path.filter((step) => step !== '@').reduce(innerPlace, root);
}

export function innerPlace(place: Place, key: string): Place {
  const known = place.inner.get(key);
  if (known) return known;
  const created = createPlace(place.path === '' ? key : `${place.path}.${key}`);
  place.inner.set(key, created);
  return created;
}

export function knownTypes({ byType }: Place): string[] {
  return [...byType.keys()];
}

export function visibleSupplies(
  place: Place,
  typeName: string,
  key: string,
  from: Branch | undefined,
): Supply[] {
  const supplies = place.byType.get(typeName)?.get(key) ?? [];
  return supplies.filter(({ branch }) => isVisible(branch, from));
}

/** Not what another branch of the same parallel node supplies. */
function isVisible(supplier: Branch | undefined, from: Branch | undefined): boolean {
  for (let one = supplier; one; one = one.outer)
    for (let other = from; other; other = other.outer)
      if (one.node === other.node && one.index !== other.index) return false;
  return true;
}

export function addSupply({ byType }: Place, typeName: string, key: string, supplied: Supply): void {
  const supplies = byType.get(typeName);
  if (!supplies) return void byType.set(typeName, new Map([[key, [supplied]]]));
  const known = supplies.get(key);
  if (known) known.push(supplied);
  else supplies.set(key, [supplied]);
}
