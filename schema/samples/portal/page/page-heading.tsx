// Whose page it is, when it was asked for, and what to do with it as a whole.
import { Button, Group, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useLanguage } from '../language/language-context.js';
import type { Session } from '../session/session.js';
import type { Citizen } from './citizen.js';
import { usePageActions } from './page-actions.js';

interface PageHeadingProps {
  citizen: Citizen | undefined;
  answeredAt: Date | undefined;
  session: Session;
}

export function PageHeading({ citizen, answeredAt, session }: PageHeadingProps) {
  const { text, format } = useLanguage();
  const { askAgain, asking, logIn } = usePageActions();
  const heading = useRef<HTMLHeadingElement>(null);
  // After a login, whoever reads by ear or keyboard begins here instead of at the browser's own controls.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="page-heading">
      <Title order={1} ref={heading} tabIndex={-1}>
        {citizen?.name.state === 'present' ? text.greeting(citizen.name.value) : text.title}
      </Title>
      {answeredAt && <p className="note">{text.updatedAt(format.moment(answeredAt))}</p>}
      <Group className="page-actions" gap="xs">
        <Button loading={asking} onClick={askAgain}>
          {text.refresh}
        </Button>
        <Button variant="default" onClick={() => window.print()}>
          {text.print}
        </Button>
        <Button variant="default" onClick={() => logIn({ asSomebodyElse: true })}>
          {text.logInAsSomebodyElse}
        </Button>
        <Button variant="default" onClick={() => session.logOut()}>
          {text.logOut}
        </Button>
      </Group>
    </div>
  );
}
