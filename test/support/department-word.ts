// Tells a gateway of changes as a department of the development city does.
import { parseAssertionKeys } from '../../schema/contract/assertion.js';
import type { DepartmentName } from '../../schema/contract/departments.js';
import {
  invalidationHeader,
  invalidationPath,
  type Invalidation,
  type InvalidationAnswer,
} from '../../schema/contract/invalidation.js';
import { developmentAssertionKeys } from '../../scripts/development-keys.js';
import { signForTest } from './sign-invalidation.js';
import type { TestGateway } from './shared-city.js';

/** Resolves once the gateway has answered. @throws Error when it refuses */
export async function tellChanged(
  gateway: Pick<TestGateway, 'url'>,
  department: DepartmentName,
  ...invalidations: readonly Invalidation[]
): Promise<InvalidationAnswer> {
  const body = JSON.stringify({ invalidations });
  const [key] = parseAssertionKeys(developmentAssertionKeys(department));
  const response = await fetch(gateway.url + invalidationPath, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [invalidationHeader]: signForTest({ department, key, body }),
    },
    body,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The gateway answered ${response.status}: ${text}`);
  return JSON.parse(text) as InvalidationAnswer;
}
