// Look-ups of 人社 and 医保, batched within a request.
import { loadPages, perArguments, type PageArguments } from '../kit/connection.js';
import type { Database } from '../kit/database.js';
import type { DepartmentContext } from '../kit/department.js';
import { loadBySubject } from '../kit/loaders.js';
import { monthNumber } from '../kit/year-month.js';
import type { CodeTable } from './codes.js';
import { contribution, settlement, type ContributionRow, type SettlementRow } from './payments.js';

export interface EnrolmentRow {
  id: number;
  codeTable: CodeTable;
  personalNumber: string;
  kind: string;
  status: string;
  paymentStatus: string;
  enrolledOn: string;
  firstMonth: number;
  monthsPaid: number;
}

interface EmploymentRow {
  id: number;
  employerNumber: string | null;
  employerName: string | null;
  creditCode: string | null;
  kind: string;
  from: string;
  to: string | null;
  wage: string;
}

interface PensionAccountYearRow {
  year: number;
  credited: string;
  interest: string;
  balance: string;
}

interface PensionRow {
  id: number;
  kind: string;
  startedIn: number;
  monthlyAmount: string;
  certifiedOn: string | null;
  certificationDue: string | null;
  status: string;
}

export interface RetirementClassRow {
  sex: 'MALE' | 'FEMALE';
  birthDate: string;
  originalAge: number;
}

interface UnemploymentBenefitRow {
  id: number;
  from: number;
  to: number;
  monthlyAmount: string;
  status: string;
}

interface MedicalAccountRow {
  id: number;
  balance: string;
  asOf: string;
}

interface CardRow {
  id: number;
  number: string;
  issuedOn: string;
  bank: string;
  bankCardNumber: string;
  status: string;
}

/** Which contributions: of one kind, and for the months from `from` to `to`, when given. */
export interface ContributionFilter extends PageArguments {
  kind?: string | null;
  from?: string | null;
  to?: string | null;
}

export type SocialSecurityRecords = ReturnType<typeof createSocialSecurityRecords>;
export type Context = DepartmentContext<SocialSecurityRecords>;

export function createSocialSecurityRecords(database: Database) {
  return {
    ...insuranceRecords(database),
    ...benefitRecords(database),
    contributions: perArguments((given: ContributionFilter) => contributionPages(database, given)),
    medicalSettlements: perArguments((page: PageArguments) => settlementPages(database, page)),
  };
}

function insuranceRecords(database: Database) {
  return {
    enrolments: loadBySubject<EnrolmentRow>(
      database,
      `SELECT resident_number AS owner, id, code_table AS "codeTable", personal_number AS "personalNumber", kind, status,
              payment_status AS "paymentStatus", enrolled_on AS "enrolledOn", first_month AS "firstMonth", months_paid AS "monthsPaid"
         FROM social_security.enrolment WHERE resident_number = ANY($1::text[]) ORDER BY kind, first_month DESC, id`,
    ),
    employments: loadBySubject<EmploymentRow>(
      database,
      `SELECT resident_number AS owner, id, employer_number AS "employerNumber", employer.name AS "employerName",
              employer.credit_code AS "creditCode", kind, started_on AS "from", ended_on AS "to", wage
         FROM social_security.employment LEFT JOIN social_security.employer ON employer.number = employer_number
        WHERE resident_number = ANY($1::text[]) ORDER BY started_on DESC, id DESC`,
    ),
    pensionAccountYears: loadBySubject<PensionAccountYearRow>(
      database,
      `SELECT resident_number AS owner, year, credited, interest, balance
         FROM social_security.pension_account_year WHERE resident_number = ANY($1::text[]) ORDER BY year DESC, balance DESC`,
    ),
    // A class has no date: the one under the number given first, which is the current one, is the newest.
    retirementClasses: loadBySubject<RetirementClassRow>(
      database,
      `SELECT resident_number AS owner, sex, birth_date AS "birthDate", original_age AS "originalAge"
         FROM social_security.retirement_class WHERE resident_number = ANY($1::text[])
        ORDER BY array_position($1::text[], resident_number)`,
    ),
  };
}

function benefitRecords(database: Database) {
  return {
    pensions: loadBySubject<PensionRow>(
      database,
      `SELECT resident_number AS owner, id, kind, started_in AS "startedIn", monthly_amount AS "monthlyAmount",
              certified_on AS "certifiedOn", certification_due AS "certificationDue", status
         FROM social_security.pension WHERE resident_number = ANY($1::text[]) ORDER BY started_in DESC, id DESC`,
    ),
    unemploymentBenefits: loadBySubject<UnemploymentBenefitRow>(
      database,
      `SELECT resident_number AS owner, id, from_month AS "from", to_month AS "to", monthly_amount AS "monthlyAmount", status
         FROM social_security.unemployment_benefit WHERE resident_number = ANY($1::text[]) ORDER BY from_month DESC, id DESC`,
    ),
    medicalAccounts: loadBySubject<MedicalAccountRow>(
      database,
      `SELECT resident_number AS owner, id, balance, as_of AS "asOf"
         FROM social_security.medical_account WHERE resident_number = ANY($1::text[]) ORDER BY as_of DESC, id DESC`,
    ),
    cards: loadBySubject<CardRow>(
      database,
      `SELECT resident_number AS owner, id, number, issued_on AS "issuedOn", bank, bank_card_number AS "bankCardNumber", status
         FROM social_security.card WHERE resident_number = ANY($1::text[]) ORDER BY issued_on DESC, id DESC`,
    ),
  };
}

/** A month's row is one payment for each kind that its scheme pays and that existed by then. */
function contributionPages(database: Database, { kind, from, to, ...page }: ContributionFilter) {
  return loadPages(
    {
      database,
      from: `(social_security.contribution row
              JOIN social_security.scheme_kind paid ON paid.scheme = row.scheme AND row.paid_for >= paid.since
              LEFT JOIN social_security.employer ON employer.number = row.employer_number)`,
      // A resident's yearly row stands under January and covers the months up to December.
      where: `($4::text IS NULL OR paid.kind = $4)
              AND ($5::int IS NULL OR row.paid_for + row.months - 1 >= $5) AND ($6::int IS NULL OR row.paid_for <= $6)`,
      parameters: [kind ?? null, from ? monthNumber(from) : null, to ? monthNumber(to) : null],
      columns: `row.id, paid.code_table AS "codeTable", paid.kind, row.paid_in AS "paidIn", row.paid_for AS "paidFor", row.months,
              row.base, paid.personal_rate, paid.employer_rate, row.received, employer.name AS "employerName"`,
      computed: `trim_scale(personal_rate) AS "personalRate", trim_scale(employer_rate) AS "employerRate",
              round(base * months * personal_rate / 100, 2) AS "personalAmount",
              round(base * months * employer_rate / 100, 2) AS "employerAmount"`,
      owner: 'row.resident_number',
      ownerType: 'text',
      sort: 'row.paid_for',
      sortType: 'int',
      tie: '(row.id * 1000 + paid.kind::int)',
      tieType: 'bigint',
      node: (row: ContributionRow) => contribution(row),
    },
    page,
  );
}

function settlementPages(database: Database, page: PageArguments) {
  return loadPages(
    {
      database,
      from: 'social_security.medical_settlement row',
      columns: `row.id, row.settled_on AS "on", row.kind, row.institution, row.total, row.fund_paid AS "fundPaid",
              row.account_paid AS "accountPaid", row.cash_paid AS "cashPaid"`,
      owner: 'row.resident_number',
      ownerType: 'text',
      sort: 'row.settled_on',
      sortType: 'date',
      tie: 'row.id',
      tieType: 'bigint',
      node: (row: SettlementRow) => settlement(row),
    },
    page,
  );
}
