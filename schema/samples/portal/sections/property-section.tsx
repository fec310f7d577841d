// Real estate: rights with what burdens them, inheritance not yet transferred, tenancies.
import { useLanguage } from '../language/language-context.js';
import type { Citizen } from '../page/citizen.js';
import { CodeLabel } from '../told/code-label.js';
import { PersonList } from '../told/person-list.js';
import { Section } from '../told/section.js';
import { ToldList } from '../told/told-list.js';
import { RightCard } from './right-card.js';
import { ShareText } from './share-text.js';

export function PropertySection({ citizen }: { citizen: Citizen }) {
  const { text } = useLanguage();
  const { realEstateRights, inheritanceInterests, tenancies } = citizen;
  return (
    <Section
      id="property"
      title={text.property.title}
      fields={[realEstateRights, inheritanceInterests, tenancies]}
    >
      <ToldList title={text.property.rights} told={realEstateRights}>
        {(right) => <RightCard right={right} />}
      </ToldList>
      <Inheritance citizen={citizen} />
      <Tenancies citizen={citizen} />
    </Section>
  );
}

function Inheritance({ citizen: { inheritanceInterests } }: { citizen: Citizen }) {
  const { text, format } = useLanguage();
  return (
    <ToldList title={text.property.inheritance} told={inheritanceInterests}>
      {({ deceased, share, openedOn, status }) => (
        <>
          {text.property.deceased}
          <PersonList people={deceased && [deceased]} />
          <span className="note">
            {text.property.share} <ShareText share={share} /> · <CodeLabel coded={status} />
            {openedOn && ` · ${format.date(openedOn)}`}
          </span>
        </>
      )}
    </ToldList>
  );
}

function Tenancies({ citizen: { tenancies } }: { citizen: Citizen }) {
  const { text, format } = useLanguage();
  return (
    <ToldList title={text.property.tenancies} told={tenancies}>
      {({ role, monthlyRent, from, to, otherParties }) => (
        <>
          {role && text.tenancyRole[role]}
          {monthlyRent && ` · ${text.property.rent(format.money(monthlyRent))}`}
          <span className="note">
            {from && format.date(from)} – {to && format.date(to)}
          </span>
          <PersonList people={otherParties} />
        </>
      )}
    </ToldList>
  );
}
