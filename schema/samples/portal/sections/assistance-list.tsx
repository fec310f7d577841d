// The families with which somebody is or was assisted.
import { useLanguage } from '../language/language-context.js';
import type { Citizen } from '../page/citizen.js';
import { ToldList } from '../told/told-list.js';

export function AssistanceList({ told }: { told: Citizen['assistanceFamilies'] }) {
  const { text, format } = useLanguage();
  return (
    <ToldList title={text.civil.assistance} told={told}>
      {({ category, class: assistanceClass, monthlyAmount, from, to }) => (
        <>
          {category && text.assistanceCategory[category]}{' '}
          {assistanceClass && text.civil.class(assistanceClass)}{' '}
          {monthlyAmount && text.civil.perMonth(format.money(monthlyAmount))}
          <span className="note">
            {from &&
              (to
                ? text.civil.ended(format.month(from), format.month(to))
                : text.civil.lasting(format.month(from)))}
          </span>
        </>
      )}
    </ToldList>
  );
}
