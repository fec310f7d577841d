// The departments of the city, by the name that their subgraph has in the supergraph.

export const departmentNames = [
  'population',
  'social-security',
  'civil-affairs',
  'land',
  'utilities',
] as const;

export type DepartmentName = (typeof departmentNames)[number];

export function isDepartmentName(name: string): name is DepartmentName {
  return (departmentNames as readonly string[]).includes(name);
}
