// Which citizens numbers and names belong to, in a time that doesn't tell an unknown number from a wrong name.
import type { Identity, Lookup } from '../../schema/contract/identity.js';
import { normaliseName } from '../../schema/contract/person-name.js';
import { canonicalNumber, legacyToCanonical } from '../../schema/contract/resident-id.js';
import type { Queryable } from '../kit/database.js';

interface CandidateRow {
  /** From 1; two rows for each look-up. */
  place: number;
  id: string | null;
  level: string | null;
  numbers: string[] | null;
}

/**
 * Every candidate number is taken to the nearest one on record, at or after it, and from there to a citizen, the name and
 * all numbers, before anything is compared: an unknown number costs the very same probes as a known one.
 * The register's first number stands in when nothing follows, and is fetched in any case.
 */
const matchingCitizens = `
  SELECT asked.place,
         CASE WHEN compared.matched THEN holder.id END AS id,
         CASE WHEN compared.matched THEN holder.real_name_level END AS level,
         CASE WHEN compared.matched THEN held.numbers END AS numbers
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (number, name_key, place)
    LEFT JOIN LATERAL (
      SELECT number, citizen_id
        FROM ((SELECT number, citizen_id, 1 AS rank FROM population.identity_number
                WHERE identity_number.number >= asked.number ORDER BY number LIMIT 1)
              UNION ALL
              (SELECT number, citizen_id, 2 FROM population.identity_number ORDER BY number LIMIT 1)) AS either
       ORDER BY rank LIMIT 1
    ) AS nearest ON true
    LEFT JOIN LATERAL (
      SELECT id, resident_number, name_key, real_name_level, sealed, vital_status, hukou_status
        FROM population.citizen WHERE citizen.id = nearest.citizen_id LIMIT 1
    ) AS holder ON true
    LEFT JOIN LATERAL (
      SELECT array_agg(number ORDER BY number = holder.resident_number DESC, valid_to DESC NULLS FIRST, number) AS numbers
        FROM population.identity_number WHERE identity_number.citizen_id = nearest.citizen_id
    ) AS held ON true
   CROSS JOIN LATERAL (
      SELECT nearest.number = asked.number AND holder.name_key = asked.name_key AND asked.name_key <> ''
             AND NOT holder.sealed AND holder.vital_status <> 'DECEASED' AND holder.hukou_status <> 'CANCELLED' AS matched
    ) AS compared
   ORDER BY asked.place`;

/** One query for all. In the order of the look-ups; null where number and name don't belong to one living citizen. */
export async function matchLookups(
  database: Queryable,
  lookups: readonly Lookup[],
): Promise<(Identity | null)[]> {
  const rows = await database.query<CandidateRow>(matchingCitizens, [
    lookups.flatMap(({ number }) => candidates(number).map(withoutNul)),
    lookups.flatMap(({ name }) => {
      const key = withoutNul(normaliseName(name));
      return [key, key];
    }),
  ]);
  return lookups.map((_lookup, index) => onlyOne(rows.slice(2 * index, 2 * index + 2)));
}

/** The two forms that one number may stand on record in; where there is but one it is looked up twice. */
function candidates(number: string): [string, string] {
  const canonical = canonicalNumber(number);
  const key = canonical.ok ? canonical.value : number;
  return [key, legacyForm(key) ?? number];
}

function legacyForm(canonical: string): string | undefined {
  const legacy = canonical.slice(0, 6) + canonical.slice(8, 17);
  return /^\d{15}$/.test(legacy) && legacyToCanonical(legacy) === canonical ? legacy : undefined;
}

/** PostgreSQL's text can't hold NUL; no number and no name on record is empty. */
function withoutNul(text: string): string {
  return text.includes('\0') ? '' : text;
}

/** Old and new form of one number can be on record for two people (重号); of the same name even, then neither is meant. */
function onlyOne(rows: readonly CandidateRow[]): Identity | null {
  const [found, other] = rows.flatMap(({ id, level, numbers }) =>
    id !== null && level !== null && numbers !== null
      ? [{ id, numbers, level, status: 'ACTIVE' as const }]
      : [],
  );
  return !found || (other && other.id !== found.id) ? null : found;
}
