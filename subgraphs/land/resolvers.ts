// How the real-estate register, the dwellings and the tenancies answer.
import { area } from '../kit/area.js';
import { citizenResolvers, type CitizenParent } from '../kit/citizen.js';
import { coded } from '../kit/coded.js';
import { first } from '../kit/loaders.js';
import { opaqueId } from '../kit/opaque-id.js';
import { relatedByRole, relatedPerson } from '../kit/related-person.js';
import * as codes from './codes.js';
import type { Resolvers } from './generated.js';
import {
  oncePerId,
  type Context,
  type DwellingParent,
  type LandRecords,
  type RightParent,
  type TenancyParent,
  type UnitParent,
} from './records.js';

type RowOf<Loader extends keyof LandRecords> = Awaited<ReturnType<LandRecords[Loader]['load']>>[number];

/** A field that stands in the unit's own row; null when the register hasn't got the unit. */
function ofUnit<Value>(read: (row: RowOf<'units'>) => Value) {
  return async ({ unitCode }: UnitParent, _args: unknown, { records }: Context): Promise<Value | null> => {
    const row = first(await records.units.load(unitCode));
    return row && read(row);
  };
}

/** The same for a dwelling. */
function ofDwelling<Value>(read: (row: RowOf<'dwellings'>) => Value) {
  return async (
    { houseCode }: DwellingParent,
    _args: unknown,
    { records }: Context,
  ): Promise<Value | null> => {
    const row = first(await records.dwellings.load(houseCode));
    return row && read(row);
  };
}

/** Share and co-owners are seen from this citizen, so the id is this citizen's too: co-owners must not share a cache entry. */
function right(row: RowOf<'rights'>, { subject }: CitizenParent): RightParent {
  return {
    id: opaqueId('RealEstateRight', `${row.id}-${subject.id}`),
    rowId: row.id,
    unitCode: row.unitCode,
    certificateNumber: row.certificateNumber,
    kind: coded(codes.rightKinds, row.kind),
    nature: coded(codes.rightNatures, row.nature),
    share: { numerator: row.numerator, denominator: row.denominator },
    coOwnership: row.coOwnership,
    coOwners: row.holders
      .filter(({ number }) => !subject.numbers.includes(number))
      .map(({ name }) => relatedByRole(name, codes.registerRoles, 'CO_OWNER')),
    registeredOn: row.registeredOn,
    status: coded(codes.rightStatuses, row.status),
  };
}

function tenancy(row: RowOf<'tenancies'>, { subject }: CitizenParent): TenancyParent {
  return {
    id: opaqueId('Tenancy', `${row.id}-${subject.id}`),
    houseCode: row.houseCode,
    filingNumber: row.filingNumber,
    role: row.role,
    otherParties: row.parties
      .filter(({ number }) => !subject.numbers.includes(number))
      .map(({ name, role }) => relatedByRole(name, codes.tenancyRoles, role)),
    monthlyRent: row.monthlyRent,
    from: row.from,
    to: row.to,
    status: coded(codes.tenancyStatuses, row.status),
  };
}

export const resolvers: Resolvers = {
  Query: { me: citizenResolvers.me },
  Citizen: {
    __resolveReference: citizenResolvers.resolveReference,
    realEstateRights: async (citizen, _args, { records }) =>
      oncePerId(await records.rights.load(citizen.subject)).map((row) => right(row, citizen)),
    inheritanceInterests: async ({ subject }, _args, { records }) =>
      (await records.inheritances.load(subject)).map((row) => ({
        id: opaqueId('InheritanceInterest', row.id),
        deceased: relatedPerson(row.deceasedName, relationOfDeceased(row.relation)),
        share: { numerator: row.numerator, denominator: row.denominator },
        openedOn: row.openedOn,
        status: coded(codes.inheritanceStatuses, row.status),
        certificateNumber: row.certificateNumber,
        unitCode: row.unitCode,
      })),
    dwellings: async ({ subject }, _args, { records }) =>
      (await records.dwellingRelations.load(subject)).map((row) => ({
        ...row,
        id: opaqueId('DwellingRelation', row.id),
      })),
    tenancies: async (citizen, _args, { records }) =>
      oncePerId(await records.tenancies.load(citizen.subject)).map((row) => tenancy(row, citizen)),
  },
  RealEstateUnit: {
    __resolveReference: ({ unitCode }) => ({ unitCode }),
    location: ofUnit((row) => row.location),
    use: ofUnit((row) => coded(codes.landUses, row.useCode)),
    area: ofUnit((row) => area(row.area)),
    floorArea: ofUnit((row) => row.floorArea),
    parcelArea: ofUnit((row) => row.parcelArea),
    termFrom: ofUnit((row) => row.termFrom),
    termTo: ofUnit((row) => row.termTo),
    dwelling: ofUnit(({ houseCode }) => (houseCode === null ? null : { houseCode })),
  },
  Dwelling: {
    __resolveReference: ({ houseCode }) => ({ houseCode }),
    address: ofDwelling((row) => row.address),
    area: ofDwelling((row) => area(row.area)),
    kind: ofDwelling((row) => coded(codes.dwellingKinds, row.kind)),
    livingArea: ofDwelling((row) => row.livingArea),
    realEstateUnit: ofDwelling(({ unitCode }) => (unitCode === null ? null : { unitCode })),
  },
  RealEstateRight: {
    unit: ({ unitCode }) => ({ unitCode }),
    mortgages: async ({ rowId }, _args, { records }) =>
      (await records.mortgages.load(rowId)).map((row) => ({
        ...row,
        id: opaqueId('Mortgage', row.id),
        status: coded(codes.mortgageStatuses, row.status),
      })),
    seizures: async ({ rowId }, _args, { records }) =>
      (await records.seizures.load(rowId)).map((row) => ({
        ...row,
        id: opaqueId('Seizure', row.id),
        kind: coded(codes.seizureKinds, row.kind),
      })),
    notices: async ({ rowId }, _args, { records }) =>
      (await records.notices.load(rowId)).map((row) => ({
        ...row,
        id: opaqueId('RegistrationNotice', row.id),
        applicant: relatedByRole(row.applicantName, codes.registerRoles, 'APPLICANT'),
      })),
  },
  InheritanceInterest: { unit: ({ unitCode }) => ({ unitCode }) },
  DwellingRelation: { dwelling: ({ houseCode }) => ({ houseCode }) },
  Tenancy: { dwelling: ({ houseCode }) => ({ houseCode }) },
};

/**
 * The register says what the heir is to the deceased; `deceased.relation` says what the deceased is to the heir.
 * GB/T 4761 goes by its first digit; a child of unknown sex has no code in it, so a parent who inherits gets null;
 * so do sons- and daughters-in-law (28, 38).
 */
function relationOfDeceased(relationOfHeir: string): string | null {
  if (relationOfHeir === '28' || relationOfHeir === '38') return null;
  const inverse: Readonly<Record<string, string>> = {
    '1': '10',
    '2': '50',
    '3': '50',
    '4': '60',
    '6': '40',
    '7': '70',
  };
  return inverse[relationOfHeir.charAt(0)] ?? null;
}
