// `POST /identity`: whom a login, or a number and a name, belongs to. For the gateway, before it asks anything else.
import {
  maxLookups,
  type Identity,
  type IdentityRequest,
  type IdentityResponse,
  type Lookup,
  type LookupsRequest,
  type LookupsResponse,
} from '../../schema/contract/identity.js';
import type { Database } from '../kit/database.js';
import { RouteRefused, type DepartmentRoute } from '../kit/department.js';
import { matchLookups } from './match-lookups.js';

export const identityRoute: DepartmentRoute = {
  path: '/identity',
  protection: 'assertion',
  async handle({ body, assertion, database }): Promise<IdentityResponse | LookupsResponse> {
    if (assertion?.claims.caller.kind !== 'gateway') throw new RouteRefused(403, 'for the gateway alone');
    const request = readRequest(body);
    if ('lookups' in request) return { matches: await matchLookups(database, request.lookups) };
    return { identity: await findIdentity(database, request.issuer, request.subject) };
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

function readRequest(body: Buffer): IdentityRequest | LookupsRequest {
  try {
    const { issuer, subject, lookups } = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
    if (isName(issuer) && isName(subject)) return { issuer, subject };
    if (isLookups(lookups)) return { lookups };
  } catch {
    // Refused below.
  }
  throw new RouteRefused(
    400,
    `issuer and subject are strings without control characters, or lookups 1 to ${maxLookups} pairs of number and name`,
  );
}

function isLookups(value: unknown): value is Lookup[] {
  return (
    Array.isArray(value) &&
    value.length >= 1 &&
    value.length <= maxLookups &&
    value.every(
      (lookup: Partial<Lookup> | null) =>
        typeof lookup?.number === 'string' && typeof lookup.name === 'string',
    )
  );
}

/** PostgreSQL's text can't hold NUL, and no issuer gives its citizens names with characters that can't be seen. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && !/\p{Cc}/u.test(value);
}
