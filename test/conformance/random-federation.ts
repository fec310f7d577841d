// Federations that nobody would think of: one entity, whose keys, fields and requirements are dealt out at random.
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { createRandom, type Random } from '../../scripts/seed/random.js';
import { federation2, type ConformanceCase } from './run-case.js';

type Row = Record<string, unknown>;
type Subgraphs = ConformanceCase['subgraphs'];

/** Keys of which each subgraph gets some. They overlap, so that the way from one to another may need a third. */
const keys = ['a', 'b', 'c', 'a b', 'b c', 'd', 'lot { x }', 'lot { x y }', 'a lot { y }', 'd lot { y z }'];
const rowCount = 4;

/** A field `name` of a subgraph; one that requires another gives what it was told of it. */
interface OwnField {
  readonly name: string;
  readonly requires?: OwnField;
}

interface Part {
  readonly name: string;
  readonly keys: readonly string[];
  readonly fields: readonly OwnField[];
  readonly hasRoots: boolean;
}

/** @param seed of which the same case comes every time */
export function createRandomFederation(seed: number): ConformanceCase {
  for (let attempt = 0; ; attempt++) {
    const random = createRandom(seed, attempt);
    const parts = deal(random);
    const rows = createRows(parts);
    const subgraphs = Object.fromEntries(parts.map((part) => [part.name, subgraphOf(part, rows)]));
    if (!composes(subgraphs)) continue;
    return {
      name: `federation ${seed}`,
      subgraphs,
      monolith: monolithOf(parts, rows),
      questions: Array.from({ length: 5 }, (_, index) => ({
        about: `question ${index + 1}`,
        query: writeQuery(random, parts),
      })),
    };
  }
}

/** Most that is dealt has an entity that cannot be reached. */
function composes(subgraphs: Subgraphs): boolean {
  const services = Object.entries(subgraphs).map(([name, { sdl }]) => ({ name, typeDefs: parse(sdl) }));
  return composeServices(services).errors === undefined;
}

function deal(random: Random): Part[] {
  const known: OwnField[] = [];
  return ['p', 'q', 'r', 's', 't'].slice(0, random.integer(3, 5)).map((name, index) => {
    const fields = Array.from({ length: random.integer(1, 3) }, (_, position): OwnField => {
      const requires = known.length > 0 && random.chance(0.4) ? random.pick(known) : undefined;
      return { name: `${name}${position}`, ...(requires && { requires }) };
    });
    // A subgraph cannot require what it has itself.
    known.push(...fields);
    const own = fields.filter(({ requires }) => !requires || !fields.includes(requires));
    const dealt = Array.from({ length: random.integer(1, 3) }, () => random.pick(keys));
    return { name, keys: [...new Set(dealt)], fields: own, hasRoots: index === 0 || random.chance(0.4) };
  });
}

function createRows(parts: readonly Part[]): Row[] {
  const rows = Array.from({ length: rowCount }, (_, n): Row => {
    const lot = { x: `x${n}`, y: `y${n % 2}`, z: n };
    return { a: `a${n}`, b: `b${n}`, c: n, d: `d${n}`, lot };
  });
  for (const [n, row] of rows.entries()) {
    row['next'] = rows[(n + 1) % rowCount];
    row['some'] = [rows[n], null, rows[(n + 2) % rowCount], rows[n]];
    for (const { name, requires } of parts.flatMap(({ fields }) => fields))
      row[name] = requires ? `${name}(${String(row[requires.name])})` : n === 1 ? null : `${name} of ${n}`;
  }
  return rows;
}

const keyFields = { a: 'ID!', b: 'String!', c: 'Int!', d: 'ID!', lot: 'Lot!' };
const lotFields = { x: 'String!', y: 'String!', z: 'Int!' };

function subgraphOf(part: Part, rows: readonly Row[]): Subgraphs[string] {
  const named = new Set(part.keys.join(' ').match(/\w+/g));
  const shared = Object.entries(keyFields).filter(([name]) => named.has(name));
  const lot = Object.entries(lotFields).filter(([name]) => named.has(name));
  const required = new Set(part.fields.flatMap(({ requires }) => (requires ? [requires.name] : [])));
  const lines = [
    ...shared.map(([name, type]) => `${name}: ${type} @shareable`),
    ...[...required].map((name) => `${name}: String @external`),
    ...part.fields.map(
      ({ name, requires }) => `${name}: String ${requires ? `@requires(fields: "${requires.name}")` : ''}`,
    ),
    `${part.name}Next: Row! ${part.name}Some: [Row]!`,
  ];
  const sdl = `${federation2}
    ${part.hasRoots ? `type Query { ${rootsOf(part)} }` : ''}
    ${lot.length > 0 ? `type Lot @shareable { ${lot.map((pair) => pair.join(': ')).join(' ')} }` : ''}
    type Row ${part.keys.map((key) => `@key(fields: "${key}")`).join(' ')} { ${lines.join('\n')} }`;
  return { sdl, resolvers: resolversOf(part, rows) };
}

const rootsOf = ({ name }: Part): string => `${name}Row: Row ${name}Rows: [Row!]!`;

function resolversOf(part: Part, rows: readonly Row[]): Subgraphs[string]['resolvers'] {
  const requiring = part.fields.flatMap(({ name, requires }) =>
    // Of the representation alone: what a row holds is not what the subgraph was told.
    requires ? [[name, ({ told }: Row) => `${name}(${String((told as Row)[requires.name])})`] as const] : [],
  );
  return {
    ...(part.hasRoots && { Query: rootResolvers(part, rows) }),
    Row: {
      ...linkResolvers(part),
      ...Object.fromEntries(requiring),
      __resolveReference: (told: Row) => ({ ...findRow(part, rows, told), told }),
    },
  };
}

const linkResolvers = ({ name }: Part) => ({
  [`${name}Next`]: ({ next }: Row) => next,
  [`${name}Some`]: ({ some }: Row) => some,
});

const rootResolvers = ({ name }: Part, rows: readonly Row[]) => ({
  [`${name}Row`]: () => rows[0],
  [`${name}Rows`]: () => [...rows, rows[1]],
});

/** By the first of its keys that is there in full, which has to name one row alone with everything else of the keys. */
function findRow(part: Part, rows: readonly Row[], told: Row): Row {
  const lot = told['lot'] as Row | undefined;
  const flat = (row: Row): Row => ({ ...row, ...(row['lot'] as Row | undefined) });
  const given = flat(told);
  const complete = part.keys.some((key) =>
    (key.match(/\w+/g) ?? []).every((name) =>
      name === 'lot' ? lot !== undefined : given[name] !== undefined,
    ),
  );
  const names = ['a', 'b', 'c', 'd', 'x', 'y', 'z'].filter((name) => given[name] !== undefined);
  const found = rows.filter((row) => names.every((name) => flat(row)[name] === given[name]));
  const [row] = found;
  if (!complete || !row) throw new Error(`no row for ${JSON.stringify(told)}`);
  return row;
}

function monolithOf(parts: readonly Part[], rows: readonly Row[]): ConformanceCase['monolith'] {
  const named = new Set(parts.flatMap((part) => part.keys.join(' ').match(/\w+/g) ?? []));
  const typed = (fields: object) =>
    Object.entries(fields).flatMap(([name, type]) => (named.has(name) ? [`${name}: ${type}`] : []));
  const own = parts.flatMap(({ fields, name }) => [
    ...fields.map((field) => `${field.name}: String`),
    `${name}Next: Row! ${name}Some: [Row]!`,
  ]);
  const rooted = parts.filter(({ hasRoots }) => hasRoots);
  return {
    sdl: `type Query { ${rooted.map(rootsOf).join(' ')} } ${named.has('lot') ? `type Lot { ${typed(lotFields).join(' ')} }` : ''}
      type Row { ${[...typed(keyFields), ...own].join(' ')} }`,
    resolvers: {
      Query: Object.fromEntries(rooted.flatMap((part) => Object.entries(rootResolvers(part, rows)))),
      Row: Object.fromEntries(parts.flatMap((part) => Object.entries(linkResolvers(part)))),
    },
  };
}

function writeQuery(random: Random, parts: readonly Part[]): string {
  const leaves = parts.flatMap(({ fields }) => fields.map(({ name }) => name));
  const links = parts.flatMap(({ name }) => [`${name}Next`, `${name}Some`]);
  const used = new Set(parts.flatMap((part) => part.keys.join(' ').match(/\b[abcd]\b/g) ?? []));
  const select = (depth: number): string => {
    const chosen = [...leaves, ...used].filter(() => random.chance(0.35));
    const deeper = depth > 0 ? links.filter(() => random.chance(0.2)) : [];
    const selections = [...chosen, ...deeper.map((link) => `${link} { ${select(depth - 1)} }`), '__typename'];
    return shuffle(random, selections).join(' ');
  };
  const roots = parts.flatMap(({ name, hasRoots }) => (hasRoots ? [`${name}Row`, `${name}Rows`] : []));
  return `{ ${shuffle(random, roots)
    .slice(0, 2)
    .map((root) => `${root} { ${select(2)} }`)
    .join(' ')} }`;
}

function shuffle<T>(random: Random, list: readonly T[]): T[] {
  return list
    .map((value) => [random.next(), value] as const)
    .sort(([first], [second]) => first - second)
    .map(([, value]) => value);
}
