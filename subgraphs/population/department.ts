// 人口 (公安): the population register.
import type { DepartmentDefinition } from '../kit/department.js';
import { identityRoute } from './identity.js';
import { migrations } from './migrations.js';
import { createPopulationRecords, type PopulationRecords } from './records.js';
import { resolvers } from './resolvers.js';

export const population: DepartmentDefinition<PopulationRecords> = {
  name: 'population',
  migrations,
  resolvers,
  createRecords: createPopulationRecords,
  routes: [identityRoute],
};
