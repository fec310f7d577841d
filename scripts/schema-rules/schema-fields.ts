// Reads fields, their types and directives from SDL: rules look at it rather than at a built schema, which drops directives.
import {
  Kind,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type TypeNode,
} from 'graphql';
import type { DepartmentName } from '../../schema/contract/departments.js';
import { groupBy } from './group-by.js';
import type { DepartmentSchema } from './schema-rule.js';

export type FieldsNode =
  | ObjectTypeDefinitionNode
  | ObjectTypeExtensionNode
  | InterfaceTypeDefinitionNode
  | InterfaceTypeExtensionNode;

export interface SchemaField {
  readonly subgraph: DepartmentName;
  readonly coordinate: string;
  readonly typeName: string;
  readonly name: string;
  readonly node: FieldDefinitionNode;
}

const kindsWithFields: ReadonlySet<string> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
]);

/** Object and interface types, extensions included. */
export function typesWithFields(document: DocumentNode): FieldsNode[] {
  return document.definitions.filter((node): node is FieldsNode => kindsWithFields.has(node.kind));
}

/** Every field of every department's object and interface types. */
export function allFields(departments: readonly DepartmentSchema[]): SchemaField[] {
  return departments.flatMap(({ name, document }) =>
    typesWithFields(document).flatMap((type) => fieldsOfType(name, type)),
  );
}

export function fieldsOfType(subgraph: DepartmentName, type: FieldsNode): SchemaField[] {
  const typeName = type.name.value;
  return (type.fields ?? []).map((node) => ({
    subgraph,
    coordinate: `${typeName}.${node.name.value}`,
    typeName,
    name: node.name.value,
    node,
  }));
}

/** The same coordinate as the departments define it, for rules about their agreement. */
export function fieldsByCoordinate(departments: readonly DepartmentSchema[]): Map<string, SchemaField[]> {
  return groupBy(allFields(departments), ({ coordinate }) => coordinate);
}

/** The text arguments `argument` of every `@directive` on a node; an argument that isn't text counts as empty. */
export function directiveTexts(
  node: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  directive: string,
  argument: string,
): string[] {
  return (node.directives ?? [])
    .filter(({ name }) => name.value === directive)
    .map(({ arguments: given = [] }) => {
      const value = given.find(({ name }) => name.value === argument)?.value;
      return value?.kind === Kind.STRING ? value.value : '';
    });
}

/** `[Citizen!]!` → `Citizen`. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** The field sets of a type's `@key`s, with single spaces. */
export function keysOf(type: FieldsNode): string[] {
  return directiveTexts(type, 'key', 'fields').map((fields) => fields.trim().replaceAll(/[\s,]+/g, ' '));
}

/** Coordinates of the fields that some department's `@key` names, per department. */
export function keyCoordinates(department: DepartmentSchema): Set<string> {
  return new Set(
    typesWithFields(department.document).flatMap((type) =>
      keysOf(type).flatMap((key) => key.split(' ').map((field) => `${type.name.value}.${field}`)),
    ),
  );
}
