// Bills that are to be paid, each with the way to pay it or how far its payment is.
import { Button, Title } from '@mantine/core';
import { useLanguage } from '../language/language-context.js';
import type { UtilityAccount, UtilityBill } from '../page/citizen.js';
import { usePayment } from '../payment/payment-context.js';

interface UnpaidBillsProps {
  kind: NonNullable<UtilityAccount['kind']>;
  bills: readonly UtilityBill[];
}

export function UnpaidBills({ kind, bills }: UnpaidBillsProps) {
  const { text } = useLanguage();
  const unpaid = bills.filter(({ status }) => status === 'UNPAID' || status === 'OVERDUE');
  if (unpaid.length === 0) return <p className="note">{text.utilities.nothingToPay}</p>;
  return (
    <div className="told-list">
      <Title order={4}>{text.utilities.toPay}</Title>
      <ul className="bills">
        {unpaid.map((bill) => (
          <li key={bill.id}>
            <BillText bill={bill} />
            <PayButton kind={kind} bill={bill} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function BillText({ bill: { period, amount, lateFee, due, status } }: { bill: UtilityBill }) {
  const { text, format } = useLanguage();
  return (
    <span>
      {period && format.month(period)} <strong>{amount && format.money(amount)}</strong>
      <span className="note">
        {status && text.billStatus[status]}
        {due && ` · ${text.utilities.due(format.date(due))}`}
        {Number(lateFee) > 0 && lateFee && ` · ${text.utilities.lateFee(format.money(lateFee))}`}
      </span>
    </span>
  );
}

function PayButton({ kind, bill }: { kind: UnpaidBillsProps['kind']; bill: UtilityBill }) {
  const { text, format } = useLanguage();
  const { orders, begin, show } = usePayment();
  const order = orders.get(bill.id);
  if (order)
    return (
      <Button size="compact-md" variant="outline" onClick={() => show(bill.id)}>
        {order.state ? text.payment.states[order.state] : text.payment.waiting}
      </Button>
    );
  return (
    <Button
      size="compact-md"
      aria-label={text.utilities.payBill(text.utility[kind], bill.period ? format.month(bill.period) : '')}
      onClick={() => begin(bill.id)}
    >
      {text.utilities.pay}
    </Button>
  );
}
