// How the population register answers.
import type { AssertedSubject } from '../../schema/contract/assertion.js';
import { maxLookups } from '../../schema/contract/identity.js';
import { namesMatch } from '../../schema/contract/person-name.js';
import { area } from '../kit/area.js';
import { citizen as citizenParent } from '../kit/citizen.js';
import { coded } from '../kit/coded.js';
import { DepartmentError } from '../kit/department-error.js';
import { first } from '../kit/loaders.js';
import { opaqueId } from '../kit/opaque-id.js';
import { relatedPerson } from '../kit/related-person.js';
import * as codes from './codes.js';
import type { CitizenLookup, Resolvers } from './generated.js';
import { loadCitizen, type CitizenParent, type CitizenRow, type Context } from './records.js';

function citizen(subject: AssertedSubject): CitizenParent {
  return { ...citizenParent(subject), id: subject.id };
}

/** A field of `Citizen` that stands in the register's own row. */
function fromRow<Value>(read: (row: CitizenRow) => Value) {
  return async ({ subject }: CitizenParent, _args: unknown, { records }: Context): Promise<Value | null> => {
    const row = await loadCitizen(records, subject);
    return row && read(row);
  };
}

/**
 * Number and name must both match; anything else is null, without saying which. So is a number that the assertion doesn't
 * cover: the gateway lists exactly the people who match, which makes whoever is missing not held.
 */
async function matching(
  { residentId, name }: CitizenLookup,
  { assertion, records }: Context,
): Promise<CitizenParent | null> {
  const subject = assertion.findByNumber(residentId);
  const row = subject && (await loadCitizen(records, subject));
  return row && namesMatch(row.name, name) ? citizen(subject) : null;
}

export const resolvers: Resolvers = {
  Query: {
    me: (_root, _args, { assertion }) => citizen(assertion.me()),
    citizen: (_root, lookup, context) => matching(lookup, context),
    citizens: (_root, { by }, context) => {
      if (by.length > maxLookups)
        throw new DepartmentError('BAD_USER_INPUT', `At most ${maxLookups} citizens at a time.`);
      return Promise.all(by.map((lookup) => matching(lookup, context)));
    },
  },
  Citizen: {
    __resolveReference: (reference, { assertion }) =>
      citizen(
        'id' in reference && reference.id
          ? assertion.subjectById(reference.id)
          : assertion.subjectByNumber(referenceNumber(reference)),
      ),
    name: fromRow((row) => row.name),
    formerName: fromRow((row) => row.formerName),
    sex: fromRow((row) => row.sex),
    birthDate: fromRow((row) => row.birthDate),
    ethnicity: fromRow((row) => coded(codes.ethnicities, row.ethnicity)),
    nationality: fromRow((row) => coded(codes.nationalities, row.nationality)),
    photo: fromRow((row) => row.photo),
    phone: fromRow((row) => row.phone),
    realNameLevel: fromRow((row) => row.realNameLevel),
    vitalStatus: fromRow((row) => ({
      status: row.vitalStatus,
      diedOn: row.diedOn,
      recordedOn: row.vitalRecordedOn,
    })),
    hukouStatus: fromRow((row) => ({ status: row.hukouStatus, since: row.hukouSince })),
    relationToHead: fromRow((row) =>
      row.relationToHead ? relatedPerson(null, row.relationToHead).relation : null,
    ),
    identityNumbers: async ({ id }, _args, { records }) =>
      (await records.numbers.load(id)).map((row) => ({
        ...row,
        id: opaqueId('IdentityNumber', `${id}-${row.kind}-${row.validFrom ?? ''}`),
        endReason: coded(codes.numberEndReasons, row.endReason),
      })),
    identityDocument: async ({ id }, _args, { records }) => {
      const row = first(await records.documents.load(id));
      return (
        row && {
          ...row,
          id: opaqueId('IdentityDocument', row.id),
          status: coded(codes.documentStatuses, row.status),
        }
      );
    },
    hukouHousehold: async ({ subject }, _args, { records }) => {
      const row = await loadCitizen(records, subject);
      if (row?.hukouStatus !== 'REGISTERED' || row.householdId === null) return null;
      const household = first(await records.households.load(row.householdId));
      return household && { ...household, id: opaqueId('HukouHousehold', household.rowId) };
    },
    residencePermits: async ({ id }, _args, { records }) =>
      (await records.permits.load(id)).map((row) => ({
        ...row,
        id: opaqueId('ResidencePermit', row.id),
        area: area(row.area),
        status: coded(codes.permitStatuses, row.status),
      })),
    migrations: async ({ id }, _args, { records }) =>
      (await records.migrations.load(id)).map((row) => ({
        id: opaqueId('Migration', row.id),
        kind: row.kind,
        fromArea: area(row.fromArea),
        toArea: area(row.toArea),
        on: row.movedOn,
        reason: coded(codes.migrationReasons, row.reason),
      })),
  },
  HukouHousehold: {
    kind: ({ kind }) => coded(codes.householdKinds, kind),
    area: (household) => area(household.area),
    head: async ({ rowId }, _args, { records }) => {
      const head = (await records.householdMembers.load(rowId)).find((member) => member.head);
      return head ? relatedPerson(head.name, '02') : null;
    },
    members: async ({ rowId }, _args, { records }) =>
      (await records.householdMembers.load(rowId)).map(({ name, relation }) => relatedPerson(name, relation)),
  },
};

function referenceNumber(reference: object): string {
  return 'residentId' in reference && typeof reference.residentId === 'string' ? reference.residentId : '';
}
