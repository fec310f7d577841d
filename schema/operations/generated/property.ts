// Generated from property.graphql by `npm run operations`. Do not edit.
import type { Operation } from '../../client/operation.js';
import type { Told } from '../../client/told.js';

/** 不动产：本人的房屋、其上的权利负担和用电账户。
 * Land and housing: my flat, what burdens it, and its electricity account. */
export const Property: Operation<PropertyData, PropertyVariables> = {
  name: 'Property',
  type: 'query',
  hash: '6cd7d409b14e1e0440b1b97ef39f3cdbfafcbd250aefec5208de68083f101d66',
  told: {
    realEstateRights: [
      'Citizen.realEstateRights',
      'land.right',
      'RealEstateRight.certificateNumber',
      'RealEstateUnit.location',
      'UtilitySupply.accountNumber',
      'UtilitySupply.meterNumber',
    ],
    dwellings: ['Citizen.dwellings', 'land.dwelling', 'Dwelling.address'],
    tenancies: ['Citizen.tenancies', 'land.tenancy'],
  },
  text: () => import('./texts/property.js').then(({ text }) => text),
};

export type PropertyVariables = Record<string, never>;

export type PropertyData = {
  me: {
    id: string;
    realEstateRights: Told<
      Array<{
        id: string;
        certificateNumber: string | null;
        coOwnership: CoOwnership | null;
        registeredOn: string | null;
        kind: { code: string; label: string | null } | null;
        share: { numerator: number; denominator: number } | null;
        mortgages: Array<{
          id: string;
          mortgagee: string | null;
          amountSecured: string | null;
          from: string | null;
          to: string | null;
        }> | null;
        seizures: Array<{
          id: string;
          authority: string | null;
          document: string | null;
          queuePosition: number | null;
          kind: { code: string; label: string | null } | null;
        }> | null;
        notices: Array<{
          id: string;
          kind: RegistrationNoticeKind | null;
          registeredOn: string | null;
        }> | null;
        unit: {
          unitCode: string;
          location: string | null;
          floorArea: string | null;
          termTo: string | null;
          dwelling: {
            houseCode: string;
            livingArea: string | null;
            utilitySupplies: Array<{
              id: string;
              kind: UtilityKind | null;
              accountNumber: string | null;
              meterNumber: string | null;
            }> | null;
          } | null;
        } | null;
      }>
    >;
    dwellings: Told<
      Array<{
        id: string;
        role: DwellingRole | null;
        since: string | null;
        dwelling: {
          houseCode: string;
          address: string | null;
          kind: { code: string; label: string | null } | null;
          realEstateUnit: { unitCode: string } | null;
        } | null;
      }>
    >;
    tenancies: Told<
      Array<{
        id: string;
        role: TenancyRole | null;
        monthlyRent: string | null;
        from: string | null;
        to: string | null;
      }>
    >;
  } | null;
};

/** 共有方式 GYFS. Co-ownership. */
export type CoOwnership =
  /** 单独所有. Sole (0). */
  | 'SOLE'
  /** 共同共有. Joint (1). */
  | 'JOINT'
  /** 按份共有. By shares (2). */
  | 'BY_SHARES';

/** 预告、异议登记种类. Kind of notice. */
export type RegistrationNoticeKind =
  /** 预告登记. Advance notice. */
  | 'ADVANCE_NOTICE'
  /** 异议登记. Objection. */
  | 'OBJECTION';

/** 人与房屋的关系. Role in a dwelling. */
export type DwellingRole =
  /** 产权人. Owner. */
  | 'OWNER'
  /** 承租人. Tenant. */
  | 'TENANT'
  /** 居住人. Occupant. */
  | 'OCCUPANT';

/** 租赁角色. Role in a tenancy. */
export type TenancyRole =
  /** 出租人. Landlord. */
  | 'LANDLORD'
  /** 承租人. Tenant. */
  | 'TENANT';

/** 公用事业种类. Kind of utility. */
export type UtilityKind =
  /** 水. Water, in cubic metres. */
  | 'WATER'
  /** 电. Electricity, in kilowatt-hours. */
  | 'ELECTRICITY'
  /** 气. Gas, in cubic metres. */
  | 'GAS';
