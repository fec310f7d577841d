// What is shown when the portal can't even begin: its gateway or the login service can't be reached.
import { Alert, Button, Title } from '@mantine/core';
import { useLanguage } from '../language/language-context.js';

interface UnreachablePageProps {
  what: 'gateway' | 'issuer';
  onRetry: () => void;
}

export function UnreachablePage({ what, onRetry }: UnreachablePageProps) {
  const { text } = useLanguage();
  return (
    <main id="main" className="start">
      <Title order={1}>{text.title}</Title>
      <Alert color="red" variant="outline">
        {what === 'gateway' ? text.problem.gatewayUnreachable : text.problem.issuerUnreachable}
      </Alert>
      <Button onClick={onRetry}>{text.retry}</Button>
    </main>
  );
}
