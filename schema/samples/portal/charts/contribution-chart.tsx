// What was paid for social insurance, month by month: the citizen's part and the employer's.
import { Table } from '@mantine/core';
import { useMemo } from 'react';
import { useLanguage } from '../language/language-context.js';
import type { Contributions } from '../page/citizen.js';
import { BarChart } from './bar-chart.js';
import { listContributionPeriods, type ContributionPeriod } from './contribution-periods.js';

export function ContributionChart({ contributions }: { contributions: Contributions }) {
  const { text, format } = useLanguage();
  const periods = useMemo(() => listContributionPeriods(contributions), [contributions]);
  const labels = useMemo(() => periods.map(({ month }) => format.month(month)), [periods, format]);
  const series = useMemo(
    () => [
      {
        label: text.insurance.personal,
        values: periods.map(({ personal }) => Number(personal)),
        colour: '#1864ab',
      },
      {
        label: text.insurance.employer,
        values: periods.map(({ employer }) => Number(employer)),
        colour: '#e8590c',
      },
    ],
    [periods, text],
  );
  if (labels.length === 0) return <span className="absent">{text.absence.nothing}</span>;
  return (
    <BarChart
      title={text.insurance.chartTitle}
      summary={text.insurance.chartSummary(labels[0] ?? '', labels.at(-1) ?? '', labels.length)}
      labels={labels}
      series={series}
      table={<ContributionTable periods={periods} />}
    />
  );
}

function ContributionTable({ periods }: { periods: readonly ContributionPeriod[] }) {
  const { text, format } = useLanguage();
  const { month, personal, employer, total } = text.insurance;
  return (
    <Table className="numbers">
      <Table.Thead>
        <Table.Tr>
          {[month, personal, employer, total].map((title) => (
            <Table.Th key={title} scope="col">
              {title}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {periods.toReversed().map((period) => (
          <Table.Tr key={period.month}>
            <Table.Th scope="row">{format.month(period.month)}</Table.Th>
            <Table.Td>{format.money(period.personal)}</Table.Td>
            <Table.Td>{format.money(period.employer)}</Table.Td>
            <Table.Td>{format.money(period.total)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
