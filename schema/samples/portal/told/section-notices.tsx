// What is missing from a section that somebody can do something about: ask a department again, log in at a higher level.
import { Alert, Button } from '@mantine/core';
import type { Absent, Told } from '../../../client/client.js';
import { useLanguage } from '../language/language-context.js';
import { usePageActions } from '../page/page-actions.js';

export function SectionNotices({ fields }: { fields: readonly Told<unknown>[] }) {
  const { text, format } = useLanguage();
  const { askAgain, asking, logIn } = usePageActions();
  const absent = fields.filter((field) => field.state === 'absent');
  const down = providersDown(absent);
  const needsLevel = absent.find(({ reason }) => reason === 'NEEDS_LEVEL');
  return (
    <>
      {down.length > 0 && (
        <Alert color="orange" variant="outline" title={text.absence.downTitle(format.list(down))}>
          <p>{text.absence.downText}</p>
          <Button size="compact-md" variant="outline" loading={asking} onClick={askAgain}>
            {text.retry}
          </Button>
        </Alert>
      )}
      {needsLevel && (
        <Alert color="blue" variant="outline" title={text.absence.levelTitle}>
          <p>{needsLevel.message}</p>
          <Button size="compact-md" variant="outline" onClick={() => logIn({ asSomebodyElse: true })}>
            {text.logInAgain}
          </Button>
        </Alert>
      )}
    </>
  );
}

function providersDown(absent: readonly Absent[]): string[] {
  const down = absent.filter(({ reason }) => reason === 'SOURCE_DOWN');
  return [...new Set(down.map(({ provider, message }) => provider ?? message))];
}
