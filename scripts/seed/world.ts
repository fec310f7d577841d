// The facts of the synthetic city, before any department writes them down: one kin group of three generations at a time.
import type { Persona } from '../issuer/persona.js';

/** Calendar day, ISO 8601. */
export type Day = string;

/** The development city's today: fixed, so that it is the same city on every machine and in every year. */
export const defaultAsOf: Day = '2026-11-15';

export type NumberKind =
  | 'RESIDENT_ID'
  | 'RESIDENT_ID_15'
  | 'HK_MACAU_TAIWAN_PERMIT'
  | 'TRAVEL_PERMIT'
  | 'FOREIGN_RESIDENT_CARD'
  | 'PASSPORT';

/** One of a person's numbers. */
export interface HeldNumber {
  number: string;
  kind: NumberKind;
  validFrom: Day;
  /** Missing while in use. */
  validTo?: Day;
  endReason?: 'UPGRADED' | 'CORRECTED' | 'REPLACED';
}

/** How somebody earned a living for a stretch of time, as it was declared for insurance. */
export interface WorkSpell {
  from: Day;
  /** Missing while it lasts. */
  to?: Day;
  kind: 'ENTERPRISE' | 'PUBLIC_INSTITUTION' | 'FLEXIBLE';
  /** Index into `employers`; missing for flexible employment. */
  employer?: number;
  /** Monthly wage at the start, CNY of that time; grows with the provincial average. */
  startingWage: number;
  /** Months at the end of the spell that were paid later, in one go. */
  backPaidMonths: number;
}

/** A move of somebody's hukou into the city or out of it. */
export interface Move {
  kind: 'MOVED_IN' | 'MOVED_OUT';
  /** GB/T 2260 codes. */
  from: string;
  to: string;
  on: Day;
  reason: 'JOB' | 'JOINING_FAMILY' | 'STUDIES' | 'HOME_PURCHASE';
}

export interface Person {
  /** Unique in the city and below 2^46: `family.index * 64 + position`. Rows of this person derive their ids from it. */
  index: number;
  citizenId: string;
  name: string;
  formerName?: string;
  sex: 'MALE' | 'FEMALE';
  birthDate: Day;
  /** Oldest first; the last one is the current number. */
  numbers: HeldNumber[];
  /** GB/T 3304 code; missing for foreign residents. */
  ethnicity?: string;
  /** GB/T 2659 code: CHN, HKG, FRA …. */
  nationality: string;
  level: 'L1' | 'L2' | 'L3' | 'L4';
  phone?: string;
  died?: { on: Day; hukouCancelledOn?: Day; cremated: boolean };
  missingSince?: Day;
  hukou: 'LOCAL' | 'MOVED_OUT' | 'NOT_LOCAL';
  hukouSince?: Day;
  /** Index into `family.households`. */
  household?: number;
  /** GB/T 4761 code of the relation to the head. */
  relationToHead?: string;
  /** Index into `family.dwellings` of where the person lives (or lived last). */
  home?: number;
  work: WorkSpell[];
  /** Woman in a managerial or technical post: retires at the later of the two ages. */
  cadre: boolean;
  disability?: { class: string; grade: number; issuedOn: Day };
  father?: Person;
  mother?: Person;
  moves?: Move[];
  /** When somebody without a local hukou came to live here. */
  arrivedOn?: Day;
  /** Sealed records (protected persons, adoptees): every department answers as if it held nothing. */
  sealed?: true;
}

export interface Household {
  /** Unique in the city. */
  index: number;
  head: Person;
  members: Person[];
  address: string;
  area: string;
  establishedOn: Day;
}

export interface Marriage {
  a: Person;
  b: Person;
  marriedOn: Day;
  divorcedOn?: Day;
  area: string;
}

export interface Dwelling {
  /** Unique in the city. */
  index: number;
  houseCode: string;
  address: string;
  area: string;
  kind: 'COMMODITY_FLAT' | 'REFORMED_FLAT' | 'VILLAGE_HOME' | 'URBAN_VILLAGE_HOME';
  livingArea: number;
  /** The registered unit; missing for unregistered homes. */
  unitCode?: string;
  owners: { person: Person; numerator: number; denominator: number }[];
  ownedSince: Day;
  occupants: Person[];
  tenancy?: { tenants: Person[]; monthlyRent: number; from: Day; to: Day; filed: boolean };
  /** Somebody of the family group who rented it before and has moved out. */
  formerTenancy?: { tenant: Person; from: Day; to: Day };
  mortgage?: { bank: string; amount: number; from: Day; to: Day; discharged: boolean };
  /** First is in force, the others wait in the queue. */
  seizures: { authority: string; document: string; on: Day }[];
  notice?: { kind: 'ADVANCE_NOTICE' | 'OBJECTION'; applicant: string; on: Day };
  /** Somebody who owned it died and it hasn't been transferred. */
  heirs: { person: Person; deceased: Person; relation: string; numerator: number; denominator: number }[];
  /** Months of bills that nobody has paid yet, per kind of supply. */
  arrearsMonths: { WATER: number; ELECTRICITY: number; GAS: number };
  hasGas: boolean;
  /** Holder of the utility accounts; often not who lives there. */
  utilityHolder: Person;
  /** Relative who pays for it, if somebody else does. */
  utilityPayer?: Person;
}

export interface AssistanceCase {
  applicant: Person;
  members: { person: Person; relation: string }[];
  category: 'SUBSISTENCE' | 'BORDERLINE' | 'RIGID_EXPENSES';
  class?: 'A' | 'B' | 'C';
  incomePerHead: number;
  /** yyyymm. */
  from: number;
  to?: number;
  endReason?: string;
}

/** A kin group with everything that ties its people together. Nothing in it refers to another family. */
export interface Family {
  index: number;
  people: Person[];
  households: Household[];
  marriages: Marriage[];
  dwellings: Dwelling[];
  assistance: AssistanceCase[];
  orphans: { child: Person; guardian: Person; relation: string; deFacto: boolean; from: number }[];
  extremePoverty: {
    person: Person;
    careTier: 'SELF_CARE' | 'PARTIAL_CARE' | 'FULL_CARE';
    inInstitution: boolean;
    from: number;
  }[];
  /** Set in the families that the named personas come from. */
  personas: Persona[];
}

export interface Employer {
  number: string;
  name: string;
  creditCode: string;
  kind: 'ENTERPRISE' | 'PUBLIC_INSTITUTION';
}

/** Rows of one department in PostgreSQL's COPY text format, collected per table while families are generated. */
export interface RowSink {
  /** Appends one row; values in the order of the table's columns as listed in `departmentTables`. */
  row(table: string, ...values: (string | number | boolean | null | undefined)[]): void;
}
