// A mutation's assertion is good once: its id is spent in the department's database, so in every process of it.
import { assertionLifetimeSeconds } from '../../schema/contract/assertion.js';
import { AssertionRefused, type Assertion } from './assertion.js';
import type { Database } from './database.js';

/** @throws AssertionRefused when the assertion has no single-use id, or it has been used */
export async function spendAssertion(
  database: Database,
  schema: string,
  { claims }: Assertion,
): Promise<void> {
  if (!claims.jti) throw new AssertionRefused(403, 'identity assertion is not for a mutation');
  const spent = await database.query(
    `INSERT INTO ${schema}.used_assertion (id, used_at) VALUES ($1, now()) ON CONFLICT DO NOTHING RETURNING id`,
    [claims.jti],
  );
  if (spent.length === 0) throw new AssertionRefused(403, 'identity assertion was used before');
  await database.query(
    `DELETE FROM ${schema}.used_assertion WHERE used_at < now() - make_interval(secs => $1)`,
    [2 * assertionLifetimeSeconds],
  );
}
