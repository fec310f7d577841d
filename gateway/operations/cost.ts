// Costs that are known at once, and costs that the values of variables decide.
export type Variables = Readonly<Record<string, unknown>>;

/** A number where no variable matters. */
export type Cost = number | ((variables: Variables) => number);

export function plus(one: Cost, other: Cost): Cost {
  return sum([one, other]);
}

/** What is known is added up at once. */
export function sum(costs: readonly Cost[]): Cost {
  let known = 0;
  const open: ((variables: Variables) => number)[] = [];
  for (const cost of costs) {
    if (typeof cost === 'number') known += cost;
    else open.push(cost);
  }
  if (open.length === 0) return known;
  return (variables) => {
    let total = known;
    for (const cost of open) total += cost(variables);
    return total;
  };
}

export function times(count: Cost, each: Cost): Cost {
  if (typeof count === 'number' && typeof each === 'number') return count * each;
  return (variables) => valueOf(count, variables) * valueOf(each, variables);
}

export function valueOf(cost: Cost, variables: Variables): number {
  return typeof cost === 'number' ? cost : cost(variables);
}
