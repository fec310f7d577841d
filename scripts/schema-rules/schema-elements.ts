// Every named element of an SDL with its coordinate: types, fields, arguments, enum values, input fields.
import {
  Kind,
  type ASTNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type TypeDefinitionNode,
} from 'graphql';

export interface SchemaElement {
  /** As the GraphQL specification writes it: `Query.citizen(name:)`. */
  readonly coordinate: string;
  readonly node:
    TypeDefinitionNode | FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode;
}

const typeDefinitions: ReadonlySet<string> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
]);

/** Directive definitions are left out: clients don't see them. Extensions give their members alone. */
export function schemaElements(document: DocumentNode): SchemaElement[] {
  return document.definitions.flatMap((definition) => {
    if (!('name' in definition) || !definition.name || definition.kind === Kind.DIRECTIVE_DEFINITION)
      return [];
    const type = definition.name.value;
    const members = [
      ...('fields' in definition ? (definition.fields ?? []) : []),
      ...('values' in definition ? (definition.values ?? []) : []),
    ].flatMap((member): SchemaElement[] => membersOf(type, member));
    return isTypeDefinition(definition) ? [{ coordinate: type, node: definition }, ...members] : members;
  });
}

function membersOf(
  type: string,
  member: FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode,
): SchemaElement[] {
  const coordinate = `${type}.${member.name.value}`;
  const given = member.kind === Kind.FIELD_DEFINITION ? (member.arguments ?? []) : [];
  return [
    { coordinate, node: member },
    ...given.map((argument) => ({ coordinate: `${coordinate}(${argument.name.value}:)`, node: argument })),
  ];
}

function isTypeDefinition(node: ASTNode): node is TypeDefinitionNode {
  return typeDefinitions.has(node.kind);
}
