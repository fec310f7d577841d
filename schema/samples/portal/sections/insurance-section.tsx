// Social insurance: what somebody is insured for, what was paid, what it gives.
import { Title } from '@mantine/core';
import { ContributionChart } from '../charts/contribution-chart.js';
import { useLanguage } from '../language/language-context.js';
import type { Citizen } from '../page/citizen.js';
import { AbsentText } from '../told/absent-text.js';
import { Section } from '../told/section.js';
import { BenefitFacts } from './benefit-facts.js';
import { EnrolmentList } from './enrolment-list.js';

export function InsuranceSection({ citizen }: { citizen: Citizen }) {
  const { text } = useLanguage();
  const { socialInsuranceEnrolments, medicalInsuranceEnrolments, contributions } = citizen;
  const { retirement, pension, medicalAccount, socialSecurityCard } = citizen;
  return (
    <Section
      id="insurance"
      title={text.insurance.title}
      fields={[
        ...[socialInsuranceEnrolments, medicalInsuranceEnrolments, contributions],
        ...[retirement, pension, medicalAccount, socialSecurityCard],
      ]}
    >
      <BenefitFacts citizen={citizen} />
      <Title order={3}>{text.insurance.contributions}</Title>
      {contributions.state === 'present' ? (
        <ContributionChart contributions={contributions.value} />
      ) : (
        <AbsentText absent={contributions} />
      )}
      <EnrolmentList title={text.insurance.social} told={socialInsuranceEnrolments} />
      <EnrolmentList title={text.insurance.medical} told={medicalInsuranceEnrolments} />
    </Section>
  );
}
