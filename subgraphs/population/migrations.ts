// Tables of the population register.
import type { Migration } from '../kit/migrate.js';

export const migrations: Migration[] = [
  {
    id: '001-register',
    sql: `
      CREATE TABLE population.citizen (
        id uuid PRIMARY KEY,
        resident_number text NOT NULL UNIQUE,
        name text NOT NULL,
        name_key text NOT NULL,
        former_name text,
        sex text NOT NULL,
        birth_date date NOT NULL,
        ethnicity text,
        nationality text NOT NULL,
        photo text,
        phone text,
        real_name_level text NOT NULL,
        vital_status text NOT NULL,
        died_on date,
        vital_recorded_on date,
        hukou_status text NOT NULL,
        hukou_since date,
        household_id bigint,
        relation_to_head text,
        sealed boolean NOT NULL DEFAULT false
      );
      CREATE INDEX citizen_household ON population.citizen (household_id);
      CREATE TABLE population.identity_number (
        number text PRIMARY KEY,
        citizen_id uuid NOT NULL,
        kind text NOT NULL,
        valid_from date,
        valid_to date,
        end_reason text
      );
      CREATE INDEX identity_number_citizen ON population.identity_number (citizen_id);
      CREATE TABLE population.identity_document (
        id bigint PRIMARY KEY,
        citizen_id uuid NOT NULL,
        kind text NOT NULL,
        issued_by text NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        status text NOT NULL
      );
      CREATE INDEX identity_document_citizen ON population.identity_document (citizen_id);
      CREATE TABLE population.household (
        id bigint PRIMARY KEY,
        number text NOT NULL,
        kind text NOT NULL,
        head_id uuid NOT NULL,
        address text NOT NULL,
        area text NOT NULL,
        established_on date
      );
      CREATE TABLE population.residence_permit (
        id bigint PRIMARY KEY,
        citizen_id uuid NOT NULL,
        number text NOT NULL,
        address text NOT NULL,
        area text NOT NULL,
        valid_from date NOT NULL,
        valid_to date NOT NULL,
        status text NOT NULL
      );
      CREATE INDEX residence_permit_citizen ON population.residence_permit (citizen_id);
      CREATE TABLE population.migration (
        id bigint PRIMARY KEY,
        citizen_id uuid NOT NULL,
        kind text NOT NULL,
        from_area text,
        to_area text,
        moved_on date NOT NULL,
        reason text
      );
      CREATE INDEX migration_citizen ON population.migration (citizen_id);
      CREATE TABLE population.login (
        issuer text NOT NULL,
        subject text NOT NULL,
        citizen_id uuid NOT NULL,
        PRIMARY KEY (issuer, subject)
      );`,
  },
];
