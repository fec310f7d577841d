// Why the order was not opened and how to go on: what was chosen stays.
import { Alert, Button } from '@mantine/core';
import { useLanguage } from '../language/language-context.js';
import { usePageActions } from '../page/page-actions.js';
import { usePayment, type PaymentProblem } from './payment-context.js';

export function PaymentProblemNotice({ problem }: { problem: PaymentProblem }) {
  const { text } = useLanguage();
  return (
    <Alert color="red" variant="outline" title={text.payment.failedTitle}>
      {'kind' in problem ? (
        <p>
          {problem.kind === 'unauthenticated'
            ? text.problem.unauthenticated
            : `${problem.message} ${text.payment.safe}`}
        </p>
      ) : (
        <DecidedProblem message={problem.message} />
      )}
    </Alert>
  );
}

/** What the department decided: the page may be older than its decision. */
function DecidedProblem({ message }: { message: string }) {
  const { text } = useLanguage();
  const { askAgain } = usePageActions();
  const { close } = usePayment();
  return (
    <>
      <p>{message}</p>
      <Button
        size="compact-md"
        variant="outline"
        onClick={() => {
          close();
          askAgain();
        }}
      >
        {text.refresh}
      </Button>
    </>
  );
}
