// Who says what a section shows: one entry for each provider, with its oldest moment and its least fresh state.
import type { FreshnessState, Told } from '../../../client/client.js';

export interface Source {
  readonly provider: string;
  /** Undefined for a register that said of everything asked that it holds nothing. */
  readonly told: { /** RFC 3339. */ readonly asOf: string; readonly state: FreshnessState } | undefined;
}

const leastFreshFirst: readonly FreshnessState[] = ['stale', 'snapshot', 'cached', 'live'];

export function listSources(fields: readonly Told<unknown>[]): Source[] {
  const sources = new Map<string, Source>();
  for (const field of fields) {
    const source = sourceOf(field);
    if (!source) continue;
    const known = sources.get(source.provider);
    sources.set(source.provider, known ? leastFreshOf(known, source) : source);
  }
  return [...sources.values()];
}

function sourceOf(field: Told<unknown>): Source | undefined {
  const { provider } = field;
  if (provider === undefined) return undefined;
  if (field.state === 'absent')
    return field.reason === 'NOT_HELD' || field.reason === 'PARTIAL_COVERAGE'
      ? { provider, told: undefined }
      : undefined;
  const { asOf, freshness } = field;
  return asOf === undefined || freshness === undefined
    ? undefined
    : { provider, told: { asOf, state: freshness } };
}

function leastFreshOf({ provider, told: one }: Source, { told: other }: Source): Source {
  if (!one || !other) return { provider, told: one ?? other };
  return {
    provider,
    told: {
      asOf: Date.parse(one.asOf) <= Date.parse(other.asOf) ? one.asOf : other.asOf,
      state: leastFreshFirst.find((state) => state === one.state || state === other.state) ?? one.state,
    },
  };
}
