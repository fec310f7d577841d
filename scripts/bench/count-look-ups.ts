// What answered a gateway's look-ups, as its own metrics count it.

/** Look-ups by what answered them: near (memory), far (Redis), stale, shared, loaded, failed. */
export type LookUpCounts = Readonly<Record<string, number>>;

/** So far, of one process; of all departments together. */
export async function countLookUps(url: string): Promise<LookUpCounts> {
  const response = await fetch(`${url}/metrics`);
  const text = await response.text();
  const counts: Record<string, number> = {};
  for (const [, outcome = '', count] of text.matchAll(
    /^yihao_cache_lookups_total\{[^}]*outcome="(\w+)"[^}]*\} (\d+)/gm,
  ))
    counts[outcome] = (counts[outcome] ?? 0) + Number(count);
  return counts;
}

export function since(before: LookUpCounts, after: LookUpCounts): LookUpCounts {
  return Object.fromEntries(
    Object.entries(after).map(([outcome, count]) => [outcome, count - (before[outcome] ?? 0)]),
  );
}

export function sum(all: readonly LookUpCounts[]): LookUpCounts {
  const counts: Record<string, number> = {};
  for (const one of all)
    for (const [outcome, count] of Object.entries(one)) counts[outcome] = (counts[outcome] ?? 0) + count;
  return counts;
}

/** `near 99.8%, stale 0.2%`: the most frequent first. */
export function formatLookUps(counts: LookUpCounts): string {
  const all = Object.values(counts).reduce((total, count) => total + count, 0);
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([outcome, count]) => `${outcome} ${((100 * count) / all).toFixed(1)}%`)
    .join(', ');
}
