// The global scope of a mini-program: ECMAScript as old phones have it, and nothing of a browser or of Node.
import { createContext, runInContext, type Context } from 'node:vm';

/** Missing in mini-programs (Intl, WebAssembly), or newer than ES2020, which is what WeChat's phones have at the least. */
const missing = [
  ...[
    'Intl',
    'WebAssembly',
    'SharedArrayBuffer',
    'Atomics',
    'WeakRef',
    'FinalizationRegistry',
    'AggregateError',
  ],
  ...[
    'Promise.any',
    'Promise.withResolvers',
    'Object.hasOwn',
    'Object.groupBy',
    'Map.groupBy',
    'Array.fromAsync',
  ],
  ...['at', 'findLast', 'findLastIndex', 'toReversed', 'toSorted', 'toSpliced', 'with'].map(
    (name) => `Array.prototype.${name}`,
  ),
  ...['at', 'replaceAll', 'isWellFormed', 'toWellFormed'].map((name) => `String.prototype.${name}`),
];

/** A scope with `globals` beside the language's own; neither `eval` nor `new Function` works in it. */
export function createWxScope(globals: Readonly<Record<string, unknown>>): Context {
  const scope = createContext({ ...globals }, { codeGeneration: { strings: false, wasm: false } });
  runInContext(
    missing.map((name) => `delete ${name.includes('.') ? '' : 'globalThis.'}${name};`).join(''),
    scope,
  );
  return scope;
}
