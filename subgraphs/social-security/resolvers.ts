// How 人社 and 医保 answer.
import type { AssertedSubject } from '../../schema/contract/assertion.js';
import { citizenResolvers } from '../kit/citizen.js';
import { coded } from '../kit/coded.js';
import { DepartmentError } from '../kit/department-error.js';
import { first } from '../kit/loaders.js';
import { opaqueId } from '../kit/opaque-id.js';
import { yearMonth } from '../kit/year-month.js';
import * as codes from './codes.js';
import type { Resolvers, Retirement } from './generated.js';
import type { EnrolmentRow, RetirementClassRow, SocialSecurityRecords } from './records.js';
import { minimumContributionMonths, statutoryRetirement, type RetirementClass } from './retirement.js';

/** Kinds of the 人社 table whose months count towards a pension. */
const pensionKinds: readonly string[] = ['110', '120', '170'];

export const resolvers: Resolvers = {
  Query: { me: citizenResolvers.me },
  Citizen: {
    __resolveReference: citizenResolvers.resolveReference,
    socialInsuranceEnrolments: async ({ subject }, _args, { records }) =>
      (await enrolments(records, subject, 'HRSS')).map((row) => enrolment('SocialInsuranceEnrolment', row)),
    medicalInsuranceEnrolments: async ({ subject }, _args, { records }) =>
      (await enrolments(records, subject, 'NHSA')).map((row) => enrolment('MedicalInsuranceEnrolment', row)),
    employments: async ({ subject }, _args, { records }) =>
      (await records.employments.load(subject)).map(
        ({ employerNumber, employerName, creditCode, ...row }) => ({
          ...row,
          id: opaqueId('Employment', row.id),
          employer:
            employerNumber === null ? null : { number: employerNumber, name: employerName, creditCode },
          kind: coded(codes.employmentKinds, row.kind),
        }),
      ),
    contributions: ({ subject }, given, { records }) => {
      if (given.kind && !/^\d{3}$/.test(given.kind))
        throw new DepartmentError('BAD_USER_INPUT', 'kind is an AAE140 code of three digits.');
      return records.contributions(given).load({ keys: subject.numbers });
    },
    pensionAccount: async ({ subject }, _args, { records }) => {
      const years = await records.pensionAccountYears.load(subject);
      const [last] = years;
      if (!last) return null;
      return {
        id: opaqueId('PensionAccount', subject.id),
        balance: last.balance,
        asOfYear: last.year,
        years,
      };
    },
    retirement: async ({ subject }, _args, { records }) => {
      const row = first(await records.retirementClasses.load(subject));
      return row && retirement(row, await records.enrolments.load(subject));
    },
    pension: async ({ subject }, _args, { records }) => {
      const row = first(await records.pensions.load(subject));
      return (
        row && {
          ...row,
          id: opaqueId('Pension', row.id),
          kind: coded(codes.insuranceKinds.HRSS, row.kind),
          startedIn: yearMonth(row.startedIn),
          status: coded(codes.pensionStatuses, row.status),
        }
      );
    },
    unemploymentBenefits: async ({ subject }, _args, { records }) =>
      (await records.unemploymentBenefits.load(subject)).map((row) => ({
        ...row,
        id: opaqueId('UnemploymentBenefit', row.id),
        from: yearMonth(row.from),
        to: yearMonth(row.to),
        status: coded(codes.unemploymentStatuses, row.status),
      })),
    medicalAccount: async ({ subject }, _args, { records }) => {
      const row = first(await records.medicalAccounts.load(subject));
      return row && { ...row, id: opaqueId('MedicalAccount', row.id) };
    },
    medicalSettlements: ({ subject }, page, { records }) =>
      records.medicalSettlements(page).load({ keys: subject.numbers }),
    socialSecurityCard: async ({ subject }, _args, { records }) => {
      const row = first(await records.cards.load(subject));
      return (
        row && {
          ...row,
          id: opaqueId('SocialSecurityCard', row.id),
          status: coded(codes.cardStatuses, row.status),
        }
      );
    },
  },
};

async function enrolments(
  records: SocialSecurityRecords,
  subject: AssertedSubject,
  table: codes.CodeTable,
): Promise<EnrolmentRow[]> {
  return (await records.enrolments.load(subject)).filter(({ codeTable }) => codeTable === table);
}

/** An enrolment of either table; they have the same fields. */
function enrolment(type: string, row: EnrolmentRow) {
  return {
    id: opaqueId(type, row.id),
    personalNumber: row.personalNumber,
    kind: coded(codes.insuranceKinds[row.codeTable], row.kind),
    status: coded(codes.enrolmentStatuses, row.status),
    paymentStatus: coded(codes.paymentStatuses, row.paymentStatus),
    enrolledOn: row.enrolledOn,
    firstMonth: yearMonth(row.firstMonth),
    monthsPaid: row.monthsPaid,
  };
}

function retirement(row: RetirementClassRow, enrolled: readonly EnrolmentRow[]): Retirement {
  const statutory = isCovered(row) ? statutoryRetirement(row) : null;
  return {
    statutoryMonth: statutory?.month ?? null,
    statutoryAgeMonths: statutory?.ageMonths ?? null,
    minimumMonths: statutory && minimumContributionMonths(statutory.month),
    monthsPaid: enrolled
      .filter(({ codeTable, kind }) => codeTable === 'HRSS' && pensionKinds.includes(kind))
      .reduce((sum, { monthsPaid }) => sum + monthsPaid, 0),
  };
}

/** The decision delays three classes; earlier ages (特殊工种, such as a miner's 55) have rules of their own. */
function isCovered(row: RetirementClassRow): row is RetirementClassRow & RetirementClass {
  return row.sex === 'MALE' ? row.originalAge === 60 : row.originalAge === 55 || row.originalAge === 50;
}
