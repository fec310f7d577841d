// What insurance gives or will give: retirement, pension, medical account, card.
import { useLanguage } from '../language/language-context.js';
import type { Citizen } from '../page/citizen.js';
import { CodeLabel } from '../told/code-label.js';
import { Facts, ToldFact } from '../told/facts.js';

export function BenefitFacts({ citizen }: { citizen: Citizen }) {
  const { text, format } = useLanguage();
  const { retirement, pension, medicalAccount, socialSecurityCard } = citizen;
  const words = text.insurance;
  return (
    <Facts>
      <ToldFact label={words.retirement} told={retirement}>
        {({ statutoryMonth, monthsPaid, minimumMonths }) => (
          <>
            {statutoryMonth && format.month(statutoryMonth)}
            {monthsPaid !== null && minimumMonths !== null && (
              <span className="note">{words.retirementMonths(monthsPaid, minimumMonths)}</span>
            )}
          </>
        )}
      </ToldFact>
      <ToldFact label={words.pension} told={pension}>
        {({ monthlyAmount, startedIn, certificationDue }) => (
          <>
            {monthlyAmount && words.perMonth(format.money(monthlyAmount))}
            <span className="note">
              {startedIn && words.startedIn(format.month(startedIn))}
              {certificationDue && ` · ${words.certificationDue(format.date(certificationDue))}`}
            </span>
          </>
        )}
      </ToldFact>
      <ToldFact label={words.medicalAccount} told={medicalAccount}>
        {({ balance, asOf }) => (
          <>
            {balance && format.money(balance)}
            {asOf && <span className="note">{words.asOf(format.date(asOf))}</span>}
          </>
        )}
      </ToldFact>
      <ToldFact label={words.card} told={socialSecurityCard}>
        {({ number, status }) => (
          <>
            {number}{' '}
            <span className="note">
              <CodeLabel coded={status} />
            </span>
          </>
        )}
      </ToldFact>
    </Facts>
  );
}
