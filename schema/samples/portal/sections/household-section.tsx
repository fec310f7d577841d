// The hukou household: where it is registered, and who belongs to it.
import { useLanguage } from '../language/language-context.js';
import type { Citizen, ValueOf } from '../page/citizen.js';
import { CodeLabel } from '../told/code-label.js';
import { Fact, Facts, ToldFact } from '../told/facts.js';
import { PersonList } from '../told/person-list.js';
import { Section } from '../told/section.js';

export function HouseholdSection({ citizen }: { citizen: Citizen }) {
  const { text, format } = useLanguage();
  const { hukouStatus, relationToHead, hukouHousehold } = citizen;
  return (
    <Section
      id="household"
      title={text.household.title}
      fields={[hukouStatus, relationToHead, hukouHousehold]}
    >
      <Facts>
        <ToldFact label={text.household.status} told={hukouStatus}>
          {({ status, since }) => (
            <>
              {status && text.hukouStatus[status]}
              {since && <span className="note">{text.household.since(format.date(since))}</span>}
            </>
          )}
        </ToldFact>
        <ToldFact label={text.household.relation} told={relationToHead}>
          {(relation) => <CodeLabel coded={relation} />}
        </ToldFact>
        {hukouHousehold.state === 'present' ? (
          <HouseholdFacts household={hukouHousehold.value} />
        ) : (
          <ToldFact label={text.household.address} told={hukouHousehold}>
            {() => null}
          </ToldFact>
        )}
      </Facts>
    </Section>
  );
}

function HouseholdFacts({ household }: { household: ValueOf<'hukouHousehold'> }) {
  const { text } = useLanguage();
  const { number, address, area, members } = household;
  return (
    <>
      <Fact label={text.household.number}>{number}</Fact>
      <Fact label={text.household.address}>
        <span lang="zh-CN">{address}</span>
      </Fact>
      <Fact label={text.household.area}>
        <CodeLabel coded={area} />
      </Fact>
      <Fact label={text.household.members}>
        <PersonList people={members} />
      </Fact>
    </>
  );
}
