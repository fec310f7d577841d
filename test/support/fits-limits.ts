// Whether the gateway would take an operation for too large, counted without the gateway's code.
import { Kind, parse, visit, type DocumentNode, type SelectionSetNode } from 'graphql';

/** Of the gateway: an operation must stay below. */
const limits = { fields: 1_000, tokens: 10_000, aliases: 500, directives: 500, fragments: 250 };

export function fitsLimits(query: string): boolean {
  try {
    const document = parse(query, { maxTokens: limits.tokens });
    return countFields(document) <= limits.fields && fitsNodes(document);
  } catch {
    return false;
  }
}

/** Fields of the whole document as one operation has them, each fragment counted wherever it is spread. */
function countFields({ definitions }: DocumentNode): number {
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

function fitsNodes(document: DocumentNode): boolean {
  const counts = { aliases: 0, directives: 0, fragments: 0 };
  visit(document, {
    Field: ({ alias }) => void (counts.aliases += alias ? 1 : 0),
    Directive: () => void (counts.directives += 1),
    FragmentDefinition: () => void (counts.fragments += 1),
  });
  return (['aliases', 'directives', 'fragments'] as const).every((name) => counts[name] <= limits[name]);
}
