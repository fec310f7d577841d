// Tables of 人社 and 医保. Months are integers yyyymm; a citizen's number is in the form that the department holds.
import type { Migration } from '../kit/migrate.js';

export const migrations: Migration[] = [
  {
    id: '001-register',
    sql: `
      CREATE TABLE social_security.employer (
        number text PRIMARY KEY,
        name text NOT NULL,
        credit_code text NOT NULL
      );
      CREATE TABLE social_security.enrolment (
        id bigint PRIMARY KEY,
        resident_number text NOT NULL,
        code_table text NOT NULL,
        personal_number text NOT NULL,
        kind text NOT NULL,
        status text NOT NULL,
        payment_status text NOT NULL,
        enrolled_on date NOT NULL,
        first_month int NOT NULL,
        months_paid int NOT NULL
      );
      CREATE INDEX enrolment_owner ON social_security.enrolment (resident_number);
      CREATE TABLE social_security.employment (
        id bigint PRIMARY KEY,
        resident_number text NOT NULL,
        employer_number text,
        kind text NOT NULL,
        started_on date NOT NULL,
        ended_on date,
        wage numeric(12,2) NOT NULL
      );
      CREATE INDEX employment_owner ON social_security.employment (resident_number);
      CREATE TABLE social_security.scheme_kind (
        scheme smallint NOT NULL,
        code_table text NOT NULL,
        kind text NOT NULL,
        personal_rate numeric(6,3) NOT NULL,
        employer_rate numeric(6,3) NOT NULL,
        PRIMARY KEY (scheme, kind)
      );
      CREATE TABLE social_security.contribution (
        id bigint NOT NULL,
        resident_number text NOT NULL,
        scheme smallint NOT NULL,
        paid_in int NOT NULL,
        paid_for int NOT NULL,
        months smallint NOT NULL,
        base numeric(12,2) NOT NULL,
        employer_number text,
        received boolean NOT NULL
      );
      CREATE INDEX contribution_owner ON social_security.contribution (resident_number);
      CREATE TABLE social_security.pension_account_year (
        resident_number text NOT NULL,
        year smallint NOT NULL,
        credited numeric(12,2) NOT NULL,
        interest numeric(12,2) NOT NULL,
        balance numeric(14,2) NOT NULL,
        PRIMARY KEY (resident_number, year)
      );
      CREATE TABLE social_security.pension (
        id bigint PRIMARY KEY,
        resident_number text NOT NULL,
        kind text NOT NULL,
        started_in int NOT NULL,
        monthly_amount numeric(12,2) NOT NULL,
        certified_on date,
        certification_due date,
        status text NOT NULL
      );
      CREATE INDEX pension_owner ON social_security.pension (resident_number);
      CREATE TABLE social_security.retirement_class (
        resident_number text PRIMARY KEY,
        sex text NOT NULL,
        birth_date date NOT NULL,
        original_age smallint NOT NULL
      );
      CREATE TABLE social_security.unemployment_benefit (
        id bigint PRIMARY KEY,
        resident_number text NOT NULL,
        from_month int NOT NULL,
        to_month int NOT NULL,
        monthly_amount numeric(12,2) NOT NULL,
        status text NOT NULL
      );
      CREATE INDEX unemployment_benefit_owner ON social_security.unemployment_benefit (resident_number);
      CREATE TABLE social_security.medical_account (
        id bigint PRIMARY KEY,
        resident_number text NOT NULL,
        balance numeric(12,2) NOT NULL,
        as_of date NOT NULL
      );
      CREATE INDEX medical_account_owner ON social_security.medical_account (resident_number);
      CREATE TABLE social_security.medical_settlement (
        id bigint PRIMARY KEY,
        resident_number text NOT NULL,
        settled_on date NOT NULL,
        kind text NOT NULL,
        institution text NOT NULL,
        total numeric(12,2) NOT NULL,
        fund_paid numeric(12,2) NOT NULL,
        account_paid numeric(12,2) NOT NULL,
        cash_paid numeric(12,2) NOT NULL
      );
      CREATE INDEX medical_settlement_owner ON social_security.medical_settlement (resident_number);
      CREATE TABLE social_security.card (
        id bigint PRIMARY KEY,
        resident_number text NOT NULL,
        number text NOT NULL,
        issued_on date NOT NULL,
        bank text NOT NULL,
        bank_card_number text NOT NULL,
        status text NOT NULL
      );
      CREATE INDEX card_owner ON social_security.card (resident_number);`,
  },
  {
    id: '002-schemes',
    // Which kinds one month's declaration pays, with their rates in percent (personal, employer).
    // Schemes: 1 enterprise, 2 public institution, 3 flexible employment, 4 resident (yearly), 5 retired (medical only).
    sql: `
      INSERT INTO social_security.scheme_kind (scheme, code_table, kind, personal_rate, employer_rate) VALUES
        (1, 'HRSS', '110', 8, 16), (1, 'HRSS', '210', 0.5, 0.5), (1, 'HRSS', '410', 0, 0.4),
        (1, 'NHSA', '310', 2, 6.5), (1, 'NHSA', '510', 0, 0.5),
        (2, 'HRSS', '120', 8, 16), (2, 'HRSS', '210', 0.5, 0.5), (2, 'HRSS', '410', 0, 0.2),
        (2, 'NHSA', '310', 2, 6.5), (2, 'NHSA', '510', 0, 0.5),
        (3, 'HRSS', '110', 20, 0), (3, 'NHSA', '310', 8.5, 0),
        (4, 'HRSS', '170', 100, 0), (4, 'NHSA', '390', 100, 0);`,
  },
  {
    id: '003-kinds-begin',
    // `since`: the month, yyyymm, from which a kind exists; what was paid before was not for it.
    // Scheme 6: residents' medical insurance alone (yearly), for children and from 60 years.
    sql: `
      ALTER TABLE social_security.scheme_kind ADD COLUMN since int NOT NULL DEFAULT 0;
      INSERT INTO social_security.scheme_kind (scheme, code_table, kind, personal_rate, employer_rate) VALUES
        (6, 'NHSA', '390', 100, 0);
      UPDATE social_security.scheme_kind paid SET since = begun.month FROM (VALUES
        ('110', 199501), ('120', 201410), ('170', 201101), ('210', 199901), ('310', 200101), ('390', 201101),
        ('410', 200401), ('510', 200101)) AS begun (kind, month) WHERE begun.kind = paid.kind;
      ALTER TABLE social_security.scheme_kind ALTER COLUMN since DROP DEFAULT;`,
  },
];
