// The nullable fields directly on a citizen that an operation asks for: what each one's state is told by.
import {
  getNamedType,
  isCompositeType,
  isAbstractType,
  isNonNullType,
  Kind,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { AccessTable } from '../../gateway/access/access-table.js';
import { fragmentsOf, type Fragments } from '../../gateway/operations/measure-expansion.js';
import { citizenType } from '../../gateway/request-look-ups.js';
import type { ToldFields } from '../../schema/client/operation.js';
import type { OperationProblem, RegisteredOperation } from './read-operations.js';

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
}

interface SelectedField {
  readonly node: FieldNode;
  readonly responseKey: string;
  readonly coordinate: string;
  readonly parent: GraphQLCompositeType;
}

/** Response key of the field → its coordinate, its resource, and the coordinates below it that have a mask. */
export function toldFields(
  schema: GraphQLSchema,
  table: AccessTable,
  operation: RegisteredOperation,
): ToldFields {
  const walk = { schema, fragments: fragmentsOf(operation.document) };
  const told = new Map<string, { coordinate: string; maskable: Set<string> }>();
  for (const field of citizenFields(walk, operation)) {
    if (!isNullable(field)) continue;
    const known = told.get(field.responseKey) ?? { coordinate: field.coordinate, maskable: new Set() };
    told.set(field.responseKey, known);
    for (const coordinate of coordinatesBelow(walk, field))
      if (isMaskable(walk, table, coordinate)) known.maskable.add(coordinate);
  }
  return Object.fromEntries(
    [...told].map(([key, { coordinate, maskable }]) => [
      key,
      [coordinate, table.get(coordinate)?.resource ?? '', ...[...maskable].sort()],
    ]),
  );
}

/** Clients find a field's state by its response key, which therefore must mean one field wherever a citizen is asked for. */
export function ambiguousKeys(schema: GraphQLSchema, operation: RegisteredOperation): OperationProblem[] {
  const walk = { schema, fragments: fragmentsOf(operation.document) };
  const first = new Map<string, string>();
  return citizenFields(walk, operation).flatMap(({ node, responseKey, coordinate }): OperationProblem[] => {
    const known = first.get(responseKey) ?? coordinate;
    first.set(responseKey, known);
    if (known === coordinate) return [];
    const { line, column } = node.loc?.startToken ?? {};
    return [
      {
        file: operation.file,
        ...(line === undefined || column === undefined ? {} : { line, column }),
        problem: `"${responseKey}" stands for ${known} and for ${coordinate}.`,
        remedy: 'Give one of them another alias.',
      },
    ];
  });
}

/** Response keys of the root fields that give citizens: `me`, or an alias. */
export function citizenKeys(schema: GraphQLSchema, operation: RegisteredOperation): Set<string> {
  const walk = { schema, fragments: fragmentsOf(operation.document) };
  return new Set(citizenRoots(walk, operation).map(({ responseKey }) => responseKey));
}

function citizenRoots(walk: Walk, { operation }: RegisteredOperation): SelectedField[] {
  const root = walk.schema.getRootType(operation.operation);
  return root
    ? selectedFields(walk, root, operation.selectionSet).filter(
        (field) => typeOf(field)?.name === citizenType,
      )
    : [];
}

function citizenFields(walk: Walk, operation: RegisteredOperation): SelectedField[] {
  return citizenRoots(walk, operation).flatMap((field) => fieldsBelow(walk, field));
}

function isNullable({ parent, node }: SelectedField): boolean {
  const type = definitionOf(parent, node.name.value)?.type;
  return type !== undefined && !isNonNullType(type);
}

/** A field of an interface comes masked where one of its implementations does. */
function isMaskable({ schema }: Walk, table: AccessTable, coordinate: string): boolean {
  const [typeName = '', field = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  return [typeName, ...types.map(({ name }) => name)].some((name) => table.get(`${name}.${field}`)?.mask);
}

function coordinatesBelow(walk: Walk, field: SelectedField): string[] {
  return fieldsBelow(walk, field).flatMap((inner) => [inner.coordinate, ...coordinatesBelow(walk, inner)]);
}

function fieldsBelow(walk: Walk, field: SelectedField): SelectedField[] {
  const type = typeOf(field);
  return type && field.node.selectionSet ? selectedFields(walk, type, field.node.selectionSet) : [];
}

/** With fragments expanded; without `__typename`. */
function selectedFields(walk: Walk, parent: GraphQLCompositeType, set: SelectionSetNode): SelectedField[] {
  return set.selections.flatMap((selection): SelectedField[] => {
    if (selection.kind === Kind.FIELD) {
      const name = selection.name.value;
      if (name.startsWith('__')) return [];
      const responseKey = (selection.alias ?? selection.name).value;
      return [{ node: selection, responseKey, coordinate: `${parent.name}.${name}`, parent }];
    }
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? walk.fragments.get(selection.name.value) : selection;
    const type = fragment?.typeCondition ? walk.schema.getType(fragment.typeCondition.name.value) : parent;
    return fragment && isCompositeType(type) ? selectedFields(walk, type, fragment.selectionSet) : [];
  });
}

function typeOf({ parent, node }: SelectedField): GraphQLCompositeType | undefined {
  const type = definitionOf(parent, node.name.value)?.type;
  const named = type && getNamedType(type);
  return isCompositeType(named) ? named : undefined;
}

function definitionOf(parent: GraphQLCompositeType, name: string) {
  return 'getFields' in parent ? parent.getFields()[name] : undefined;
}
