// Names of the variables that gateway and departments share.
import type { DepartmentName } from '../../schema/contract/departments.js';

/** `DEPARTMENT_SOCIAL_SECURITY_URL`. */
export function departmentVariable(
  name: DepartmentName,
  what: 'URL' | 'KEYS' | 'DATABASE_URL' | 'PORT',
): string {
  return `DEPARTMENT_${name.replaceAll('-', '_').toUpperCase()}_${what}`;
}
