// Civil affairs: marriage, assistance, and what the aged and the disabled are given.
import { useLanguage } from '../language/language-context.js';
import type { Citizen } from '../page/citizen.js';
import { CodeLabel } from '../told/code-label.js';
import { Facts, ToldFact } from '../told/facts.js';
import { PersonList } from '../told/person-list.js';
import { Section } from '../told/section.js';
import { ToldList } from '../told/told-list.js';
import { AssistanceList } from './assistance-list.js';

export function CivilSection({ citizen }: { citizen: Citizen }) {
  const { text, format } = useLanguage();
  const { marriageRegistrations, assistanceFamilies, oldAgeAllowance, elderCard } = citizen;
  const { disabilityCertificate, disabilityAllowances } = citizen;
  return (
    <Section
      id="civil"
      title={text.civil.title}
      fields={[
        ...[marriageRegistrations, assistanceFamilies, oldAgeAllowance, elderCard],
        ...[disabilityCertificate, disabilityAllowances],
      ]}
    >
      <ToldList title={text.civil.marriage} told={marriageRegistrations}>
        {({ kind, number, registeredOn, otherParty }) => (
          <>
            {kind && text.marriageKind[kind]} {registeredOn && format.date(registeredOn)}
            <span className="note">{number}</span>
            <PersonList people={otherParty && [otherParty]} />
          </>
        )}
      </ToldList>
      <AssistanceList told={assistanceFamilies} />
      <ElderFacts citizen={citizen} />
      <ToldList title={text.civil.disabilityAllowances} told={disabilityAllowances}>
        {({ kind, monthlyAmount }) => (
          <>
            {kind && text.disabilityAllowance[kind]}{' '}
            {monthlyAmount && text.civil.perMonth(format.money(monthlyAmount))}
          </>
        )}
      </ToldList>
    </Section>
  );
}

function ElderFacts({ citizen }: { citizen: Citizen }) {
  const { text, format } = useLanguage();
  const { oldAgeAllowance, elderCard, disabilityCertificate } = citizen;
  return (
    <Facts>
      <ToldFact label={text.civil.oldAgeAllowance} told={oldAgeAllowance}>
        {({ band, monthlyAmount }) => (
          <>
            {monthlyAmount && text.civil.perMonth(format.money(monthlyAmount))}
            <span className="note">{band && text.oldAgeBand[band]}</span>
          </>
        )}
      </ToldFact>
      <ToldFact label={text.civil.elderCard} told={elderCard}>
        {({ number, issuedOn }) => (
          <>
            {number} <span className="note">{issuedOn && format.date(issuedOn)}</span>
          </>
        )}
      </ToldFact>
      <ToldFact label={text.civil.disability} told={disabilityCertificate}>
        {(certificate) => (
          <>
            <CodeLabel coded={certificate.class} />{' '}
            <span className="note">
              {certificate.grade !== null && text.civil.grade(certificate.grade)}
              {certificate.validTo && ` · ${text.identity.validTo(format.date(certificate.validTo))}`}
            </span>
          </>
        )}
      </ToldFact>
    </Facts>
  );
}
