// `POST /identity`: which citizen a login belongs to. For the gateway, before it lets anybody in.
import type { Identity, IdentityResponse } from '../../schema/contract/identity.js';
import type { Database } from '../kit/database.js';
import { RouteRefused, type DepartmentRoute } from '../kit/department.js';

export const identityRoute: DepartmentRoute = {
  path: '/identity',
  protection: 'assertion',
  async handle({ body, assertion, database }): Promise<IdentityResponse> {
    if (assertion?.claims.caller.kind !== 'gateway') throw new RouteRefused(403, 'for the gateway alone');
    const { issuer, subject } = readRequest(body);
    return { identity: await findIdentity(database, issuer, subject) };
  },
};

interface IdentityRow {
  id: string;
  level: string;
  vitalStatus: string;
  hukouStatus: string;
  numbers: string[];
}

async function findIdentity(database: Database, issuer: string, subject: string): Promise<Identity | null> {
  const [row] = await database.query<IdentityRow>(
    `SELECT citizen.id, citizen.real_name_level AS level, vital_status AS "vitalStatus", hukou_status AS "hukouStatus",
            array_agg(number ORDER BY number = resident_number DESC, valid_to DESC NULLS FIRST, number) AS numbers
       FROM population.login
       JOIN population.citizen ON citizen.id = login.citizen_id
       JOIN population.identity_number ON identity_number.citizen_id = citizen.id
      WHERE issuer = $1 AND subject = $2
      GROUP BY citizen.id`,
    [issuer, subject],
  );
  if (!row) return null;
  return { id: row.id, numbers: row.numbers, level: row.level, status: statusOf(row) };
}

function statusOf({ vitalStatus, hukouStatus }: IdentityRow): Identity['status'] {
  if (vitalStatus === 'DECEASED') return 'DECEASED';
  return hukouStatus === 'CANCELLED' ? 'CANCELLED' : 'ACTIVE';
}

function readRequest(body: Buffer): { issuer: string; subject: string } {
  try {
    const { issuer, subject } = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
    if (isName(issuer) && isName(subject)) return { issuer, subject };
  } catch {
    // Refused below.
  }
  throw new RouteRefused(400, 'issuer and subject are strings without control characters');
}

/** PostgreSQL's text can't hold NUL, and no issuer gives its citizens names with characters that can't be seen. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && !/\p{Cc}/u.test(value);
}
