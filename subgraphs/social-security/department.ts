// 社保 (人社 and 医保): social insurance, medical insurance and the social-security card.
import type { DepartmentDefinition } from '../kit/department.js';
import { migrations } from './migrations.js';
import { createSocialSecurityRecords, type SocialSecurityRecords } from './records.js';
import { resolvers } from './resolvers.js';

export const socialSecurity: DepartmentDefinition<SocialSecurityRecords> = {
  name: 'social-security',
  migrations,
  resolvers,
  createRecords: createSocialSecurityRecords,
};
