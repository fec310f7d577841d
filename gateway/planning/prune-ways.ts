// Has the query planner drop ways to a field that are longer than another to the very same places.
import { createRequire } from 'node:module';
import type { OperationElement } from '@apollo/federation-internals';

/** One way to fetch a field: several paths, where types are fetched in different ways. */
interface Way {
  readonly paths: readonly { readonly tail: { readonly index: number }; subgraphJumps(): number }[];
}

/** @returns the ways on from one way; undefined where there are none */
type Advance = (
  schema: unknown,
  way: Way,
  operation: OperationElement,
  conditions: unknown,
) => Way[] | undefined;

/**
 * From an interface object the planner also considers to learn the object's type in the subgraph that knows the interface
 * and to come back once for each type, and combines that with what it considers on the next level: of n ways and t types it
 * makes n + n^t. Three types nested twice come to 1,010 ways and 2 s, with six types the list has no end. All of them arrive
 * where the straight one does, after more fetches; so only the one with the fewest jumps between subgraphs is kept of those
 * that arrive at the same places. That leaves 2 ways and 20 ms, six levels deep 25 ms.
 *
 * Whatever is kept can be continued like what is dropped. Nothing is dropped between different subgraphs, where the planner
 * weighs costs, nor at fields without selections as long as they are few: nothing grows from those, and the longer way may
 * share a fetch with another field.
 *
 * The planner has no option for it. Its modules call each other by their exports, where this one is put in between: once
 * in a process that does nothing but plan.
 */
export function pruneWays(): void {
  const requireOfProject = createRequire(import.meta.url);
  const requireOfPlanner = createRequire(requireOfProject.resolve('@apollo/query-planner'));
  const graphPath = requireOfPlanner('@apollo/query-graphs/dist/graphPath.js') as { [advance]: Advance };
  const considerAll = graphPath[advance];
  graphPath[advance] = (schema, way, operation, conditions) => {
    const ways = considerAll(schema, way, operation, conditions);
    if (!ways || operation.kind !== 'Field') return ways;
    return operation.isLeafField() && ways.length <= maxLeafWays ? ways : fewestJumps(ways);
  };
}

/** The planner's own limit is a thousand of all ways together. */
const maxLeafWays = 100;

const advance = 'advanceSimultaneousPathsWithOperation';

/** Of each set of places the way with the fewest jumps, the first of equals. */
function fewestJumps(ways: readonly Way[]): Way[] {
  const kept = new Map<string, { readonly way: Way; readonly jumps: number }>();
  for (const way of ways) {
    const places = [...new Set(way.paths.map(({ tail }) => tail.index))].sort((a, b) => a - b).join();
    const jumps = way.paths.reduce((sum, path) => sum + path.subgraphJumps(), 0);
    const known = kept.get(places);
    if (!known || jumps < known.jumps) kept.set(places, { way, jumps });
  }
  return [...kept.values()].map(({ way }) => way);
}
