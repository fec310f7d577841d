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
  readonly size: () => number;
  /** Hands the rows over, in the order of the tables, and begins anew. */
  readonly take: () => TableText[];
}

/** What the text format gives a meaning to: its escape character, its separators. */
const special = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/**
 * Rows joined into one string at a time. `join` makes flat strings: adding field to field would leave a tree of some
 * forty small objects a row behind, on which the garbage collector spent half of the seed's time.
 */
const ROWS_PER_CHUNK = 64;

interface TableLines {
  readonly columns: readonly string[];
  chunks: string[];
  rows: string[];
}

export function createCopyText(tables: TableColumns): CopyText {
  const collected = new Map<string, TableLines>(
    Object.entries(tables).map(([table, columns]) => [table, { columns, chunks: [], rows: [] }]),
  );
  let size = 0;
  return {
    sink: {
      row(table, ...values) {
        const lines = collected.get(table);
        if (!lines) throw new RangeError(`The seed fills no table ${table}.`);
        const line = values.map(field).join('\t');
        size += line.length + 1;
        if (lines.rows.push(line) === ROWS_PER_CHUNK) closeChunk(lines);
      },
    },
    size: () => size,
    take() {
      size = 0;
      return [...collected].map(([table, lines]) => takeText(table, lines)).filter(({ text }) => text !== '');
    },
  };
}

function takeText(table: string, lines: TableLines): TableText {
  closeChunk(lines);
  const text = lines.chunks.join('');
  lines.chunks = [];
  return { table, columns: lines.columns, text };
}

function closeChunk(lines: TableLines): void {
  if (lines.rows.length > 0) lines.chunks.push(`${lines.rows.join('\n')}\n`);
  lines.rows = [];
}

function field(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value !== 'string') return String(value);
  return special.test(value) ? value.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? '') : value;
}
