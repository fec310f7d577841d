// Tables of 自然资源 (real-estate register) and 住建 (dwellings, tenancies). Numbers are in the form that the department holds.
import type { Migration } from '../kit/migrate.js';

export const migrations: Migration[] = [
  {
    id: '001-register',
    sql: `
      CREATE TABLE land.unit (
        code text PRIMARY KEY,
        location text NOT NULL,
        use_code text NOT NULL,
        area text NOT NULL,
        floor_area numeric(12,2),
        parcel_area numeric(12,2),
        term_from date,
        term_to date,
        house_code text
      );
      CREATE TABLE land.dwelling (
        house_code text PRIMARY KEY,
        address text NOT NULL,
        area text NOT NULL,
        kind text NOT NULL,
        living_area numeric(10,2) NOT NULL,
        unit_code text
      );
      CREATE TABLE land.property_right (
        id bigint PRIMARY KEY,
        unit_code text NOT NULL,
        certificate_number text NOT NULL,
        kind text NOT NULL,
        nature text NOT NULL,
        co_ownership text NOT NULL,
        registered_on date NOT NULL,
        status text NOT NULL
      );
      CREATE TABLE land.right_holder (
        right_id bigint NOT NULL,
        resident_number text NOT NULL,
        name text NOT NULL,
        share_numerator int NOT NULL,
        share_denominator int NOT NULL,
        PRIMARY KEY (right_id, resident_number)
      );
      CREATE INDEX right_holder_owner ON land.right_holder (resident_number);
      CREATE TABLE land.mortgage (
        id bigint PRIMARY KEY,
        right_id bigint NOT NULL,
        certificate_number text NOT NULL,
        mortgagee text NOT NULL,
        amount_secured numeric(14,2) NOT NULL,
        from_date date NOT NULL,
        to_date date NOT NULL,
        status text NOT NULL
      );
      CREATE INDEX mortgage_right ON land.mortgage (right_id);
      CREATE TABLE land.seizure (
        id bigint PRIMARY KEY,
        right_id bigint NOT NULL,
        kind text NOT NULL,
        authority text NOT NULL,
        document text NOT NULL,
        from_date date,
        to_date date,
        scope text NOT NULL,
        queue_position int NOT NULL
      );
      CREATE INDEX seizure_right ON land.seizure (right_id);
      CREATE TABLE land.notice (
        id bigint PRIMARY KEY,
        right_id bigint NOT NULL,
        kind text NOT NULL,
        applicant_name text NOT NULL,
        registered_on date NOT NULL,
        lapses_on date
      );
      CREATE INDEX notice_right ON land.notice (right_id);
      CREATE TABLE land.inheritance (
        id bigint PRIMARY KEY,
        right_id bigint NOT NULL,
        resident_number text NOT NULL,
        deceased_name text NOT NULL,
        relation text NOT NULL,
        share_numerator int NOT NULL,
        share_denominator int NOT NULL,
        opened_on date NOT NULL,
        status text NOT NULL
      );
      CREATE INDEX inheritance_owner ON land.inheritance (resident_number);
      CREATE TABLE land.dwelling_relation (
        id bigint PRIMARY KEY,
        house_code text NOT NULL,
        resident_number text NOT NULL,
        role text NOT NULL,
        since date NOT NULL,
        until date
      );
      CREATE INDEX dwelling_relation_owner ON land.dwelling_relation (resident_number);
      CREATE TABLE land.tenancy (
        id bigint PRIMARY KEY,
        house_code text NOT NULL,
        filing_number text NOT NULL,
        monthly_rent numeric(10,2) NOT NULL,
        from_date date NOT NULL,
        to_date date NOT NULL,
        status text NOT NULL
      );
      CREATE TABLE land.tenancy_party (
        tenancy_id bigint NOT NULL,
        resident_number text NOT NULL,
        name text NOT NULL,
        role text NOT NULL,
        PRIMARY KEY (tenancy_id, resident_number)
      );
      CREATE INDEX tenancy_party_owner ON land.tenancy_party (resident_number);`,
  },
];
