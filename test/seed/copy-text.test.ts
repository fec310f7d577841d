// Rows in the text format of COPY: nothing in a value may end a field or a row.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCopyText } from '../../scripts/seed/copy-text.js';

const tables = { person: ['name', 'age', 'alive', 'note'], empty: ['id'] };

/** Reads a line as PostgreSQL does. */
function parse(line: string): (string | null)[] {
  const letters: Record<string, string> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };
  return line
    .split('\t')
    .map((field) =>
      field === '\\N' ? null : field.replace(/\\(.)/g, (_, letter: string) => letters[letter] ?? ''),
    );
}

describe('copy text', () => {
  it('gives every value back, whatever characters it has', () => {
    const text = fc.string({ unit: fc.constantFrom('\\', '\t', '\n', '\r', 'N', '𬭎', '·', 'a') });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.nat(), fc.boolean(), fc.option(text))), (rows) => {
        const { sink, take } = createCopyText(tables);
        for (const row of rows) sink.row('person', ...row);
        const lines = take().flatMap((table) => table.text.split('\n').slice(0, -1));
        expect(lines.map(parse)).toEqual(
          rows.map((row) => row.map((value) => (value === null ? null : String(value)))),
        );
      }),
    );
  });

  it('leaves out tables without rows, begins anew after they are taken, and counts what it holds', () => {
    const copyText = createCopyText(tables);
    copyText.sink.row('person', '周𬭎㛃', 31, true, undefined);
    expect(copyText.size()).toBe('周𬭎㛃\t31\ttrue\t\\N\n'.length);
    expect(copyText.take()).toEqual([
      { table: 'person', columns: tables.person, text: '周𬭎㛃\t31\ttrue\t\\N\n' },
    ]);
    expect(copyText.size()).toBe(0);
    expect(copyText.take()).toEqual([]);
  });

  it('refuses a table that the department does not have', () => {
    expect(() => createCopyText(tables).sink.row('stranger', 1)).toThrow(RangeError);
  });
});
