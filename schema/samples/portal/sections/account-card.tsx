// One utility account: whose it is, what is overdue, what is to be paid, and how much was used.
import { Badge, Title } from '@mantine/core';
import { UsageChart } from '../charts/usage-chart.js';
import { useLanguage } from '../language/language-context.js';
import { nodesOf, type UtilityAccount, type UtilityAccountRelation } from '../page/citizen.js';
import { UnpaidBills } from './unpaid-bills.js';

export function AccountCard({ relation: { role, account } }: { relation: UtilityAccountRelation }) {
  const { text } = useLanguage();
  if (!account?.kind) return <p className="absent">{text.absence.UNKNOWN}</p>;
  const { kind, number, supplier, address } = account;
  const bills = nodesOf(account.bills);
  return (
    <div className="account">
      <Title order={3}>{text.utility[kind]}</Title>
      <p className="note">
        <span lang="zh-CN">{supplier}</span>
        <br />
        {number && text.utilities.account(number)} {role && `(${text.accountRole[role]})`}
        <br />
        <span lang="zh-CN">{address}</span>
      </p>
      <ArrearsText account={account} />
      <UnpaidBills kind={kind} bills={bills} />
      <UsageChart kind={kind} bills={bills} />
    </div>
  );
}

function ArrearsText({ account: { arrears } }: { account: UtilityAccount }) {
  const { text, format } = useLanguage();
  if (!arrears?.amount || arrears.bills === null) return <p className="absent">{text.absence.UNKNOWN}</p>;
  return (
    <p>
      <Badge color={arrears.bills > 0 ? 'red' : 'green'} variant="outline" className="state">
        {arrears.bills > 0
          ? text.utilities.arrears(format.money(arrears.amount), arrears.bills)
          : text.utilities.noArrears}
      </Badge>
    </p>
  );
}
