// Rows of one department as PostgreSQL's COPY takes them, collected per table until they are loaded.
import type { TableColumns } from './rows/tables.js';
import type { RowSink } from './world.js';

/** One table's rows; `text` holds whole lines of COPY's text format. */
export interface TableText {
  readonly table: string;
  readonly columns: readonly string[];
  readonly text: string;
}

export interface CopyText {
  readonly sink: RowSink;
  /** Characters collected so far. */
  size(): number;
  /** Hands the rows over, in the order of the tables, and begins anew. */
  take(): TableText[];
}

/** What the text format gives a meaning to: its escape character, its separators. */
const special = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

export function createCopyText(tables: TableColumns): CopyText {
  const lines = new Map<string, string>(Object.keys(tables).map((table) => [table, '']));
  let size = 0;
  return {
    sink: {
      row(table, ...values) {
        const before = lines.get(table);
        if (before === undefined) throw new RangeError(`The seed fills no table ${table}.`);
        let line = '';
        for (let place = 0; place < values.length; place++) {
          if (place > 0) line += '\t';
          line += field(values[place]);
        }
        size += line.length + 1;
        lines.set(table, `${before}${line}\n`);
      },
    },
    size: () => size,
    take() {
      const taken = [...lines].map(([table, text]) => ({ table, columns: tables[table] ?? [], text }));
      for (const table of lines.keys()) lines.set(table, '');
      size = 0;
      return taken.filter(({ text }) => text !== '');
    },
  };
}

function field(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value !== 'string') return String(value);
  return special.test(value) ? value.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? '') : value;
}
