// Refuses operations that would cost far more than they say: the planner expands every fragment wherever it is spread.
import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { GatewayError } from '../errors.js';

/**
 * What an operation may have at most, fragments expanded. 2 KB of fragments that double twenty times ended the process
 * in the planner (out of memory); at these limits the slowest operation found so far blocks the event loop for some 100 ms.
 * The largest registered operation has 226 fields, 9 levels and one root field.
 */
export const operationLimits = { fields: 1_000, depth: 30, rootFields: 20, conditions: 10 } as const;

interface Size {
  readonly fields: number;
  /** Fields at the first level alone. */
  readonly top: number;
  readonly depth: number;
}

const nothing: Size = { fields: 0, top: 0, depth: 0 };

/**
 * Linear in the document: each fragment is measured once.
 * @throws GatewayError LIMIT_EXCEEDED that names the limit
 */
export function limitOperation(document: DocumentNode, operation: OperationDefinitionNode): void {
  // Apollo Server keeps the documents of equal queries, so a page is measured once (11 µs).
  if (withinLimits.has(operation)) return;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const { fields, top, depth } = createMeasure(fragments)(operation.selectionSet);
  refuseAbove('fields', fields);
  refuseAbove('depth', depth);
  refuseAbove('rootFields', top);
  refuseAbove('conditions', countConditions(document));
  withinLimits.add(operation);
}

const withinLimits = new WeakSet<OperationDefinitionNode>();

/** Validation has refused circular fragments before; one that is being measured counts as empty all the same. */
function createMeasure(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
  const measured = new Map<string, Size>();
  const measureFragment = (name: string): Size => {
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, nothing);
    const fragment = fragments.get(name);
    const size = fragment ? measureSet(fragment.selectionSet) : nothing;
    measured.set(name, size);
    return size;
  };
  const measureSelection = (selection: SelectionNode): Size => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return measureFragment(selection.name.value);
    const inner = selection.selectionSet ? measureSet(selection.selectionSet) : nothing;
    return selection.kind === Kind.FIELD
      ? { fields: 1 + inner.fields, top: 1, depth: 1 + inner.depth }
      : inner;
  };
  const measureSet = ({ selections }: SelectionSetNode): Size =>
    selections.map(measureSelection).reduce(
      (sum, size) => ({
        fields: sum.fields + size.fields,
        top: sum.top + size.top,
        depth: Math.max(sum.depth, size.depth),
      }),
      nothing,
    );
  return measureSet;
}

/** Different variables behind @include and @skip: the planner plans for every combination. */
function countConditions(document: DocumentNode): number {
  const variables = new Set<string>();
  const pending: (SelectionSetNode | undefined)[] = document.definitions.map((definition) =>
    'selectionSet' in definition ? definition.selectionSet : undefined,
  );
  while (pending.length > 0) {
    for (const selection of pending.pop()?.selections ?? []) {
      for (const directive of selection.directives ?? []) {
        const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
        if (value?.kind === Kind.VARIABLE) variables.add(value.name.value);
      }
      if (selection.kind !== Kind.FRAGMENT_SPREAD) pending.push(selection.selectionSet);
    }
  }
  return variables.size;
}

const names: Record<keyof typeof operationLimits, { zh: string; en: string }> = {
  fields: { zh: '字段数（展开片段后）', en: 'fields, with fragments expanded' },
  depth: { zh: '嵌套层数', en: 'levels of nesting' },
  rootFields: { zh: '根字段数', en: 'root fields' },
  conditions: { zh: '@include 和 @skip 中的变量数', en: 'variables in @include and @skip' },
};

function refuseAbove(limit: keyof typeof operationLimits, count: number): void {
  const most = operationLimits[limit];
  if (count <= most) return;
  throw new GatewayError('LIMIT_EXCEEDED', 400, {
    zh: `操作过大：${names[limit].zh}最多 ${most}。请分成几个操作。`,
    en: `The operation is too large: at most ${most} ${names[limit].en}. Split it into several.`,
  });
}
