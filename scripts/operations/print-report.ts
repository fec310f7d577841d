// The report of operations as tables for a terminal.
import { formatTable } from '../format-table.js';
import type { OperationReport } from './report-operations.js';

/** One line for each operation. */
export function printOverview(reports: readonly OperationReport[]): string {
  return formatTable([
    ['operation', 'type', 'asked by', 'cost', 'of at most', 'level', 'waves', 'departments'],
    ...reports.map(({ name, type, askedBy, cost, access, waves }) => [
      ...[name, type, askedBy, String(cost.value), String(cost.maximum)],
      askedBy === 'citizen' ? access.fullLevel : '-',
      String(waves.length),
      [...new Set(waves.flat().map(({ department }) => department))].sort().join(', '),
    ]),
  ]);
}

/** What one operation asks, wave by wave, and who sees which resource of it. */
export function printDetails({ name, file, hash, waves, neverKept, access }: OperationReport): string {
  return [
    `${name} (schema/operations/${file})`,
    `hash  ${hash}`,
    `asked in ${waves.length} ${waves.length === 1 ? 'wave' : 'waves'}, the fields of a wave at once:`,
    indented(formatTable(waveRows(waves))),
    `never kept: ${neverKept.join(', ') || 'nothing, every field is kept as long as its resource allows'}`,
    'seen by:',
    indented(formatTable(accessRows(access))),
  ].join('\n');
}

function waveRows(waves: OperationReport['waves']): string[][] {
  return waves.flatMap((wave, index) =>
    wave.map(({ department, fields, entities }, place) => [
      place === 0 ? String(index + 1) : '',
      department,
      `${fields.length} ${fields.length === 1 ? 'field' : 'fields'}${entities ? ' of what came before' : ''}`,
    ]),
  );
}

function accessRows({ resources, callers }: OperationReport['access']): string[][] {
  return [
    ['resource', 'sharing', 'level', ...callers.map(({ caller }) => caller)],
    ...resources.map(({ id, sharing, minimumLevel }) => [
      ...[id, sharing.toLowerCase().replaceAll('_', ' '), minimumLevel],
      ...callers.map(({ clear, masked }) => {
        if (clear.includes(id)) return 'clear';
        return masked.includes(id) ? 'masked' : 'refused';
      }),
    ]),
  ];
}

function indented(text: string): string {
  return text.trimEnd().replaceAll(/^/gm, '  ');
}
