// 民政 (with 残联): marriage, assistance, old age, children, disability and funerals.
import type { DepartmentDefinition } from '../kit/department.js';
import { migrations } from './migrations.js';
import { createCivilAffairsRecords, type CivilAffairsRecords } from './records.js';
import { resolvers } from './resolvers.js';

export const civilAffairs: DepartmentDefinition<CivilAffairsRecords> = {
  name: 'civil-affairs',
  migrations,
  resolvers,
  createRecords: createCivilAffairsRecords,
};
