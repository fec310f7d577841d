// The applicants as a CSV file: residentId,name[,case], one a line.
import { readFileSync } from 'node:fs';
import { Misuse } from './stop.js';

export interface Applicant {
  readonly kind: 'applicant';
  /** In the file, from 1; the header is line 1. */
  readonly line: number;
  readonly residentId: string;
  readonly name: string;
  readonly caseNumber: string;
}

/** A line that can't be asked: the others are. */
export interface MalformedLine {
  readonly kind: 'malformed';
  readonly line: number;
  /** What is wrong, without the value. */
  readonly problem: string;
}

const headers = ['residentId,name', 'residentId,name,case'];
const caseNumberPattern = /^[A-Za-z0-9\p{Script=Han}（）()〔〕\-/]{4,64}$/u;
/** The register knows no longer name; 50 of them fit into a body. */
const maxNameLength = 200;

/** @param caseNumber of lines without one @throws Misuse */
export function readApplicants(
  file: string,
  caseNumber: string | undefined,
): readonly (Applicant | MalformedLine)[] {
  const [header = '', ...lines] = readLines(file);
  if (!headers.includes(header)) throw new Misuse(`${file}: the first line must be ${headers.join(' or ')}.`);
  if (header === headers[0] && caseNumber === undefined)
    throw new Misuse(`${file} has no column case: say --case.`);
  const columns = header.split(',').length;
  return lines.flatMap((text, index) =>
    text === '' ? [] : [readLine(text, index + 2, columns, caseNumber ?? '')],
  );
}

function readLines(file: string): string[] {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    return decoder.decode(readFileSync(file)).split(/\r?\n/);
  } catch (error) {
    const isEncoding = error instanceof TypeError;
    throw new Misuse(isEncoding ? `${file} is not UTF-8: save it as "CSV UTF-8".` : `${file} can't be read.`);
  }
}

function readLine(
  text: string,
  line: number,
  columns: number,
  defaultCase: string,
): Applicant | MalformedLine {
  const malformed = (problem: string): MalformedLine => ({ kind: 'malformed', line, problem });
  const cells = readCells(text);
  if (cells?.length !== columns) return malformed(`it must have ${columns} columns.`);
  const [residentId = '', name = '', ownCase = ''] = cells;
  if (residentId === '' || name === '') return malformed('residentId and name must not be empty.');
  if (residentId.length > maxNameLength || name.length > maxNameLength)
    return malformed('residentId or name is too long.');
  const caseNumber = ownCase || defaultCase;
  if (!caseNumberPattern.test(caseNumber))
    return malformed('case must have 4 to 64 letters, digits, Han characters, brackets, hyphens or slashes.');
  return { kind: 'applicant', line, residentId, name, caseNumber };
}

/** RFC 4180 without line breaks in a cell. Undefined where quotes don't match. */
function readCells(text: string): string[] | undefined {
  if (!/^(?:"(?:[^"]|"")*"|[^",]*)(?:,(?:"(?:[^"]|"")*"|[^",]*))*$/.test(text)) return undefined;
  const cells = `${text},`.match(/(?:"(?:[^"]|"")*"|[^",]*),/g) ?? [];
  return cells.map((cell) =>
    cell
      .slice(0, -1)
      .replace(/^"(.*)"$/, (_, quoted: string) => quoted.replaceAll('""', '"'))
      .trim(),
  );
}
