// Tables of the utilities' data centre. Periods are integers yyyymm; numbers are in the form that the suppliers hold.
import type { Migration } from '../kit/migrate.js';

export const migrations: Migration[] = [
  {
    id: '001-register',
    sql: `
      CREATE TABLE utilities.account (
        id bigint PRIMARY KEY,
        number text NOT NULL UNIQUE,
        kind text NOT NULL,
        supplier text NOT NULL,
        holder_name text NOT NULL,
        address text NOT NULL,
        house_code text,
        meter_number text NOT NULL,
        multiplier numeric(8,2) NOT NULL,
        status text NOT NULL
      );
      CREATE INDEX account_house ON utilities.account (house_code);
      CREATE TABLE utilities.account_person (
        id bigint PRIMARY KEY,
        account_id bigint NOT NULL,
        resident_number text NOT NULL,
        role text NOT NULL,
        since date NOT NULL,
        until date
      );
      CREATE INDEX account_person_owner ON utilities.account_person (resident_number);
      CREATE TABLE utilities.reading (
        id bigint NOT NULL,
        account_id bigint NOT NULL,
        read_on date NOT NULL,
        from_value numeric(12,2) NOT NULL,
        to_value numeric(12,2) NOT NULL,
        estimated boolean NOT NULL
      );
      CREATE INDEX reading_account ON utilities.reading (account_id);
      CREATE TABLE utilities.bill (
        id bigint PRIMARY KEY,
        account_id bigint NOT NULL,
        period int NOT NULL,
        usage numeric(12,2) NOT NULL,
        tiers jsonb NOT NULL,
        amount numeric(12,2) NOT NULL,
        late_fee numeric(12,2) NOT NULL,
        due_on date NOT NULL,
        paid_on date
      );
      CREATE INDEX bill_account ON utilities.bill (account_id);`,
  },
  {
    id: '002-payment-orders',
    // A bill has at most one order that is open or paid: the partial unique index is what makes paying twice impossible.
    sql: `
      CREATE TABLE utilities.payment_order (
        id uuid PRIMARY KEY,
        bill_id bigint NOT NULL REFERENCES utilities.bill (id),
        citizen_id uuid NOT NULL,
        idempotency_key text NOT NULL,
        state text NOT NULL,
        amount numeric(12,2) NOT NULL,
        channel text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        paid_at timestamptz,
        transaction text UNIQUE,
        UNIQUE (citizen_id, idempotency_key)
      );
      CREATE UNIQUE INDEX payment_order_one_per_bill ON utilities.payment_order (bill_id)
        WHERE state IN ('CREATED', 'PAYING', 'PAID');
      CREATE INDEX payment_order_citizen ON utilities.payment_order (citizen_id, created_at);
      CREATE TABLE utilities.used_assertion (
        id text PRIMARY KEY,
        used_at timestamptz NOT NULL
      );`,
  },
];
