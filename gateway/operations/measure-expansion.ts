// How large the operations of a document are once their fragments are expanded, as the planner does wherever one is spread.
import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Of the largest operation each. */
export interface ExpandedCounts {
  readonly fields: number;
  /** Selection sets within one another, of fields and fragments. */
  readonly depth: number;
  readonly rootFields: number;
}

interface Size {
  readonly fields: number;
  /** Fields at the first level alone. */
  readonly top: number;
  readonly depth: number;
}

/** A spread of what isn't there counts as something all the same: following it is work. */
const unexpanded: Size = { fields: 1, top: 1, depth: 0 };
const tooDeep: Size = { fields: 0, top: 0, depth: Infinity };

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

export function fragmentsOf({ definitions }: DocumentNode): Fragments {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return fragments;
}

/**
 * The selection sets at which the document's expansion begins: each operation's, then, as one more operation, those of the
 * fragments that no operation reaches, since validation goes through them too.
 */
export function rootSetsOf({ definitions }: DocumentNode, fragments: Fragments): SelectionSetNode[] {
  const reached = new Set<string>();
  const reach = (set: SelectionSetNode): void => {
    const pending = [set];
    for (let next = pending.pop(); next; next = pending.pop()) {
      for (const selection of next.selections) {
        if (selection.kind !== Kind.FRAGMENT_SPREAD) {
          if (selection.selectionSet) pending.push(selection.selectionSet);
          continue;
        }
        const fragment = fragments.get(selection.name.value);
        if (!fragment || reached.has(selection.name.value)) continue;
        reached.add(selection.name.value);
        pending.push(fragment.selectionSet);
      }
    }
  };
  const operations = definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition.selectionSet] : [],
  );
  operations.forEach(reach);
  const unreached: SelectionSetNode[] = [];
  for (const definition of definitions) {
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    const { name, selectionSet } = definition;
    // Of fragments with one name the last is the one that is spread.
    if (reached.has(name.value) && fragments.get(name.value) === definition) continue;
    unreached.push(selectionSet);
    reach(selectionSet);
  }
  const together = unreached.flatMap(({ selections }) => selections);
  return [...operations, { kind: Kind.SELECTION_SET, selections: together }];
}

/**
 * Linear in the document: each fragment is measured once.
 * @param maxDepth beyond it nothing is looked at, and the depth is Infinity, as it is of circular fragments
 */
export function measureExpansion(
  roots: readonly SelectionSetNode[],
  fragments: Fragments,
  maxDepth: number,
): ExpandedCounts {
  const measureSet = createMeasure(fragments, maxDepth);
  const sizes = roots.map((set) => measureSet(set, 1));
  const total = sizes.reduce((sum, { fields }) => sum + fields, 0);
  return {
    // Validation goes through all operations: of all together there may be twice as many as of one.
    fields: Math.max(...sizes.map(({ fields }) => fields), Math.ceil(total / 2)),
    depth: Math.max(...sizes.map(({ depth }) => depth)),
    // The last is of fragments that no operation reaches.
    rootFields: Math.max(0, ...sizes.slice(0, -1).map(({ top }) => top)),
  };
}

/** A fragment within itself has no end: its depth is Infinity. */
function createMeasure(fragments: Fragments, maxDepth: number) {
  const measured = new Map<string, Size>();
  const measureFragment = (name: string, level: number): Size => {
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, tooDeep);
    const fragment = fragments.get(name);
    const size = fragment ? measureSet(fragment.selectionSet, level) : unexpanded;
    measured.set(name, size);
    return size;
  };
  const measureSelection = (selection: SelectionNode, level: number): Size => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return measureFragment(selection.name.value, level);
    if (!selection.selectionSet) return unexpanded;
    const inner = measureSet(selection.selectionSet, level);
    return selection.kind === Kind.FIELD ? { ...inner, fields: 1 + inner.fields, top: 1 } : inner;
  };
  const measureSet = ({ selections }: SelectionSetNode, level: number): Size => {
    if (level > maxDepth) return tooDeep;
    let fields = 0;
    let top = 0;
    let depth = 0;
    for (const selection of selections) {
      const size = measureSelection(selection, level + 1);
      fields += size.fields;
      top += size.top;
      depth = Math.max(depth, size.depth);
    }
    return { fields, top, depth: 1 + depth };
  };
  return measureSet;
}
