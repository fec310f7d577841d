// `npm run verify-applicants`: asks the gateway about every applicant of a CSV file, and goes on where an earlier run stopped.
import { text as operationText } from '../../operations/generated/texts/verify-applicants.js';
import { readApplicants, type Applicant, type MalformedLine } from './applicant-file.js';
import { createBureauSession, describe, type BureauSession, type Reply } from './bureau-session.js';
import { readAbsences, readFindings } from './read-facts.js';
import { openResultFile, type Row } from './result-file.js';
import { readSettings } from './settings.js';
import { Misuse, Stopped } from './stop.js';

/** A request may ask about 200 people in 64 KB. Of 50 even the longest names fit, and little is asked twice after a fault. */
const batchSize = 50;

type Entry = Applicant | MalformedLine;

/** Standard error gets line numbers, never a number or a name. */
function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** From `start` on: one case, for a request states one, and no more people than go into a request. */
function nextBatch(entries: readonly Entry[], start: number): readonly Entry[] {
  const batch: Entry[] = [];
  let caseNumber: string | undefined;
  let people = 0;
  for (const entry of entries.slice(start)) {
    if (entry.kind === 'applicant') {
      caseNumber ??= entry.caseNumber;
      if (entry.caseNumber !== caseNumber || people === batchSize) break;
      people++;
    }
    batch.push(entry);
  }
  return batch;
}

/** What the gateway calls malformed is told, left out and asked no more. @throws Stopped */
async function askBatch(
  session: BureauSession,
  batch: readonly Entry[],
  tellOnce: (line: string) => void,
): Promise<Row[]> {
  const applicants = batch.filter((entry) => entry.kind === 'applicant');
  const [first] = applicants;
  if (!first) return batch.map(malformedRow);
  const by = applicants.map(({ residentId, name }) => ({ residentId, name }));
  const body = JSON.stringify({
    operationName: 'VerifyApplicants',
    query: operationText,
    variables: { by },
  });
  const reply = await session.ask(body, first.caseNumber);
  const malformed = readMalformed(reply, applicants);
  if (malformed.size > 0) {
    for (const [line, problem] of malformed) tell(`Line ${line} is malformed: ${problem}`);
    return askBatch(
      session,
      batch.map((entry) => withProblem(entry, malformed)),
      tellOnce,
    );
  }
  if (reply.status !== 200) throw new Stopped(`${describe(reply)}${adviceFor(reply)}`);
  for (const { coordinate, reason, message } of readAbsences(reply.body))
    if (reason === 'NOT_AUTHORISED' || reason === 'NOT_SHARED')
      tellOnce(`${coordinate} is not answered: ${message}`);
  const findings = readFindings(reply, applicants.length);
  if (!findings)
    throw new Stopped('The answer has not one entry for each applicant; nothing of it is written.');
  const rest = findings.values();
  return batch.map((entry) =>
    entry.kind === 'malformed' ? malformedRow(entry) : { applicant: entry, finding: rest.next().value },
  );
}

/** Line → what is wrong with it. The gateway names up to ten places of a request at once, `$by[3].residentId`. */
function readMalformed(
  { status, code, message }: Reply,
  applicants: readonly Applicant[],
): Map<number, string> {
  const malformed = new Map<number, string>();
  if (status !== 400 || code !== 'BAD_USER_INPUT') return malformed;
  const places = /\$by\[(\d+)\]\S* ?[(（]\w+[)）][:：] ?(.*?)(?= ?(?:Variable|变量) \$|$)/g;
  for (const [, index, problem = ''] of message.matchAll(places)) {
    const applicant = applicants[Number(index)];
    if (applicant) malformed.set(applicant.line, problem);
  }
  return malformed;
}

function withProblem(entry: Entry, malformed: ReadonlyMap<number, string>): Entry {
  const problem = malformed.get(entry.line);
  return problem === undefined ? entry : { kind: 'malformed', line: entry.line, problem };
}

function malformedRow({ line }: Entry): Row {
  return { applicant: { kind: 'malformed', line, problem: '' } };
}

function adviceFor({ code, retryAfterSeconds }: Reply): string {
  const when = code === 'LOCKED_OUT' ? ` Not before ${retryAfterSeconds ?? 0} s from now.` : '';
  return `${when} What is written stays: the same command goes on after it.`;
}

async function main(args: string[]): Promise<number> {
  const settings = readSettings(args, process.env);
  const entries = readApplicants(settings.inputFile, settings.caseNumber);
  const results = openResultFile(settings.outputFile, entries);
  const told = new Set<string>();
  const tellOnce = (line: string): void => {
    if (!told.has(line)) tell(line);
    told.add(line);
  };
  const session = createBureauSession(settings, tell);
  const counts = { found: 0, 'not found': 0, malformed: 0 };
  if (results.written > 0) tell(`${results.written} of ${entries.length} are written already.`);
  for (const entry of entries.slice(results.written))
    if (entry.kind === 'malformed') tell(`Line ${entry.line} is malformed: ${entry.problem}`);

  for (let done = results.written; done < entries.length;) {
    const rows = await askBatch(session, nextBatch(entries, done), tellOnce);
    results.append(rows);
    for (const row of rows) counts['finding' in row ? (row.finding ? 'found' : 'not found') : 'malformed']++;
    done += rows.length;
    tell(`${done} of ${entries.length}`);
  }
  tell(
    Object.entries(counts)
      .map(([name, count]) => `${count} ${name}`)
      .join(', '),
  );
  return counts.malformed > 0 ? 3 : 0;
}

/** 1: stopped, run it again; 2: the command, a setting or a file is wrong; 3: all is written, but lines were malformed. */
function fail(error: unknown): number {
  tell(error instanceof Misuse || error instanceof Stopped ? error.message : `Unexpected: ${String(error)}`);
  return error instanceof Misuse ? 2 : 1;
}

process.exitCode = await main(process.argv.slice(2)).catch(fail);
