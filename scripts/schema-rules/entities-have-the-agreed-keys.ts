// Citizens go by residentId, and by id in population alone; units by unitCode, dwellings by houseCode; nothing else is an entity.
import type { DepartmentName } from '../../schema/contract/departments.js';
import { groupBy } from './group-by.js';
import { keysOf, typesWithFields, type FieldsNode } from './schema-fields.js';
import type { DepartmentSchema, SchemaRule, Violation } from './schema-rule.js';

export const entitiesHaveTheAgreedKeys: SchemaRule = ({ departments }) =>
  departments.flatMap((department) => [...withoutCitizen(department), ...wrongKeys(department)]);

function withoutCitizen({ name, document }: DepartmentSchema): Violation[] {
  if (typesWithFields(document).some((type) => type.name.value === 'Citizen')) return [];
  return [
    {
      coordinate: 'Citizen',
      subgraph: name,
      problem: 'is not defined, so nobody can ask this department about a citizen.',
      remedy: 'Define it with @key(fields: "residentId").',
    },
  ];
}

function wrongKeys({ name, document }: DepartmentSchema): Violation[] {
  const types = groupBy(typesWithFields(document), (type) => type.name.value);
  return [...types].flatMap(([typeName, nodes]) => {
    const given = nodes.flatMap(keysOf).sort();
    const agreed = agreedKeys(typeName, name);
    const violations: Violation[] = [];
    if (given.join() !== agreed.join()) {
      violations.push({
        coordinate: typeName,
        subgraph: name,
        problem: `has the keys ${quoted(given)}.`,
        remedy: `Give it ${quoted(agreed)}: with others the planner asks by what a department can't resolve.`,
      });
    }
    if (typeName === 'Citizen' && name !== 'population' && definesId(nodes)) {
      violations.push({
        coordinate: 'Citizen.id',
        subgraph: name,
        problem: 'is defined outside the population register.',
        remedy: 'Take it out: population alone knows it.',
      });
    }
    return violations;
  });
}

function agreedKeys(typeName: string, department: DepartmentName): string[] {
  switch (typeName) {
    case 'Citizen':
      return department === 'population' ? ['id', 'residentId'] : ['residentId'];
    case 'RealEstateUnit':
      return ['unitCode'];
    case 'Dwelling':
      return ['houseCode'];
    default:
      return [];
  }
}

function definesId(nodes: readonly FieldsNode[]): boolean {
  return nodes.some(({ fields = [] }) => fields.some(({ name }) => name.value === 'id'));
}

function quoted(keys: readonly string[]): string {
  return keys.length === 0 ? 'none' : keys.map((key) => `"${key}"`).join(' and ');
}
