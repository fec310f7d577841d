// What happened to the page's question, and how to go on.
import { Alert, Button, Group } from '@mantine/core';
import type { Failure } from '../../../client/client.js';
import { useLanguage } from '../language/language-context.js';
import type { Messages } from '../language/zh.js';
import { usePageActions } from './page-actions.js';

interface FailureNoticeProps {
  failure: Failure;
  /** Whether there is something from before to look at meanwhile. */
  kept: boolean;
}

export function FailureNotice({ failure, kept }: FailureNoticeProps) {
  const { text } = useLanguage();
  const { askAgain, asking, logIn } = usePageActions();
  const { kind, requestId } = failure;
  return (
    <Alert
      color="red"
      variant="outline"
      title={kept ? text.problem.keptTitle : text.problem.pageTitle}
      className="failure"
    >
      <p>{explain(failure, text)}</p>
      {requestId !== undefined && (
        <p className="note">
          {text.problem.requestId} <code>{requestId}</code>
        </p>
      )}
      <Group>
        {kind === 'unauthenticated' && <Button onClick={() => logIn()}>{text.logInAgain}</Button>}
        {kind === 'forbidden' && (
          <Button onClick={() => logIn({ asSomebodyElse: true })}>{text.logInAsSomebodyElse}</Button>
        )}
        {kind !== 'unauthenticated' && (
          <Button variant="outline" loading={asking} onClick={askAgain}>
            {text.retry}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

function explain(failure: Failure, { problem }: Messages): string {
  switch (failure.kind) {
    case 'unauthenticated':
      return problem.unauthenticated;
    case 'forbidden':
      return `${failure.message} ${problem.forbidden}`;
    case 'offline':
      return problem.offline;
    case 'limited':
      return problem.limited(Math.ceil(failure.retryAfterMs / 1_000));
    case 'unavailable':
    case 'invalid':
    case 'server':
    case 'timeout':
    case 'interrupted':
    case 'cancelled':
      return failure.message || problem.nobody;
  }
}
