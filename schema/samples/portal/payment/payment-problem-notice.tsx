// Why the order was not opened and how to go on: what was chosen stays.
import { Alert, Button } from '@mantine/core';
import { useLanguage } from '../language/language-context.js';
import { usePageActions } from '../page/page-actions.js';
import { usePayment, type PaymentProblem } from './payment-context.js';

export function PaymentProblemNotice({ problem }: { problem: PaymentProblem }) {
  const { text } = useLanguage();
  const { askAgain, logIn } = usePageActions();
  const { close } = usePayment();
  const isDecided = !('kind' in problem);
  return (
    <Alert color="red" variant="outline" title={text.payment.failedTitle}>
      <p>{problem.message}</p>
      {isDecided && (
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
      )}
      {!isDecided && problem.kind === 'unauthenticated' && (
        <>
          <p>{text.problem.unauthenticated}</p>
          <Button size="compact-md" onClick={() => logIn()}>
            {text.logInAgain}
          </Button>
        </>
      )}
      {!isDecided && problem.kind !== 'unauthenticated' && <p>{text.payment.safe}</p>}
    </Alert>
  );
}
