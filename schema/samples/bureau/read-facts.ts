// What the gateway answered about one applicant, fact by fact: there, masked, or not there and why.
import { VerifyApplicants } from '../../operations/generated/verify-applicants.js';
import type { Reply } from './bureau-session.js';

export interface Fact {
  readonly name: string;
  /** `present`, `masked`, `absent:NOT_HELD` and so on. */
  readonly state: string;
  readonly value: string;
}

/** `undefined`: nobody by this number and name whom the bureau may ask about. */
export type Finding = readonly Fact[] | undefined;

/** Why a fact is not there, as the gateway says it once for all who lack it. */
export interface Absence {
  readonly coordinate: string;
  readonly reason: string;
  readonly message: string;
}

/** Facts in the operation's order: name → its coordinate, resource, and coordinates below it that may come masked. */
const facts = Object.entries(VerifyApplicants.told);

export const factNames: readonly string[] = facts.map(([name]) => name);

/** In the order of the applicants. Undefined unless there is an answer for each of them. */
export function readFindings({ body }: Reply, asked: number): readonly Finding[] | undefined {
  const { citizens } = (body['data'] ?? {}) as { citizens?: (Record<string, unknown> | null)[] | null };
  if (citizens?.length !== asked) return undefined;
  const { masked = [] } = extensionOf(body);
  const reasons = new Map(readAbsences(body).map(({ coordinate, reason }) => [coordinate, reason]));
  return citizens.map((citizen) => (citizen ? readFactsOf(citizen, reasons, masked) : undefined));
}

function readFactsOf(
  citizen: Readonly<Record<string, unknown>>,
  reasons: ReadonlyMap<string, string>,
  masked: readonly string[],
): readonly Fact[] {
  return facts.map(([name, [coordinate, , ...maskable]]): Fact => {
    const value = citizen[name] ?? null;
    if (value === null || (Array.isArray(value) && value.length === 0))
      return { name, state: `absent:${reasons.get(coordinate) ?? 'UNKNOWN'}`, value: '' };
    const isMasked = [coordinate, ...maskable].some((one) => masked.includes(one));
    return { name, state: isMasked ? 'masked' : 'present', value: textOf(value) };
  });
}

export function readAbsences(body: Reply['body']): readonly Absence[] {
  return extensionOf(body).absences ?? [];
}

function extensionOf(body: Reply['body']): { masked?: readonly string[]; absences?: readonly Absence[] } {
  return ((body['extensions'] ?? {}) as { yihao?: object }).yihao ?? {};
}

/** Items of a list are parted by semicolons, what an item says by blanks. */
function textOf(value: unknown): string {
  return Array.isArray(value)
    ? value.map((item) => leavesOf(item).join(' ')).join('; ')
    : leavesOf(value).join(' ');
}

function leavesOf(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leavesOf);
  return value === null ? [] : [typeof value === 'string' ? value : JSON.stringify(value)];
}
