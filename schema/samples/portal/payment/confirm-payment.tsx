// Before the order: what is paid and by which channel; kept as it is when opening the order fails.
import { Button, Group, Radio } from '@mantine/core';
import { useLanguage } from '../language/language-context.js';
import { nodesOf, type Citizen } from '../page/citizen.js';
import { usePageActions } from '../page/page-actions.js';
import { Fact, Facts } from '../told/facts.js';
import { usePayment, type PaymentProblem } from './payment-context.js';
import { draftPayment, paymentChannels, type PaymentDraft } from './payment-draft.js';
import { PaymentProblemNotice } from './payment-problem-notice.js';

interface ConfirmPaymentProps {
  citizen: Citizen;
  draft: PaymentDraft;
  problem: PaymentProblem | undefined;
  asking: boolean;
}

export function ConfirmPayment({ citizen, draft, problem, asking }: ConfirmPaymentProps) {
  const { text } = useLanguage();
  const { change, confirm, close } = usePayment();
  const { logIn } = usePageActions();
  const needsLogin = problem && 'kind' in problem && problem.kind === 'unauthenticated';
  return (
    <>
      <BillFacts citizen={citizen} bill={draft.bill} />
      <Radio.Group
        label={text.payment.channel}
        value={draft.channel}
        onChange={(channel) => change(draftPayment(draft.bill, channel))}
        my="md"
      >
        {paymentChannels.map((channel) => (
          <Radio
            key={channel}
            value={channel}
            label={text.payment.channels[channel]}
            disabled={asking}
            my="xs"
          />
        ))}
      </Radio.Group>
      {problem && <PaymentProblemNotice problem={problem} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          {text.cancel}
        </Button>
        {needsLogin ? (
          <Button onClick={() => logIn()}>{text.logInAgain}</Button>
        ) : (
          <Button loading={asking} onClick={() => void confirm(draft)}>
            {problem ? text.payment.again : text.payment.confirm}
          </Button>
        )}
      </Group>
    </>
  );
}

function BillFacts({ citizen: { utilityAccounts }, bill: id }: { citizen: Citizen; bill: string }) {
  const { text, format } = useLanguage();
  const accounts = utilityAccounts.state === 'present' ? utilityAccounts.value : [];
  const found = accounts
    .flatMap(({ account }) =>
      nodesOf(account?.bills ?? null).map((bill) => ({ bill, kind: account?.kind ?? null })),
    )
    .find(({ bill }) => bill.id === id);
  if (!found) return <p>{text.payment.gone}</p>;
  const { kind, bill } = found;
  const { period, amount, lateFee } = bill;
  return (
    <>
      <p>{text.payment.bill(kind ? text.utility[kind] : '', period ? format.month(period) : '')}</p>
      <Facts>
        <Fact label={text.payment.amount}>
          <strong>{amount && format.money(amount)}</strong>
          {lateFee && Number(lateFee) > 0 && (
            <span className="note">{text.utilities.lateFee(format.money(lateFee))}</span>
          )}
        </Fact>
      </Facts>
    </>
  );
}
