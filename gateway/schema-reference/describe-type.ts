// One type of the API with its fields, arguments, values or members.
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLType,
} from 'graphql';
import { getNamedType } from 'graphql';
import { html, type Html } from '../http/html.js';
import { describeFieldFacts } from './field-facts.js';
import type { SchemaFacts } from './schema-facts.js';

export function describeType(type: GraphQLNamedType, facts: SchemaFacts): Html {
  return html`<section id="${type.name}" class="type">
    <h2><a href="#${type.name}">${type.name}</a> <small>${kindOf(type)}</small></h2>
    ${describe(type.description)} ${partsOf(type, facts)}
  </section>`;
}

function kindOf(type: GraphQLNamedType): string {
  if (isObjectType(type)) return '对象 object';
  if (isInterfaceType(type)) return '接口 interface';
  if (isUnionType(type)) return '联合 union';
  if (isEnumType(type)) return '枚举 enum';
  return isInputObjectType(type) ? '输入 input' : '标量 scalar';
}

function partsOf(type: GraphQLNamedType, facts: SchemaFacts): readonly Html[] {
  if (isObjectType(type) || isInterfaceType(type))
    return Object.values(type.getFields()).map((field) => describeField(type.name, field, facts));
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => describeInput(type.name, field));
  if (isEnumType(type))
    return type
      .getValues()
      .map(({ name, description, deprecationReason }) =>
        part(
          type.name,
          name,
          html`<code>${name}</code>`,
          html`${describe(description)}${deprecation(deprecationReason)}`,
        ),
      );
  if (isUnionType(type)) return [html`<p>${type.getTypes().map((member) => html`${linkTo(member)} `)}</p>`];
  return [];
}

/** `Citizen.pension` is its anchor, as in absences and plans. */
function part(typeName: string, name: string, heading: Html, body: Html): Html {
  const id = `${typeName}.${name}`;
  return html`<article id="${id}">
    <h3><a href="#${id}" aria-label="${id}">#</a> ${heading}</h3>
    ${body}
  </article>`;
}

function describeField(typeName: string, field: GraphQLField<unknown, unknown>, facts: SchemaFacts): Html {
  const { name, args, type, description, deprecationReason } = field;
  const heading = html`<code>${name}${args.length > 0 ? '(…)' : ''}: ${linkTo(type)}</code>`;
  const body = html`${describe(description)} ${deprecation(deprecationReason)}
  ${
    args.length > 0
      ? html`<ul class="arguments">
          ${args.map(describeArgument)}
        </ul>`
      : ''
  }
  ${describeFieldFacts(`${typeName}.${name}`, facts)}`;
  return part(typeName, name, heading, body);
}

function describeArgument(argument: GraphQLArgument): Html {
  return html`<li>
    <code>${argument.name}: ${linkTo(argument.type)}${defaultOf(argument)}</code>
    ${argument.description ?? ''}
  </li>`;
}

function describeInput(typeName: string, field: GraphQLInputField): Html {
  const heading = html`<code>${field.name}: ${linkTo(field.type)}${defaultOf(field)}</code>`;
  return part(
    typeName,
    field.name,
    heading,
    html`${describe(field.description)}${deprecation(field.deprecationReason)}`,
  );
}

function defaultOf({ defaultValue }: GraphQLArgument | GraphQLInputField): string {
  return defaultValue === undefined ? '' : ` = ${JSON.stringify(defaultValue)}`;
}

function describe(description: string | null | undefined): Html | '' {
  return description ? html`<p class="description">${description}</p>` : '';
}

function deprecation(reason: string | null | undefined): Html | '' {
  return reason ? html`<p class="deprecated"><strong>弃用 Deprecated</strong> ${reason}</p>` : '';
}

/** `[Account!]!` with the name as a link; GraphQL's own scalars have no section. */
function linkTo(type: GraphQLType): Html {
  const named = getNamedType(type);
  const { name } = named;
  if (isSpecifiedScalarType(named)) return html`${String(type)}`;
  const [before = '', after = ''] = String(type).split(name);
  return html`${before}<a href="#${name}">${name}</a>${after}`;
}
