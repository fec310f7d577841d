// Look-ups of the real-estate register, the dwellings and the tenancies, batched within a request.
import type { Database } from '../kit/database.js';
import type { DepartmentContext } from '../kit/department.js';
import { loadByKey, loadBySubject } from '../kit/loaders.js';
import type {
  CoOwnership,
  DwellingRelation,
  DwellingRole,
  InheritanceInterest,
  RealEstateRight,
  RegistrationNoticeKind,
  Tenancy,
  TenancyRole,
} from './generated.js';

/** A unit is known by its code alone: a unit that the register hasn't got is a stub with empty fields. */
export interface UnitParent {
  readonly unitCode: string;
}

/** The same for a dwelling. */
export interface DwellingParent {
  readonly houseCode: string;
}

export type RightParent = Omit<RealEstateRight, 'unit' | 'mortgages' | 'seizures' | 'notices'> & {
  readonly rowId: number;
  readonly unitCode: string;
};
export type InheritanceParent = Omit<InheritanceInterest, 'unit'> & UnitParent;
export type DwellingRelationParent = Omit<DwellingRelation, 'dwelling'> & DwellingParent;
export type TenancyParent = Omit<Tenancy, 'dwelling'> & DwellingParent;

interface UnitRow {
  location: string;
  useCode: string;
  area: string;
  floorArea: string | null;
  parcelArea: string | null;
  termFrom: string | null;
  termTo: string | null;
  houseCode: string | null;
}

interface DwellingRow {
  address: string;
  area: string;
  kind: string;
  livingArea: string;
  unitCode: string | null;
}

interface RightRow {
  id: number;
  unitCode: string;
  certificateNumber: string;
  kind: string;
  nature: string;
  coOwnership: CoOwnership;
  registeredOn: string;
  status: string;
  numerator: number;
  denominator: number;
  /** Every holder, the asked one included. */
  holders: { number: string; name: string }[];
}

interface MortgageRow {
  id: number;
  certificateNumber: string;
  mortgagee: string;
  amountSecured: string;
  from: string;
  to: string;
  status: string;
}

interface SeizureRow {
  id: number;
  kind: string;
  authority: string;
  document: string;
  from: string | null;
  to: string | null;
  scope: string;
  queuePosition: number;
}

interface NoticeRow {
  id: number;
  kind: RegistrationNoticeKind;
  applicantName: string;
  registeredOn: string;
  lapsesOn: string | null;
}

interface InheritanceRow {
  id: number;
  deceasedName: string;
  /** What the heir is to the deceased, GB/T 4761. */
  relation: string;
  numerator: number;
  denominator: number;
  openedOn: string;
  status: string;
  certificateNumber: string;
  unitCode: string;
}

interface DwellingRelationRow {
  id: number;
  houseCode: string;
  role: DwellingRole;
  since: string;
  until: string | null;
}

interface TenancyRow {
  id: number;
  houseCode: string;
  filingNumber: string;
  monthlyRent: string;
  from: string;
  to: string;
  status: string;
  role: TenancyRole;
  /** Every party, the asked one included. */
  parties: { number: string; name: string; role: TenancyRole }[];
}

export type LandRecords = ReturnType<typeof createLandRecords>;
export type Context = DepartmentContext<LandRecords>;

export function createLandRecords(database: Database) {
  return {
    units: loadByKey<string, UnitRow>(
      database,
      `SELECT code AS owner, location, use_code AS "useCode", area, floor_area AS "floorArea", parcel_area AS "parcelArea",
              term_from AS "termFrom", term_to AS "termTo", house_code AS "houseCode"
         FROM land.unit WHERE code = ANY($1::text[])`,
    ),
    dwellings: loadByKey<string, DwellingRow>(
      database,
      `SELECT house_code AS owner, address, area, kind, living_area AS "livingArea", unit_code AS "unitCode"
         FROM land.dwelling WHERE house_code = ANY($1::text[])`,
    ),
    rights: loadBySubject<RightRow>(
      database,
      `SELECT mine.resident_number AS owner, property_right.id, unit_code AS "unitCode", certificate_number AS "certificateNumber",
              kind, nature, co_ownership AS "coOwnership", registered_on AS "registeredOn", status,
              mine.share_numerator AS numerator, mine.share_denominator AS denominator,
              (SELECT json_agg(json_build_object('number', resident_number, 'name', name) ORDER BY resident_number)
                 FROM land.right_holder every WHERE every.right_id = mine.right_id) AS holders
         FROM land.right_holder mine JOIN land.property_right ON property_right.id = mine.right_id
        WHERE mine.resident_number = ANY($1::text[])
        ORDER BY registered_on DESC, property_right.id DESC, mine.resident_number`,
    ),
    mortgages: loadByKey<number, MortgageRow>(
      database,
      `SELECT right_id AS owner, id, certificate_number AS "certificateNumber", mortgagee, amount_secured AS "amountSecured",
              from_date AS "from", to_date AS "to", status
         FROM land.mortgage WHERE right_id = ANY($1::bigint[]) ORDER BY from_date DESC, id DESC`,
    ),
    seizures: loadByKey<number, SeizureRow>(
      database,
      `SELECT right_id AS owner, id, kind, authority, document, from_date AS "from", to_date AS "to", scope,
              queue_position AS "queuePosition"
         FROM land.seizure WHERE right_id = ANY($1::bigint[]) ORDER BY queue_position, id`,
    ),
    notices: loadByKey<number, NoticeRow>(
      database,
      `SELECT right_id AS owner, id, kind, applicant_name AS "applicantName", registered_on AS "registeredOn",
              lapses_on AS "lapsesOn"
         FROM land.notice WHERE right_id = ANY($1::bigint[]) ORDER BY registered_on DESC, id DESC`,
    ),
    inheritances: loadBySubject<InheritanceRow>(
      database,
      `SELECT resident_number AS owner, inheritance.id, deceased_name AS "deceasedName", relation,
              share_numerator AS numerator, share_denominator AS denominator, opened_on AS "openedOn", inheritance.status,
              certificate_number AS "certificateNumber", unit_code AS "unitCode"
         FROM land.inheritance JOIN land.property_right ON property_right.id = right_id
        WHERE resident_number = ANY($1::text[]) ORDER BY opened_on DESC, inheritance.id DESC`,
    ),
    dwellingRelations: loadBySubject<DwellingRelationRow>(
      database,
      `SELECT resident_number AS owner, id, house_code AS "houseCode", role, since, until
         FROM land.dwelling_relation WHERE resident_number = ANY($1::text[]) ORDER BY since DESC, id DESC`,
    ),
    tenancies: loadBySubject<TenancyRow>(
      database,
      `SELECT mine.resident_number AS owner, tenancy.id, house_code AS "houseCode", filing_number AS "filingNumber",
              monthly_rent AS "monthlyRent", from_date AS "from", to_date AS "to", status, mine.role,
              (SELECT json_agg(json_build_object('number', resident_number, 'name', name, 'role', role) ORDER BY role, resident_number)
                 FROM land.tenancy_party every WHERE every.tenancy_id = mine.tenancy_id) AS parties
         FROM land.tenancy_party mine JOIN land.tenancy ON tenancy.id = mine.tenancy_id
        WHERE mine.resident_number = ANY($1::text[])
        ORDER BY from_date DESC, tenancy.id DESC, mine.resident_number`,
    ),
  };
}

/** Rows without those whose id came before: somebody who is named twice, under two numbers, still holds the thing once. */
export function oncePerId<Row extends { readonly id: number }>(rows: readonly Row[]): Row[] {
  return rows.filter((row, place) => rows.findIndex(({ id }) => id === row.id) === place);
}
