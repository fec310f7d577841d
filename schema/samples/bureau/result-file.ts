// The results as a CSV file that only grows, one row for each applicant in their order: what is written is never asked again.
import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import type { Applicant, MalformedLine } from './applicant-file.js';
import { factNames, type Finding } from './read-facts.js';
import { Misuse } from './stop.js';

export type Row =
  { readonly applicant: Applicant; readonly finding: Finding } | { readonly applicant: MalformedLine };

export interface ResultFile {
  /** How many rows it has already. */
  readonly written: number;
  append(rows: readonly Row[]): void;
}

const header = [
  ...['line', 'residentId', 'case', 'result'],
  ...factNames.flatMap((name) => [`${name}.state`, name]),
].join(',');

/** Opens the file, or makes it for its owner's eyes alone. @throws Misuse when it holds the results of other applicants */
export function openResultFile(file: string, applicants: readonly (Applicant | MalformedLine)[]): ResultFile {
  const written = existsSync(file) ? readWritten(file, applicants) : 0;
  if (written === 0) writeFileSync(file, `${header}\n`, { mode: 0o600 });
  return {
    written,
    append: (rows) => appendFileSync(file, rows.map((row) => `${rowText(row)}\n`).join('')),
  };
}

function readWritten(file: string, applicants: readonly (Applicant | MalformedLine)[]): number {
  const text = readFileSync(file, 'utf8');
  // What an interruption left of a row.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) truncateSync(file, Buffer.byteLength(whole));
  const [first, ...rows] = whole.split('\n').slice(0, -1);
  if (first === undefined) return 0;
  const fits = (row: string, index: number): boolean => {
    const applicant = applicants[index];
    if (!applicant) return false;
    return row.startsWith(rowStart(applicant)) || row.startsWith(malformedStart(applicant));
  };
  if (first === header && rows.every(fits)) return rows.length;
  throw new Misuse(`${file} holds something else than the results of these applicants: name another file.`);
}

/** By line and number, so that the results of one list never end up beside another's people. */
function rowStart(applicant: Applicant | MalformedLine): string {
  return applicant.kind === 'malformed'
    ? malformedStart(applicant)
    : `${applicant.line},${cell(applicant.residentId)},${cell(applicant.caseNumber)},`;
}

/** The gateway too calls lines malformed: without the number, which is none. */
function malformedStart({ line }: Applicant | MalformedLine): string {
  return `${line},,,malformed`;
}

function rowText(row: Row): string {
  if (!('finding' in row)) return `${malformedStart(row.applicant)}${',,'.repeat(factNames.length)}`;
  const { applicant, finding } = row;
  if (!finding) return `${rowStart(applicant)}not-found${',,'.repeat(factNames.length)}`;
  return [`${rowStart(applicant)}found`, ...finding.flatMap(({ state, value }) => [state, cell(value)])].join(
    ',',
  );
}

/** RFC 4180; what a spreadsheet would take for a formula gets an apostrophe, for it may have been typed by anybody. */
function cell(value: string): string {
  const line = value.replaceAll(/[\r\n]+/g, ' ');
  const safe = /^[=+\-@\t]/.test(line) ? `'${line}` : line;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
