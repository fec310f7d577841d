// Water, electricity and gas: each account with its usage, what is overdue, and what can be paid.
import { SimpleGrid } from '@mantine/core';
import { useElderMode } from '../elder-mode.js';
import { useLanguage } from '../language/language-context.js';
import type { Citizen } from '../page/citizen.js';
import { AbsentText } from '../told/absent-text.js';
import { Section } from '../told/section.js';
import { AccountCard } from './account-card.js';

export function UtilitiesSection({ citizen: { utilityAccounts } }: { citizen: Citizen }) {
  const { text } = useLanguage();
  const { on: elder } = useElderMode();
  return (
    <Section id="utilities" title={text.utilities.title} fields={[utilityAccounts]}>
      {utilityAccounts.state === 'present' ? (
        <SimpleGrid cols={elder ? 1 : { base: 1, md: Math.min(3, utilityAccounts.value.length || 1) }}>
          {utilityAccounts.value.map((relation) => (
            <AccountCard key={relation.id} relation={relation} />
          ))}
        </SimpleGrid>
      ) : (
        <AbsentText absent={utilityAccounts} />
      )}
    </Section>
  );
}
