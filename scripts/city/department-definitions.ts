// The five departments of the city, ready to start.
import { parseAssertionKeys } from '../../schema/contract/assertion.js';
import type { DepartmentName } from '../../schema/contract/departments.js';
import { civilAffairs } from '../../subgraphs/civil-affairs/department.js';
import type { DepartmentDefinition } from '../../subgraphs/kit/department.js';
import { land } from '../../subgraphs/land/department.js';
import { population } from '../../subgraphs/population/department.js';
import { socialSecurity } from '../../subgraphs/social-security/department.js';
import { createUtilities } from '../../subgraphs/utilities/department.js';
import { developmentAssertionKeys, developmentPaymentKeys } from '../development-keys.js';
import { departmentVariable } from './department-variable.js';

/** Departments that differ in what they look up are alike to whoever starts them. */
export type AnyDepartment = DepartmentDefinition<unknown>;

export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws Error that names the variable whose keys are malformed */
export function departmentDefinitions(environment: Environment): Record<DepartmentName, AnyDepartment> {
  const paymentKeys = readKeys(environment, 'PAYMENT_NOTIFICATION_KEYS', developmentPaymentKeys);
  return {
    population,
    'social-security': socialSecurity,
    'civil-affairs': civilAffairs,
    land,
    utilities: createUtilities({ paymentKeys }),
  };
}

/** The keys that a department verifies assertions with: the same variable as the gateway's. */
export function assertionKeys(environment: Environment, department: DepartmentName) {
  return readKeys(environment, departmentVariable(department, 'KEYS'), developmentAssertionKeys(department));
}

/** Where the gateway is told of changes, from `INVALIDATION_URLS`. @throws Error when one is no address */
export function invalidationUrls(environment: Environment): readonly string[] {
  const urls = (environment['INVALIDATION_URLS'] ?? '').split(/[\s,]+/).filter((url) => url !== '');
  if (urls.some((url) => !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)))
    throw new Error('INVALIDATION_URLS should be http or https addresses, separated by commas.');
  return urls;
}

function readKeys(environment: Environment, variable: string, developmentKeys: string) {
  const given = environment[variable];
  if (!given && environment['NODE_ENV'] === 'production')
    throw new Error(`${variable} should be set in production, as kid:base64url of at least 32 bytes.`);
  try {
    return parseAssertionKeys(given || developmentKeys);
  } catch (error) {
    throw new Error(
      `${variable} should be kid:base64url[,kid:base64url] of at least 32 bytes: ${error instanceof Error ? error.message : ''}`,
      { cause: error },
    );
  }
}
