// The portal as a whole: finds out who is logged in, then shows the page or the way in.
import { MantineProvider, createTheme } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { createClient } from '../../../client/client.js';
import { createFetchTransport } from '../../../client/fetch-transport.js';
import { ElderModeProvider } from '../elder-mode.js';
import { LanguageProvider, useLanguage } from '../language/language-context.js';
import { PaymentProvider } from '../payment/payment-context.js';
import { openSession, type Opened } from '../session/session.js';
import { CitizenPage } from './citizen-page.js';
import { PageHeader } from './page-header.js';
import { StartPage } from './start-page.js';
import { UnreachablePage } from './unreachable-page.js';

const theme = createTheme({
  // White on the usual shade is below the contrast of 4.5 : 1 (WCAG 2.2, 1.4.3).
  primaryShade: 8,
  fontFamily: 'system-ui, "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei", sans-serif',
  headings: {
    fontFamily: 'inherit',
    sizes: {
      h1: { fontSize: '1.6rem' },
      h2: { fontSize: '1.3rem' },
      h3: { fontSize: '1.1rem' },
      h4: { fontSize: '1rem' },
    },
  },
  respectReducedMotion: true,
});

export function Portal() {
  return (
    <MantineProvider theme={theme} forceColorScheme="light">
      <LanguageProvider>
        <ElderModeProvider>
          <div className="page">
            <PageHeader />
            <Opening />
          </div>
        </ElderModeProvider>
      </LanguageProvider>
    </MantineProvider>
  );
}

function Opening() {
  const { text } = useLanguage();
  const [opened, setOpened] = useState<Opened>();
  useEffect(() => {
    void openSession().then(setOpened);
  }, []);
  switch (opened?.state) {
    case 'logged in':
      return <LoggedIn opened={opened} />;
    case 'logged out':
      return <StartPage opened={opened} />;
    case 'unreachable':
      return <UnreachablePage what={opened.what} onRetry={() => location.reload()} />;
    case 'leaving':
    case undefined:
      return (
        <main id="main">
          <p role="status">{opened ? text.leaving : text.starting}</p>
        </main>
      );
  }
}

function LoggedIn({
  opened: { session, config, draft },
}: {
  opened: Extract<Opened, { state: 'logged in' }>;
}) {
  const { language } = useLanguage();
  const client = useMemo(
    () =>
      createClient({
        transport: createFetchTransport(),
        endpoint: config.graphql,
        clientName: 'portal',
        clientVersion: '1',
        language: () => language,
        token: () => session.token(),
        refresh: () => session.refresh(),
      }),
    [session, config, language],
  );
  return (
    <PaymentProvider client={client} draft={draft}>
      <CitizenPage client={client} session={session} development={config.development} />
    </PaymentProvider>
  );
}
