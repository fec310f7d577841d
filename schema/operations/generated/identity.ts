// Generated from identity.graphql by `npm run operations`. Do not edit.
import type { Operation } from '../../client/operation.js';
import type { Told } from '../../client/told.js';

/** 人口：本人信息和户口。
 * Population: who I am, and my household. */
export const Identity: Operation<IdentityData, IdentityVariables> = {
  name: 'Identity',
  type: 'query',
  hash: '071c8dfc74a04b84a94b00956245101a7d5126a08414c8a060d3ec6dbf2d8b01',
  told: {
    name: ['Citizen.name', 'population.identity'],
    formerName: ['Citizen.formerName', 'population.identity'],
    sex: ['Citizen.sex', 'population.identity'],
    birthDate: ['Citizen.birthDate', 'population.identity'],
    realNameLevel: ['Citizen.realNameLevel', 'population.identity'],
    identityNumbers: ['Citizen.identityNumbers', 'population.identity-number', 'IdentityNumber.number'],
    hukouStatus: ['Citizen.hukouStatus', 'population.hukou'],
    relationToHead: ['Citizen.relationToHead', 'population.hukou'],
    hukouHousehold: [
      'Citizen.hukouHousehold',
      'population.hukou',
      'HukouHousehold.address',
      'HukouHousehold.number',
    ],
    migrations: ['Citizen.migrations', 'population.migration'],
  },
  text: () => import('./texts/identity.js').then(({ text }) => text),
};

export type IdentityVariables = Record<string, never>;

export type IdentityData = {
  me: {
    id: string;
    residentId: string;
    name: Told<string>;
    formerName: Told<string>;
    sex: Told<Sex>;
    birthDate: Told<string>;
    realNameLevel: Told<RealNameLevel>;
    identityNumbers: Told<
      Array<{
        id: string;
        number: string | null;
        kind: IdentityNumberKind | null;
        validFrom: string | null;
        validTo: string | null;
      }>
    >;
    hukouStatus: Told<{ status: HukouStatusKind | null; since: string | null }>;
    relationToHead: Told<{ code: string; label: string | null }>;
    hukouHousehold: Told<{
      id: string;
      number: string | null;
      address: string | null;
      head: { name: string | null } | null;
      members: Array<{ name: string | null; relation: { code: string; label: string | null } | null }> | null;
    }>;
    migrations: Told<
      Array<{
        id: string;
        kind: MigrationKind | null;
        on: string | null;
        fromArea: { code: string; label: string | null } | null;
        toArea: { code: string; label: string | null } | null;
      }>
    >;
  } | null;
};

/** 性别. Sex (GB/T 2261.1). */
export type Sex =
  /** 男. Male (1). */
  | 'MALE'
  /** 女. Female (2). */
  | 'FEMALE'
  /** 未说明. Not stated (9). */
  | 'UNSPECIFIED';

/** 实名等级. Real-name level. */
export type RealNameLevel =
  /** 账号. Account only. */
  | 'L1'
  /** 手机. Phone confirmed. */
  | 'L2'
  /** 证件. Document checked. */
  | 'L3'
  /** 人脸. Face compared. */
  | 'L4';

/** 号码种类. Kind of identity number. */
export type IdentityNumberKind =
  /** 公民身份号码. Resident ID number, 18 digits. */
  | 'RESIDENT_ID'
  /** 十五位身份证号码. Legacy resident ID number, 15 digits. */
  | 'RESIDENT_ID_15'
  /** 港澳台居民居住证. Residence permit of Hong Kong, Macau and Taiwan residents. */
  | 'HK_MACAU_TAIWAN_PERMIT'
  /** 来往内地通行证. Travel permit of Hong Kong, Macau and Taiwan residents. */
  | 'TRAVEL_PERMIT'
  /** 外国人永久居留身份证. Foreigner's permanent residence card, old or new. */
  | 'FOREIGN_RESIDENT_CARD'
  /** 护照. Passport. */
  | 'PASSPORT';

/** 户籍状态. Hukou status. */
export type HukouStatusKind =
  /** 在册. Registered here. */
  | 'REGISTERED'
  /** 迁出. Moved out. */
  | 'MOVED_OUT'
  /** 注销. Cancelled; lags a death. */
  | 'CANCELLED'
  /** 无本地户籍. No hukou here. */
  | 'NOT_LOCAL';

/** 迁移方向. Direction of a move. */
export type MigrationKind =
  /** 迁入. Moved in. */
  | 'MOVED_IN'
  /** 迁出. Moved out. */
  | 'MOVED_OUT';
