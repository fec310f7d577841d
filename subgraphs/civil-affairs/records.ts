// Look-ups of 民政 and 残联, batched within a request.
import type { Database } from '../kit/database.js';
import type { DepartmentContext } from '../kit/department.js';
import { loadByKey, loadBySubject } from '../kit/loaders.js';
import type {
  AssistanceCategory,
  AssistanceClass,
  CareTier,
  ChildSupportKind,
  DisabilityAllowanceKind,
  MarriageRegistrationKind,
  OldAgeBand,
} from './generated.js';

interface MarriageRow {
  id: number;
  number: string;
  kind: MarriageRegistrationKind;
  registeredOn: string;
  authority: string;
  otherName: string | null;
}

interface AssistanceFamilyRow {
  rowId: number;
  category: AssistanceCategory;
  class: AssistanceClass | null;
  incomePerHead: string;
  standard: string;
  monthlyAmount: string;
  fromMonth: number;
  toMonth: number | null;
  endReason: string | null;
}

/** Its members load when they are asked for. */
export interface AssistanceFamilyParent extends AssistanceFamilyRow {
  id: string;
}

interface AssistanceMemberRow {
  name: string;
  relation: string;
  applicant: boolean;
}

interface ExtremePovertyRow {
  id: number;
  careTier: CareTier;
  place: string;
  monthlyAmount: string;
  from: number;
  to: number | null;
}

interface OldAgeAllowanceRow {
  id: number;
  band: OldAgeBand;
  monthlyAmount: string;
  from: number;
  status: string;
}

interface ElderCardRow {
  id: number;
  number: string;
  kind: string;
  issuedOn: string;
}

interface ChildSupportRow {
  id: number;
  kind: ChildSupportKind;
  guardianName: string;
  guardianRelation: string;
  monthlyAmount: string;
  from: number;
  to: number | null;
}

interface DisabilityCertificateRow {
  id: number;
  number: string;
  class: string;
  grade: number;
  issuedOn: string;
  validTo: string | null;
}

interface DisabilityAllowanceRow {
  id: number;
  kind: DisabilityAllowanceKind;
  monthlyAmount: string;
  from: number;
  to: number | null;
}

interface CremationRow {
  id: number;
  number: string;
  on: string;
  place: string;
}

export type CivilAffairsRecords = ReturnType<typeof createCivilAffairsRecords>;
export type Context = DepartmentContext<CivilAffairsRecords>;

export function createCivilAffairsRecords(database: Database) {
  return {
    ...familyRecords(database),
    ...welfareRecords(database),
    ...disabilityRecords(database),
    cremations: loadBySubject<CremationRow>(
      database,
      `SELECT resident_number AS owner, id, number, cremated_on AS "on", place
         FROM civil_affairs.cremation WHERE resident_number = ANY($1::text[]) ORDER BY cremated_on DESC, id DESC`,
    ),
  };
}

function familyRecords(database: Database) {
  return {
    // The other party is told apart by this row's own number: both may be asked about in one batch.
    marriages: loadBySubject<MarriageRow>(
      database,
      `SELECT party.resident_number AS owner, marriage.id, number, kind, registered_on AS "registeredOn", authority, other.name AS "otherName"
         FROM civil_affairs.marriage_party party
         JOIN civil_affairs.marriage ON marriage.id = party.marriage_id
         LEFT JOIN civil_affairs.marriage_party other
           ON other.marriage_id = party.marriage_id AND other.resident_number <> party.resident_number
        WHERE party.resident_number = ANY($1::text[]) ORDER BY registered_on DESC, marriage.id DESC`,
    ),
    assistanceFamilies: loadBySubject<AssistanceFamilyRow>(
      database,
      `SELECT member.resident_number AS owner, family.id AS "rowId", category, class, income_per_head AS "incomePerHead", standard,
              monthly_amount AS "monthlyAmount", from_month AS "fromMonth", to_month AS "toMonth", end_reason AS "endReason"
         FROM civil_affairs.assistance_member member
         JOIN civil_affairs.assistance_family family ON family.id = member.family_id
        WHERE member.resident_number = ANY($1::text[]) ORDER BY from_month DESC, family.id DESC`,
    ),
    assistanceMembers: loadByKey<number, AssistanceMemberRow>(
      database,
      `SELECT family_id AS owner, name, relation, applicant
         FROM civil_affairs.assistance_member WHERE family_id = ANY($1::bigint[])
        ORDER BY applicant DESC, relation, resident_number`,
    ),
    childSupports: loadBySubject<ChildSupportRow>(
      database,
      `SELECT resident_number AS owner, id, kind, guardian_name AS "guardianName", guardian_relation AS "guardianRelation",
              monthly_amount AS "monthlyAmount", from_month AS "from", to_month AS "to"
         FROM civil_affairs.child_support WHERE resident_number = ANY($1::text[]) ORDER BY from_month DESC, id DESC`,
    ),
  };
}

function welfareRecords(database: Database) {
  return {
    extremePovertySupports: loadBySubject<ExtremePovertyRow>(
      database,
      `SELECT resident_number AS owner, id, care_tier AS "careTier", place, monthly_amount AS "monthlyAmount",
              from_month AS "from", to_month AS "to"
         FROM civil_affairs.extreme_poverty WHERE resident_number = ANY($1::text[]) ORDER BY from_month DESC, id DESC`,
    ),
    oldAgeAllowances: loadBySubject<OldAgeAllowanceRow>(
      database,
      `SELECT resident_number AS owner, id, band, monthly_amount AS "monthlyAmount", from_month AS "from", status
         FROM civil_affairs.old_age_allowance WHERE resident_number = ANY($1::text[]) ORDER BY from_month DESC, id DESC`,
    ),
    elderCards: loadBySubject<ElderCardRow>(
      database,
      `SELECT resident_number AS owner, id, number, kind, issued_on AS "issuedOn"
         FROM civil_affairs.elder_card WHERE resident_number = ANY($1::text[]) ORDER BY issued_on DESC, id DESC`,
    ),
  };
}

function disabilityRecords(database: Database) {
  return {
    disabilityCertificates: loadBySubject<DisabilityCertificateRow>(
      database,
      `SELECT resident_number AS owner, id, number, class, grade, issued_on AS "issuedOn", valid_to AS "validTo"
         FROM civil_affairs.disability_certificate WHERE resident_number = ANY($1::text[]) ORDER BY issued_on DESC, id DESC`,
    ),
    disabilityAllowances: loadBySubject<DisabilityAllowanceRow>(
      database,
      `SELECT resident_number AS owner, id, kind, monthly_amount AS "monthlyAmount", from_month AS "from", to_month AS "to"
         FROM civil_affairs.disability_allowance WHERE resident_number = ANY($1::text[]) ORDER BY from_month DESC, id DESC`,
    ),
  };
}
