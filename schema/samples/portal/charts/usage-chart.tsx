// How much of a supply an account used, bill by bill.
import { Table } from '@mantine/core';
import { useMemo } from 'react';
import { useLanguage } from '../language/language-context.js';
import type { UtilityAccount, UtilityBill } from '../page/citizen.js';
import { BarChart } from './bar-chart.js';

interface UsageChartProps {
  kind: NonNullable<UtilityAccount['kind']>;
  /** Newest first. */
  bills: readonly UtilityBill[];
}

const colours = { WATER: '#1864ab', ELECTRICITY: '#e67700', GAS: '#5f3dc4' } as const;

export function UsageChart({ kind, bills }: UsageChartProps) {
  const { text, format } = useLanguage();
  const labels = useMemo(
    () => bills.map(({ period }) => (period === null ? '' : format.month(period))).reverse(),
    [bills, format],
  );
  const series = useMemo(
    () => [
      {
        label: text.utilities.usage,
        values: bills.map(({ usage }) => Number(usage ?? 0)).reverse(),
        colour: colours[kind],
      },
    ],
    [bills, kind, text],
  );
  if (bills.length === 0) return <span className="absent">{text.absence.nothing}</span>;
  return (
    <BarChart
      title={text.utilities.usageTitle(text.utilities.units[kind])}
      summary={text.utilities.usageSummary(text.utility[kind], labels[0] ?? '', labels.at(-1) ?? '')}
      labels={labels}
      series={series}
      table={<BillTable bills={bills} />}
    />
  );
}

function BillTable({ bills }: Pick<UsageChartProps, 'bills'>) {
  const { text, format } = useLanguage();
  const { period, usage, amount, status } = text.utilities;
  return (
    <Table className="numbers">
      <Table.Thead>
        <Table.Tr>
          {[period, usage, amount, status].map((title) => (
            <Table.Th key={title} scope="col">
              {title}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {bills.map((bill) => (
          <Table.Tr key={bill.id}>
            <Table.Th scope="row">{bill.period && format.month(bill.period)}</Table.Th>
            <Table.Td>{bill.usage && format.quantity(bill.usage)}</Table.Td>
            <Table.Td>{bill.amount && format.money(bill.amount)}</Table.Td>
            <Table.Td>{bill.status && text.billStatus[bill.status]}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
