// Whether gateways answer alike, which comes before how fast they do.

export interface Answer {
  readonly gateway: string;
  /** Response body. */
  readonly text: string;
}

/**
 * Compares `data` of each answer with that of the first, whatever the order of the keys.
 * @returns notes about what differs but may
 * @throws Error when the data differ or an answer has errors
 */
export function compareAnswers(scenario: string, answers: readonly Answer[]): string[] {
  const [reference, ...others] = answers.map(({ gateway, text }) => ({
    gateway,
    data: readData(scenario, gateway, text),
  }));
  if (!reference) return [];
  const expected = withSortedKeys(reference.data);
  return others.flatMap(({ gateway, data }) => {
    if (withSortedKeys(data) !== expected)
      throw new Error(`${scenario}: the data of ${gateway} and ${reference.gateway} differ`);
    return JSON.stringify(data) === JSON.stringify(reference.data)
      ? []
      : [`${scenario}: ${gateway} writes the fields in another order than ${reference.gateway}`];
  });
}

function readData(scenario: string, gateway: string, text: string): object {
  const { data, errors } = JSON.parse(text) as { data?: object | null; errors?: unknown };
  if (errors === undefined && data) return data;
  throw new Error(`${scenario}: ${gateway} answered ${text.slice(0, 500)}`);
}

function withSortedKeys(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
