// The sections of the home page, from the one answer that it asks for.
import type { HomePageData } from '../../../../operations/generated/home-page.js';
import { describeTold, type Section } from '../../describe-told.js';
import { orUnknown, utilityWords, yuan } from '../../words.js';

type Citizen = NonNullable<HomePageData['me']>;

export function homeSections(me: Citizen): readonly Section[] {
  return [
    describeTold('户籍', me.hukouHousehold, ({ address }) => [{ label: '住址', value: orUnknown(address) }]),
    describeTold('社会保险', me.socialInsuranceEnrolments, (enrolments) =>
      enrolments.map(({ kind, paymentStatus, monthsPaid }) => ({
        label: orUnknown(kind?.label),
        value: `${orUnknown(paymentStatus?.label)}，已缴${monthsPaid ?? 0}个月`,
      })),
    ),
    describeTold('养老金', me.pension, ({ monthlyAmount, certificationDue }) => [
      { label: '每月', value: yuan(monthlyAmount) },
      { label: '资格认证不晚于', value: orUnknown(certificationDue) },
    ]),
    describeTold('医保账户', me.medicalAccount, ({ balance }) => [{ label: '余额', value: yuan(balance) }]),
    describeTold('高龄津贴', me.oldAgeAllowance, ({ monthlyAmount }) => [
      { label: '每月', value: yuan(monthlyAmount) },
    ]),
    describeTold('房产', me.realEstateRights, (rights) =>
      rights.map(({ certificateNumber, unit }) => ({
        label: orUnknown(unit?.location),
        value: orUnknown(certificateNumber),
      })),
    ),
    utilitySection(me),
  ];
}

function utilitySection({ utilityAccounts }: Citizen): Section {
  return describeTold('水电气', utilityAccounts, (accounts) =>
    accounts.map(({ account }) => ({
      label: account?.kind ? utilityWords[account.kind] : orUnknown(account?.supplier),
      value: account?.arrears?.bills
        ? `欠${account.arrears.bills}期，共${yuan(account.arrears.amount)}`
        : '没有欠费',
    })),
  );
}
