// The insurance kinds that somebody is enrolled in, with how long each was paid.
import type { Told } from '../../../client/client.js';
import type { Coded } from '../language/code-labels.js';
import { useLanguage } from '../language/language-context.js';
import { CodeLabel } from '../told/code-label.js';
import { ToldList } from '../told/told-list.js';

interface Enrolment {
  readonly id: string;
  readonly kind: Coded | null;
  readonly paymentStatus: Coded | null;
  readonly monthsPaid: number | null;
}

export function EnrolmentList({ title, told }: { title: string; told: Told<readonly Enrolment[]> }) {
  const { text } = useLanguage();
  return (
    <ToldList title={title} told={told}>
      {({ kind, paymentStatus, monthsPaid }) => (
        <>
          <CodeLabel coded={kind} />{' '}
          <span className="note">
            <CodeLabel coded={paymentStatus} />
            {monthsPaid !== null && ` · ${text.insurance.monthsPaid(monthsPaid)}`}
          </span>
        </>
      )}
    </ToldList>
  );
}
