// Look-ups of the population register, batched within a request.
import type { AssertedSubject } from '../../schema/contract/assertion.js';
import type { Database } from '../kit/database.js';
import type { DepartmentContext } from '../kit/department.js';
import { first, loadByKey } from '../kit/loaders.js';
import type * as citizenKit from '../kit/citizen.js';
import type {
  IdentityNumberKind,
  MigrationKind,
  RealNameLevel,
  Sex,
  VitalStatusKind,
  HukouStatusKind,
} from './generated.js';

export interface CitizenParent extends citizenKit.CitizenParent {
  readonly id: string;
}

export interface CitizenRow {
  name: string;
  formerName: string | null;
  sex: Sex;
  birthDate: string;
  ethnicity: string | null;
  nationality: string;
  photo: string | null;
  phone: string | null;
  realNameLevel: RealNameLevel;
  vitalStatus: VitalStatusKind;
  diedOn: string | null;
  vitalRecordedOn: string | null;
  hukouStatus: HukouStatusKind;
  hukouSince: string | null;
  householdId: number | null;
  relationToHead: string | null;
}

export interface HouseholdParent {
  id: string;
  rowId: number;
  number: string;
  kind: string;
  address: string;
  area: string;
  establishedOn: string | null;
}

interface NumberRow {
  number: string;
  kind: IdentityNumberKind;
  validFrom: string | null;
  validTo: string | null;
  endReason: string | null;
}

interface DocumentRow {
  id: number;
  kind: IdentityNumberKind;
  issuedBy: string;
  validFrom: string;
  validTo: string | null;
  status: string;
}

interface PermitRow {
  id: number;
  number: string;
  address: string;
  area: string;
  validFrom: string;
  validTo: string;
  status: string;
}

interface MigrationRow {
  id: number;
  kind: MigrationKind;
  fromArea: string | null;
  toArea: string | null;
  movedOn: string;
  reason: string | null;
}

export type PopulationRecords = ReturnType<typeof createPopulationRecords>;
export type Context = DepartmentContext<PopulationRecords>;

export function createPopulationRecords(database: Database) {
  return {
    citizens: loadByKey<string, CitizenRow>(
      database,
      `SELECT id AS owner, name, former_name AS "formerName", sex, birth_date AS "birthDate", ethnicity, nationality, photo, phone,
              real_name_level AS "realNameLevel", vital_status AS "vitalStatus", died_on AS "diedOn",
              vital_recorded_on AS "vitalRecordedOn", hukou_status AS "hukouStatus", hukou_since AS "hukouSince",
              household_id AS "householdId", relation_to_head AS "relationToHead"
         FROM population.citizen WHERE id = ANY($1::uuid[])`,
    ),
    numbers: loadByKey<string, NumberRow>(
      database,
      `SELECT citizen_id AS owner, number, kind, valid_from AS "validFrom", valid_to AS "validTo", end_reason AS "endReason"
         FROM population.identity_number WHERE citizen_id = ANY($1::uuid[])
        ORDER BY valid_to DESC NULLS FIRST, valid_from DESC, number`,
    ),
    documents: loadByKey<string, DocumentRow>(
      database,
      `SELECT citizen_id AS owner, id, kind, issued_by AS "issuedBy", valid_from AS "validFrom", valid_to AS "validTo", status
         FROM population.identity_document WHERE citizen_id = ANY($1::uuid[]) ORDER BY valid_from DESC, id`,
    ),
    households: loadByKey<number, Omit<HouseholdParent, 'id'>>(
      database,
      `SELECT id AS owner, id AS "rowId", number, kind, address, area, established_on AS "establishedOn"
         FROM population.household WHERE id = ANY($1::bigint[])`,
    ),
    householdMembers: loadByKey<number, { name: string; relation: string | null; head: boolean }>(
      database,
      `SELECT member.household_id AS owner, member.name, member.relation_to_head AS relation, member.id = household.head_id AS head
         FROM population.citizen member JOIN population.household ON household.id = member.household_id
        WHERE member.household_id = ANY($1::bigint[]) AND member.hukou_status = 'REGISTERED'
        ORDER BY member.birth_date, member.id`,
    ),
    permits: loadByKey<string, PermitRow>(
      database,
      `SELECT citizen_id AS owner, id, number, address, area, valid_from AS "validFrom", valid_to AS "validTo", status
         FROM population.residence_permit WHERE citizen_id = ANY($1::uuid[]) ORDER BY valid_from DESC, id`,
    ),
    migrations: loadByKey<string, MigrationRow>(
      database,
      `SELECT citizen_id AS owner, id, kind, from_area AS "fromArea", to_area AS "toArea", moved_on AS "movedOn", reason
         FROM population.migration WHERE citizen_id = ANY($1::uuid[]) ORDER BY moved_on DESC, id`,
    ),
  };
}

/** The register's row of a citizen; null when the register has lost it since the assertion was made. */
export async function loadCitizen(
  records: PopulationRecords,
  subject: AssertedSubject,
): Promise<CitizenRow | null> {
  return first(await records.citizens.load(subject.id));
}
