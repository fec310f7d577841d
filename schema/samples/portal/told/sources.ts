// Who says what a section shows: one entry for each provider, with its oldest moment and its least fresh state.
import type { FreshnessState, Told } from '../../../client/client.js';

export interface Source {
  readonly provider: string;
  /** RFC 3339. */
  readonly asOf: string;
  readonly state: FreshnessState;
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
  if (field.state === 'absent') return undefined;
  const { provider, asOf, freshness } = field;
  return provider === undefined || asOf === undefined || freshness === undefined
    ? undefined
    : { provider, asOf, state: freshness };
}

function leastFreshOf(one: Source, other: Source): Source {
  return {
    provider: one.provider,
    asOf: Date.parse(one.asOf) <= Date.parse(other.asOf) ? one.asOf : other.asOf,
    state: leastFreshFirst.find((state) => state === one.state || state === other.state) ?? one.state,
  };
}
