// What a register says of a citizen, with its state: nobody can read the value without having asked whether there is one.
import type { AbsenceReason } from '../contract/absence-reasons.js';
import type { Absence, FreshnessState } from '../contract/extension.js';
import type { Answered } from './answer.js';
import type { Language } from './failure.js';
import type { ToldFields } from './operation.js';

export type Told<T> = Present<T> | Absent;

export interface Present<T> {
  readonly state: 'present';
  readonly value: NonNullable<T>;
  readonly freshness?: FreshnessState;
  /** When the department said it, RFC 3339. */
  readonly asOf?: string;
  /** Who says so, in the user's language. */
  readonly provider?: string;
  /** Whether this or a part of it is masked. */
  readonly masked: boolean;
}

export interface Absent {
  readonly state: 'absent';
  /** `UNKNOWN`: the gateway gave no reason. */
  readonly reason: AbsenceReason | 'UNKNOWN';
  /** In the user's language. */
  readonly message: string;
  readonly provider?: string;
}

type Path = readonly (string | number)[];

/** What an answer says beside its data. */
type Beside = Pick<Answered<unknown>, 'absences' | 'freshness' | 'masked' | 'errors'>;

/** At so many paths of one field the gateway stops naming them. */
const namedPaths = 20;

const noReason = {
  zh: '此项没有内容，登记机关未说明原因。',
  en: 'There is nothing here, and no reason is given.',
};

/** Data in which each field that `told` names, of each citizen at the root, is a `Told`. */
export function tellFields(data: object, told: ToldFields, beside: Beside, language: Language): object {
  const keys = Object.keys(told);
  if (keys.length === 0) return data;
  const tell = (value: unknown, path: Path): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => tell(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    const citizen: Record<string, unknown> = { ...value };
    for (const key of keys)
      if (key in citizen)
        citizen[key] = toTold(citizen[key], [...path, key], told[key] || ['', ''], beside, language);
    return citizen;
  };
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, tell(value, [key])]));
}

function toTold(
  value: unknown,
  path: Path,
  [coordinate, resource, ...maskable]: ToldFields[string],
  beside: Beside,
  language: Language,
): Told<unknown> {
  const told = beside.freshness.find((one) => one.resource === resource);
  const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
  const absence = isEmpty ? absenceAt(path, coordinate, beside) : undefined;
  if (absence) {
    const { reason, message, provider } = absence;
    return { state: 'absent', reason, message, provider };
  }
  // An empty list without an absence is what the register says; null without one is nobody's word.
  if (value === null || value === undefined)
    return { ...unexplained(path, beside, language), ...(told && { provider: told.provider }) };
  return {
    state: 'present',
    value,
    masked: [coordinate, ...maskable].some((one) => beside.masked.includes(one)),
    ...(told && { freshness: told.state, asOf: told.asOf, provider: told.provider }),
  };
}

function absenceAt(path: Path, coordinate: string, { absences }: Beside): Absence | undefined {
  const here = absences.filter((one) => one.coordinate === coordinate);
  return (
    here.find(({ paths }) => paths.some((one) => one.length === path.length && leadsTo(one, path))) ||
    here.find(({ paths }) => paths.length >= namedPaths)
  );
}

function unexplained(path: Path, { errors }: Beside, language: Language): Absent {
  const error = errors.find(
    (one) => one.path.length > 0 && (leadsTo(one.path, path) || leadsTo(path, one.path)),
  );
  return {
    state: 'absent',
    reason: error && error.code === 'SOURCE_DOWN' ? error.code : 'UNKNOWN',
    message: error ? error.message : noReason[language],
  };
}

function leadsTo(beginning: Path, path: Path): boolean {
  return beginning.every((step, index) => step === path[index]);
}
