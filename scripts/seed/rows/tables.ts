// Which tables of each department the seed fills, and their columns in the order of `RowSink.row`'s values.

import type { DepartmentName } from '../../../schema/contract/departments.js';

export type { DepartmentName };

/** Table name without its schema → columns in COPY order. */
export type TableColumns = Readonly<Record<string, readonly string[]>>;

/** Tables that belong to a department's programme rather than to its city (`scheme_kind`, payment orders) are not here. */
export const departmentTables: Readonly<Record<DepartmentName, TableColumns>> = {
  population: {
    citizen: columns(
      'id resident_number name name_key former_name sex birth_date ethnicity nationality photo phone',
      'real_name_level vital_status died_on vital_recorded_on hukou_status hukou_since household_id',
      'relation_to_head sealed',
    ),
    identity_number: columns('number citizen_id kind valid_from valid_to end_reason'),
    identity_document: columns('id citizen_id kind issued_by valid_from valid_to status'),
    household: columns('id number kind head_id address area established_on'),
    residence_permit: columns('id citizen_id number address area valid_from valid_to status'),
    migration: columns('id citizen_id kind from_area to_area moved_on reason'),
    login: columns('issuer subject citizen_id'),
  },
  'social-security': {
    employer: columns('number name credit_code'),
    enrolment: columns(
      'id resident_number code_table personal_number kind status payment_status enrolled_on first_month months_paid',
    ),
    employment: columns('id resident_number employer_number kind started_on ended_on wage'),
    contribution: columns('id resident_number scheme paid_in paid_for months base employer_number received'),
    pension_account_year: columns('resident_number year credited interest balance'),
    pension: columns(
      'id resident_number kind started_in monthly_amount certified_on certification_due status',
    ),
    retirement_class: columns('resident_number sex birth_date original_age'),
    unemployment_benefit: columns('id resident_number from_month to_month monthly_amount status'),
    medical_account: columns('id resident_number balance as_of'),
    medical_settlement: columns(
      'id resident_number settled_on kind institution total fund_paid account_paid cash_paid',
    ),
    card: columns('id resident_number number issued_on bank bank_card_number status'),
  },
  'civil-affairs': {
    marriage: columns('id number kind registered_on authority'),
    marriage_party: columns('marriage_id resident_number name'),
    assistance_family: columns(
      'id category class income_per_head standard monthly_amount from_month to_month end_reason',
    ),
    assistance_member: columns('family_id resident_number name relation applicant'),
    extreme_poverty: columns('id resident_number care_tier place monthly_amount from_month to_month'),
    old_age_allowance: columns('id resident_number band monthly_amount from_month status'),
    elder_card: columns('id resident_number number kind issued_on'),
    child_support: columns(
      'id resident_number kind guardian_name guardian_relation monthly_amount from_month to_month',
    ),
    disability_certificate: columns('id resident_number number class grade issued_on valid_to'),
    disability_allowance: columns('id resident_number kind monthly_amount from_month to_month'),
    cremation: columns('id resident_number number cremated_on place'),
  },
  land: {
    unit: columns('code location use_code area floor_area parcel_area term_from term_to house_code'),
    dwelling: columns('house_code address area kind living_area unit_code'),
    property_right: columns('id unit_code certificate_number kind nature co_ownership registered_on status'),
    right_holder: columns('right_id resident_number name share_numerator share_denominator'),
    mortgage: columns('id right_id certificate_number mortgagee amount_secured from_date to_date status'),
    seizure: columns('id right_id kind authority document from_date to_date scope queue_position'),
    notice: columns('id right_id kind applicant_name registered_on lapses_on'),
    inheritance: columns(
      'id right_id resident_number deceased_name relation share_numerator share_denominator opened_on status',
    ),
    dwelling_relation: columns('id house_code resident_number role since until'),
    tenancy: columns('id house_code filing_number monthly_rent from_date to_date status'),
    tenancy_party: columns('tenancy_id resident_number name role'),
  },
  utilities: {
    account: columns('id number kind supplier holder_name address house_code meter_number multiplier status'),
    account_person: columns('id account_id resident_number role since until'),
    reading: columns('id account_id read_on from_value to_value estimated'),
    bill: columns('id account_id period usage tiers amount late_fee due_on paid_on'),
  },
};

function columns(...lines: string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}
