// The order that was opened: its state, and what completes it.
import { Button, Code, Group } from '@mantine/core';
import { useLanguage } from '../language/language-context.js';
import { usePageActions } from '../page/page-actions.js';
import { Fact, Facts } from '../told/facts.js';
import { usePayment, type PaymentOrder } from './payment-context.js';

interface OpenedOrderProps {
  order: PaymentOrder;
  development: boolean;
}

export function OpenedOrder({ order, development }: OpenedOrderProps) {
  const { text, format } = useLanguage();
  const { askAgain } = usePageActions();
  const { close } = usePayment();
  const { id, state, amount, channel, expiresAt } = order;
  return (
    <div role="status">
      <Facts>
        <Fact label={text.payment.state}>{state && text.payment.states[state]}</Fact>
        <Fact label={text.payment.total}>{amount && format.money(amount)}</Fact>
        <Fact label={text.payment.channel}>{channel && text.payment.channels[channel]}</Fact>
      </Facts>
      {expiresAt && <p>{text.payment.expires(format.moment(expiresAt))}</p>}
      <p>{text.payment.next}</p>
      {development && amount && (
        <>
          <p className="note">{text.payment.development}</p>
          <Code block className="command">{`npm run pay -- ${id} --amount ${amount}`}</Code>
        </>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          {text.close}
        </Button>
        <Button
          onClick={() => {
            close();
            askAgain();
          }}
        >
          {text.refresh}
        </Button>
      </Group>
    </div>
  );
}
