// How 民政 and 残联 answer.
import { citizenResolvers } from '../kit/citizen.js';
import { coded } from '../kit/coded.js';
import { first } from '../kit/loaders.js';
import { opaqueId } from '../kit/opaque-id.js';
import { relatedByRole, relatedPerson } from '../kit/related-person.js';
import { yearMonth } from '../kit/year-month.js';
import * as codes from './codes.js';
import type { Resolvers } from './generated.js';

export const resolvers: Resolvers = {
  Query: { me: citizenResolvers.me },
  Citizen: {
    __resolveReference: citizenResolvers.resolveReference,
    marriageRegistrations: async ({ subject }, _args, { records }) =>
      (await records.marriages.load(subject)).map(({ otherName, ...row }) => ({
        ...row,
        id: opaqueId('MarriageRegistration', row.id),
        otherParty: otherName === null ? null : relatedByRole(otherName, codes.registrationRoles, 'OTHER'),
      })),
    assistanceFamilies: async ({ subject }, _args, { records }) =>
      (await records.assistanceFamilies.load(subject)).map((row) => ({
        ...row,
        id: opaqueId('AssistanceFamily', row.rowId),
      })),
    extremePovertySupport: async ({ subject }, _args, { records }) => {
      const row = first(await records.extremePovertySupports.load(subject));
      return (
        row && {
          ...period(row),
          id: opaqueId('ExtremePovertySupport', row.id),
          place: coded(codes.supportPlaces, row.place),
        }
      );
    },
    oldAgeAllowance: async ({ subject }, _args, { records }) => {
      const row = first(await records.oldAgeAllowances.load(subject));
      return (
        row && {
          ...row,
          id: opaqueId('OldAgeAllowance', row.id),
          from: yearMonth(row.from),
          status: coded(codes.allowanceStatuses, row.status),
        }
      );
    },
    elderCard: async ({ subject }, _args, { records }) => {
      const row = first(await records.elderCards.load(subject));
      return (
        row && { ...row, id: opaqueId('ElderCard', row.id), kind: coded(codes.elderCardKinds, row.kind) }
      );
    },
    childSupport: async ({ subject }, _args, { records }) => {
      const row = first(await records.childSupports.load(subject));
      return (
        row && {
          ...period(row),
          id: opaqueId('ChildSupport', row.id),
          guardian: relatedPerson(row.guardianName, row.guardianRelation),
        }
      );
    },
    disabilityCertificate: async ({ subject }, _args, { records }) => {
      const row = first(await records.disabilityCertificates.load(subject));
      return (
        row && {
          ...row,
          id: opaqueId('DisabilityCertificate', row.id),
          class: coded(codes.disabilityClasses, row.class),
        }
      );
    },
    disabilityAllowances: async ({ subject }, _args, { records }) =>
      (await records.disabilityAllowances.load(subject)).map((row) => ({
        ...period(row),
        id: opaqueId('DisabilityAllowance', row.id),
      })),
    cremation: async ({ subject }, _args, { records }) => {
      const row = first(await records.cremations.load(subject));
      return row && { ...row, id: opaqueId('Cremation', row.id) };
    },
  },
  AssistanceFamily: {
    from: ({ fromMonth }) => yearMonth(fromMonth),
    to: ({ toMonth }) => yearMonth(toMonth),
    endReason: ({ endReason }) => coded(codes.assistanceEndReasons, endReason),
    applicant: async ({ rowId }, _args, { records }) => {
      const applicant = (await records.assistanceMembers.load(rowId)).find((member) => member.applicant);
      return applicant ? relatedPerson(applicant.name, applicant.relation) : null;
    },
    members: async ({ rowId }, _args, { records }) =>
      (await records.assistanceMembers.load(rowId)).map(({ name, relation }) =>
        relatedPerson(name, relation),
      ),
  },
};

/** A row whose time runs from one month to another, with both as the graph says them. */
function period<Row extends { from: number; to: number | null }>(row: Row) {
  return { ...row, from: yearMonth(row.from), to: yearMonth(row.to) };
}
