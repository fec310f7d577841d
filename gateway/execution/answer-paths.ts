// From the keys of the wire to the client's: where an error stands in the answer.
import type { AnswerField } from '../operations/prepare-operation.js';
import type { Path } from './compile-writer.js';

export interface ClientPath {
  readonly path: Path;
  /** The client asked for exactly this; otherwise the path ends at the last step that it asked for. */
  readonly isWhole: boolean;
}

interface Place {
  readonly responseKey: string;
  readonly inner: Map<string, Place>;
}

export function compileAnswerPaths(fields: readonly AnswerField[]): (path: Path) => ClientPath {
  const root = new Map<string, Place>();
  add(root, fields);
  return (path) => {
    const found: (string | number)[] = [];
    let places = root;
    for (const step of path) {
      if (typeof step === 'number') {
        found.push(step);
        continue;
      }
      const place = places.get(step);
      if (!place) return { path: found, isWhole: false };
      found.push(place.responseKey);
      places = place.inner;
    }
    return { path: found, isWhole: true };
  };
}

function add(places: Map<string, Place>, fields: readonly AnswerField[]): void {
  for (const { wireKey, responseKey, children } of fields) {
    const place = places.get(wireKey) ?? { responseKey, inner: new Map<string, Place>() };
    places.set(wireKey, place);
    if (children) add(place.inner, children);
  }
}
