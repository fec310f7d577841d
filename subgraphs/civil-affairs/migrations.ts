// Tables of 民政 and 残联. Months are integers yyyymm; a citizen's number is in the form that the department holds.
import type { Migration } from '../kit/migrate.js';

export const migrations: Migration[] = [
  {
    id: '001-register',
    sql: `
      CREATE TABLE civil_affairs.marriage (
        id bigint PRIMARY KEY,
        number text NOT NULL,
        kind text NOT NULL,
        registered_on date NOT NULL,
        authority text NOT NULL
      );
      CREATE TABLE civil_affairs.marriage_party (
        marriage_id bigint NOT NULL,
        resident_number text NOT NULL,
        name text NOT NULL,
        PRIMARY KEY (marriage_id, resident_number)
      );
      CREATE INDEX marriage_party_owner ON civil_affairs.marriage_party (resident_number);
      CREATE TABLE civil_affairs.assistance_family (
        id bigint PRIMARY KEY,
        category text NOT NULL,
        class text,
        income_per_head numeric(10,2) NOT NULL,
        standard numeric(10,2) NOT NULL,
        monthly_amount numeric(10,2) NOT NULL,
        from_month int NOT NULL,
        to_month int,
        end_reason text
      );
      CREATE TABLE civil_affairs.assistance_member (
        family_id bigint NOT NULL,
        resident_number text NOT NULL,
        name text NOT NULL,
        relation text NOT NULL,
        applicant boolean NOT NULL,
        PRIMARY KEY (family_id, resident_number)
      );
      CREATE INDEX assistance_member_owner ON civil_affairs.assistance_member (resident_number);
      CREATE TABLE civil_affairs.extreme_poverty (
        id bigint PRIMARY KEY,
        resident_number text NOT NULL,
        care_tier text NOT NULL,
        place text NOT NULL,
        monthly_amount numeric(10,2) NOT NULL,
        from_month int NOT NULL,
        to_month int
      );
      CREATE INDEX extreme_poverty_owner ON civil_affairs.extreme_poverty (resident_number);
      CREATE TABLE civil_affairs.old_age_allowance (
        id bigint PRIMARY KEY,
        resident_number text NOT NULL,
        band text NOT NULL,
        monthly_amount numeric(10,2) NOT NULL,
        from_month int NOT NULL,
        status text NOT NULL
      );
      CREATE INDEX old_age_allowance_owner ON civil_affairs.old_age_allowance (resident_number);
      CREATE TABLE civil_affairs.elder_card (
        id bigint PRIMARY KEY,
        resident_number text NOT NULL,
        number text NOT NULL,
        kind text NOT NULL,
        issued_on date NOT NULL
      );
      CREATE INDEX elder_card_owner ON civil_affairs.elder_card (resident_number);
      CREATE TABLE civil_affairs.child_support (
        id bigint PRIMARY KEY,
        resident_number text NOT NULL,
        kind text NOT NULL,
        guardian_name text NOT NULL,
        guardian_relation text NOT NULL,
        monthly_amount numeric(10,2) NOT NULL,
        from_month int NOT NULL,
        to_month int
      );
      CREATE INDEX child_support_owner ON civil_affairs.child_support (resident_number);
      CREATE TABLE civil_affairs.disability_certificate (
        id bigint PRIMARY KEY,
        resident_number text NOT NULL,
        number text NOT NULL,
        class text NOT NULL,
        grade smallint NOT NULL,
        issued_on date NOT NULL,
        valid_to date
      );
      CREATE INDEX disability_certificate_owner ON civil_affairs.disability_certificate (resident_number);
      CREATE TABLE civil_affairs.disability_allowance (
        id bigint PRIMARY KEY,
        resident_number text NOT NULL,
        kind text NOT NULL,
        monthly_amount numeric(10,2) NOT NULL,
        from_month int NOT NULL,
        to_month int
      );
      CREATE INDEX disability_allowance_owner ON civil_affairs.disability_allowance (resident_number);
      CREATE TABLE civil_affairs.cremation (
        id bigint PRIMARY KEY,
        resident_number text NOT NULL,
        number text NOT NULL,
        cremated_on date NOT NULL,
        place text NOT NULL
      );
      CREATE INDEX cremation_owner ON civil_affairs.cremation (resident_number);`,
  },
];
