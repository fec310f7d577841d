// A mask is one that the gateway knows, stands on text, and is the same in every department.
import type { MaskKind } from '../../schema/contract/mask.js';
import { directiveTexts, fieldsByCoordinate, namedType, type SchemaField } from './schema-fields.js';
import type { SchemaRule, Violation } from './schema-rule.js';

const known: Readonly<Record<MaskKind, true>> = {
  NAME: true,
  RESIDENT_ID: true,
  PHONE: true,
  BANK_CARD: true,
  ADDRESS: true,
  ACCOUNT: true,
  CERTIFICATE: true,
};
const textTypes: ReadonlySet<string> = new Set(['String', 'ResidentId']);

export const masksAreKnownAndAgree: SchemaRule = ({ departments }) =>
  [...fieldsByCoordinate(departments).values()].flatMap((fields) => [
    ...fields.flatMap(unusableMasks),
    ...disagreements(fields),
  ]);

function unusableMasks({ coordinate, subgraph, node }: SchemaField): Violation[] {
  const masks = directiveTexts(node, 'mask', 'as');
  const violations: Violation[] = masks
    .filter((mask) => !Object.hasOwn(known, mask))
    .map((mask) => ({
      coordinate,
      subgraph,
      problem: `has the unknown mask "${mask}".`,
      remedy: `Use one of ${Object.keys(known).join(', ')}.`,
    }));
  if (masks.length > 0 && !textTypes.has(namedType(node.type))) {
    violations.push({
      coordinate,
      subgraph,
      problem: `is masked, but a ${namedType(node.type)} isn't text.`,
      remedy: `Mask the text inside it, or make it one of ${[...textTypes].join(', ')}.`,
    });
  }
  return violations;
}

function disagreements([first, ...others]: readonly SchemaField[]): Violation[] {
  const expected = first && maskOf(first);
  return others
    .filter((field) => maskOf(field) !== expected)
    .map((field) => ({
      coordinate: field.coordinate,
      subgraph: field.subgraph,
      problem: `is masked as ${maskOf(field)} here and as ${expected} in ${first?.subgraph}.`,
      remedy: 'Mask it alike in both.',
    }));
}

function maskOf({ node }: SchemaField): string {
  return directiveTexts(node, 'mask', 'as').join(' and ') || 'nothing';
}
