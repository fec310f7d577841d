// What somebody sees who is not logged in: what this is, why the login ended, the way in.
import { Alert, Button, Title } from '@mantine/core';
import { useState } from 'react';
import { useLanguage } from '../language/language-context.js';
import type { Opened } from '../session/session.js';

interface StartPageProps {
  opened: Extract<Opened, { state: 'logged out' }>;
}

export function StartPage({ opened: { because, logIn } }: StartPageProps) {
  const { text } = useLanguage();
  const [leaving, setLeaving] = useState(false);
  const problem = { new: undefined, ended: text.problem.loginEnded, failed: text.problem.loginFailed }[
    because
  ];
  return (
    <main id="main" className="start">
      <Title order={1}>{text.title}</Title>
      {problem !== undefined && (
        <Alert color="orange" variant="outline">
          {problem}
        </Alert>
      )}
      <p>{text.welcome}</p>
      <p className="note">{text.welcomeHow}</p>
      <Button
        size="lg"
        loading={leaving}
        onClick={() => {
          setLeaving(true);
          void logIn();
        }}
      >
        {text.logIn}
      </Button>
    </main>
  );
}
