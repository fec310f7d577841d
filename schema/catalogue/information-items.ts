// The information items (信息项) of each resource, read from the departments' SDL: a list kept by hand would drift from what is served.
import { Kind, parse, type FieldDefinitionNode, type TypeNode } from 'graphql';
import { departmentNames } from '../contract/departments.js';
import { departmentSdl } from '../files.js';
import type { InformationItem, InformationItemType, LocalisedText } from './catalogue-resource.js';

/** Scalars that aren't text; enums and value types (a code, a fraction, a masked person) are carried as text. */
const typeOfScalar: Readonly<Record<string, InformationItemType>> = {
  Int: 'INTEGER',
  Boolean: 'BOOLEAN',
  Decimal: 'DECIMAL',
  Date: 'DATE',
  DateTime: 'DATETIME',
};
const valueTypes = new Set(['Coded', 'Fraction', 'RelatedPerson']);

/** Catalogue resource → its items, in the order of the SDL. */
export function readInformationItems(): ReadonlyMap<string, readonly InformationItem[]> {
  const items = new Map<string, Map<string, InformationItem>>();
  for (const department of departmentNames) {
    for (const { resource, item } of itemsOf(departmentSdl(department))) {
      const known = items.get(resource) ?? new Map<string, InformationItem>();
      if (!known.has(item.coordinate)) items.set(resource, known.set(item.coordinate, item));
    }
  }
  return new Map([...items].map(([resource, known]) => [resource, [...known.values()]]));
}

/** Fields that lead to further fields and opaque ids made for the graph are no items. */
function itemsOf(sdl: string): { resource: string; item: InformationItem }[] {
  const { definitions } = parse(sdl);
  const objects = definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
  const leadsOn = new Set(objects.map(({ name }) => name.value).filter((name) => !valueTypes.has(name)));
  return objects.flatMap(({ name, fields = [] }) =>
    fields
      .filter((field) => !leadsOn.has(typeNameOf(field.type)) && isDatum(field))
      .map((field) => ({
        resource: resourceOf(field),
        item: {
          name: itemName(field),
          type: typeOfScalar[typeNameOf(field.type)] ?? 'STRING',
          coordinate: `${name.value}.${field.name.value}`,
        },
      })),
  );
}

function isDatum(field: FieldDefinitionNode): boolean {
  return field.name.value !== 'id' && resourceOf(field) !== '';
}

function resourceOf(field: FieldDefinitionNode): string {
  const sharing = field.directives?.find(({ name }) => name.value === 'sharing');
  const value = sharing?.arguments?.find(({ name }) => name.value === 'resource')?.value;
  return value?.kind === Kind.STRING ? value.value : '';
}

/** The Chinese term of the description, and the first clause of the English that follows it. */
function itemName(field: FieldDefinitionNode): LocalisedText {
  const [zh = '', ...english] = (field.description?.value ?? field.name.value).split('. ');
  const clause = english.join('. ').split(/,? e\.g\.|[;:]\s|\.\s|\.$/)[0] ?? '';
  return { zh: zh.replace(/\.$/, ''), en: clause === '' ? field.name.value : clause };
}

function typeNameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : typeNameOf(type.type);
}
