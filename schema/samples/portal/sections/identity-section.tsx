// Who somebody is, as the population register has it.
import { CodeLabel } from '../told/code-label.js';
import { Fact, Facts, ToldFact } from '../told/facts.js';
import { Section } from '../told/section.js';
import { ToldList } from '../told/told-list.js';
import { useLanguage } from '../language/language-context.js';
import type { Citizen } from '../page/citizen.js';
import { DocumentText } from './document-text.js';
import { NumberList } from './number-list.js';

export function IdentitySection({ citizen }: { citizen: Citizen }) {
  const { text, format } = useLanguage();
  const { name, formerName, sex, birthDate, ethnicity, nationality, phone } = citizen;
  const { identityNumbers, identityDocument, vitalStatus, residencePermits, realNameLevel } = citizen;
  return (
    <Section
      id="identity"
      title={text.identity.title}
      fields={[
        ...[name, sex, birthDate, ethnicity, nationality, phone],
        ...[identityNumbers, identityDocument, vitalStatus, residencePermits, realNameLevel],
      ]}
    >
      <Facts>
        <ToldFact label={text.identity.name} told={name}>
          {(value) => <span lang="zh-CN">{value}</span>}
        </ToldFact>
        {formerName.state === 'present' && (
          <Fact label={text.identity.formerName}>
            <span lang="zh-CN">{formerName.value}</span>
          </Fact>
        )}
        <ToldFact label={text.identity.number} told={identityNumbers}>
          {(numbers) => <NumberList numbers={numbers} />}
        </ToldFact>
        <ToldFact label={text.identity.sex} told={sex}>
          {(value) => text.sex[value]}
        </ToldFact>
        <ToldFact label={text.identity.birthDate} told={birthDate}>
          {format.date}
        </ToldFact>
        <ToldFact label={text.identity.ethnicity} told={ethnicity}>
          {(value) => <CodeLabel coded={value} />}
        </ToldFact>
        <ToldFact label={text.identity.nationality} told={nationality}>
          {(value) => <CodeLabel coded={value} />}
        </ToldFact>
        <ToldFact label={text.identity.phone} told={phone}>
          {(value) => value}
        </ToldFact>
        <ToldFact label={text.identity.document} told={identityDocument}>
          {(document) => <DocumentText document={document} />}
        </ToldFact>
        <ToldFact label={text.identity.vitalStatus} told={vitalStatus}>
          {({ status }) => status && text.vitalStatus[status]}
        </ToldFact>
        <ToldFact label={text.identity.realNameLevel} told={realNameLevel}>
          {(level) => `${level} ${text.level[level]}`}
        </ToldFact>
      </Facts>
      <ToldList title={text.identity.residencePermits} told={residencePermits}>
        {({ address, validTo, status }) => (
          <>
            <span lang="zh-CN">{address}</span>{' '}
            <span className="note">
              <CodeLabel coded={status} />
              {validTo && ` · ${text.identity.validTo(format.date(validTo))}`}
            </span>
          </>
        )}
      </ToldList>
    </Section>
  );
}
