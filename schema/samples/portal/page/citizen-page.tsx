// The one screen (一屏): asks for it, shows what came, and what can be done about what didn't.
import { Skeleton } from '@mantine/core';
import { useMemo } from 'react';
import type { Client } from '../../../client/client.js';
import { useLanguage } from '../language/language-context.js';
import { PaymentDialog } from '../payment/payment-dialog.js';
import { usePayment } from '../payment/payment-context.js';
import type { Session } from '../session/session.js';
import { CitizenSections } from './citizen-sections.js';
import { FailureNotice } from './failure-notice.js';
import { PageActionsProvider, type PageActions } from './page-actions.js';
import { PageHeading } from './page-heading.js';
import { useCitizen } from './use-citizen.js';

interface CitizenPageProps {
  client: Client;
  session: Session;
  development: boolean;
}

export function CitizenPage({ client, session, development }: CitizenPageProps) {
  const { text } = useLanguage();
  const { step } = usePayment();
  const { citizen, answeredAt, failure, asking, askAgain } = useCitizen(client);
  const draft = step.kind === 'confirming' ? step.draft : undefined;
  const actions = useMemo<PageActions>(
    () => ({ askAgain, asking, logIn: (options) => void session.logIn({ ...options, draft }) }),
    [askAgain, asking, session, draft],
  );
  return (
    <PageActionsProvider value={actions}>
      <main id="main">
        <p role="status" className="visually-hidden">
          {asking ? text.refreshing : !failure && text.updated}
        </p>
        <PageHeading citizen={citizen} answeredAt={answeredAt} session={session} />
        {failure && <FailureNotice failure={failure} kept={citizen !== undefined} />}
        {citizen ? <CitizenSections citizen={citizen} /> : asking && <Skeleton height="60vh" mt="md" />}
        {citizen && <PaymentDialog citizen={citizen} development={development} />}
      </main>
    </PageActionsProvider>
  );
}
