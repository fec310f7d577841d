// 自然资源 and 住建: the real-estate register, dwellings and filed tenancies.
import type { DepartmentDefinition } from '../kit/department.js';
import { migrations } from './migrations.js';
import { createLandRecords, type LandRecords } from './records.js';
import { resolvers } from './resolvers.js';

export const land: DepartmentDefinition<LandRecords> = {
  name: 'land',
  migrations,
  resolvers,
  createRecords: createLandRecords,
};
