// One fetch as it is told to a client: what may be kept of it, and beside an answer what it was answered from.
import type { AnswerSource, KeptField, PlannedFetch } from '../../schema/contract/extension.js';
import type { Found, LookUpAnswer, LookUpRequest } from '../cache/look-up-request.js';
import type { DescribedFetch } from './describe-plan.js';
import type { RunVariables } from './fetch-body.js';
import type { FetchField } from './fetch-fields.js';

/** Something that was looked up in a run. */
export interface LookedUp {
  readonly request: LookUpRequest;
  readonly answer: LookUpAnswer;
}

/** What a run looked up, and with which variables; undefined where there was none. */
export type RunRecord = (RunVariables & { readonly uses: readonly LookedUp[] }) | undefined;

export function explainFetch(described: DescribedFetch, run: RunRecord): PlannedFetch {
  const { department, fields, needed, entities, lookUps, never } = described;
  const uses = run && usesOf(described, run);
  const kept = lookUps.flatMap((field, position) =>
    field.isKept ? [keptField(field, uses && sourcesOf(uses, position))] : [],
  );
  return { department, fields, needed, entities, cache: { kept, never } };
}

/** Equal look-ups at two places of an operation have equal names: they are told together. */
function usesOf({ department, lookUps }: DescribedFetch, run: NonNullable<RunRecord>): LookedUp[] {
  const names = lookUps.map(({ lookUp }) => lookUp(run).name).join();
  return run.uses.filter(
    ({ request }) =>
      request.department === department && request.lookUps.map(({ name }) => name).join() === names,
  );
}

function sourcesOf(uses: readonly LookedUp[], position: number): AnswerSource[] {
  return [...new Set(uses.flatMap(({ answer }) => answer.map((row) => sourceOf(row[position]))))].sort();
}

function sourceOf(found: Found | undefined): AnswerSource {
  if (!found) return 'nowhere';
  return found.state === 'stale' ? 'stale' : sourceNames[found.from];
}

const sourceNames = { near: 'memory', far: 'redis', shared: 'shared', loaded: 'department' } as const;

function keptField({ coordinate, windows }: FetchField, answeredFrom: AnswerSource[] | undefined): KeptField {
  return {
    field: coordinate,
    freshForSeconds: windows.freshForMs / 1_000,
    staleWhileRevalidateSeconds: windows.staleWhileRevalidateMs / 1_000,
    staleIfErrorSeconds: windows.staleIfErrorMs / 1_000,
    ...(answeredFrom && { answeredFrom }),
  };
}
