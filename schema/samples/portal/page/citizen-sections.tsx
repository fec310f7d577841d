// The sections of the page, and the way to each of them.
import { useLanguage } from '../language/language-context.js';
import { CivilSection } from '../sections/civil-section.js';
import { HouseholdSection } from '../sections/household-section.js';
import { IdentitySection } from '../sections/identity-section.js';
import { InsuranceSection } from '../sections/insurance-section.js';
import { PropertySection } from '../sections/property-section.js';
import { UtilitiesSection } from '../sections/utilities-section.js';
import type { Citizen } from './citizen.js';

export function CitizenSections({ citizen }: { citizen: Citizen }) {
  return (
    <>
      <SectionLinks />
      <div className="sections">
        <div>
          <IdentitySection citizen={citizen} />
          <HouseholdSection citizen={citizen} />
          <CivilSection citizen={citizen} />
        </div>
        <div>
          <InsuranceSection citizen={citizen} />
          <PropertySection citizen={citizen} />
        </div>
      </div>
      <UtilitiesSection citizen={citizen} />
    </>
  );
}

function SectionLinks() {
  const { text } = useLanguage();
  const sections = {
    identity: text.identity.title,
    household: text.household.title,
    civil: text.civil.title,
    insurance: text.insurance.title,
    property: text.property.title,
    utilities: text.utilities.title,
  };
  return (
    <nav aria-label={text.sections} className="section-links">
      <ul>
        {Object.entries(sections).map(([id, title]) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
