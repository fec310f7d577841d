// Whether the gateway would take an operation for too large, counted without the gateway's code.
import { Kind, parse, type SelectionSetNode } from 'graphql';

/** Of the gateway: an operation must stay below. */
const limits = { fields: 1_000, tokens: 10_000 };

export function fitsLimits(query: string): boolean {
  try {
    return countFields(query) <= limits.fields;
  } catch {
    return false;
  }
}

/** Fields of the whole document as one operation has them, each fragment counted wherever it is spread. */
function countFields(query: string): number {
  const { definitions } = parse(query, { maxTokens: limits.tokens });
  const fragments = new Map(
    definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one.selectionSet] as const] : [],
    ),
  );
  const counted = new Map<string, number>();
  const countFragment = (name: string): number => {
    const set = fragments.get(name);
    const fields = counted.get(name) ?? (set ? count(set) : 0);
    counted.set(name, fields);
    return fields;
  };
  const count = ({ selections }: SelectionSetNode): number =>
    selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return sum + countFragment(selection.name.value);
      const inner = selection.selectionSet ? count(selection.selectionSet) : 0;
      return sum + inner + (selection.kind === Kind.FIELD ? 1 : 0);
    }, 0);
  return Math.max(
    ...definitions.map((one) => (one.kind === Kind.OPERATION_DEFINITION ? count(one.selectionSet) : 0)),
  );
}
