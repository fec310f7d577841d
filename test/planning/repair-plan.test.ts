// Repairing plans: those that are right stay, those that ask too early are put in order, and nobody is told another's value.
import { readFileSync } from 'node:fs';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { plannerOptions } from '../../gateway/planning/planner-main.js';
import type { FetchNode, PlanNode, QueryPlan } from '../../gateway/planning/planner.js';
import { createPlanRepair, type CheckedPlan } from '../../gateway/planning/repair-plan.js';
import { readOperationFiles } from '../../scripts/schema-rules/read-schema-inputs.js';
import { schemaFile } from '../../schema/files.js';
import { federation2 } from '../conformance/run-case.js';
import { compose } from '../support/foreign-subgraph.js';

function createRepairer(sdl: string) {
  const supergraph = Supergraph.build(sdl);
  const planner = new QueryPlanner(supergraph, plannerOptions);
  const repair = createPlanRepair({
    sdl,
    buildPlan: (document) => planner.buildQueryPlan(operationFromDocument(supergraph.schema, document)),
  });
  const plan = (query: string): QueryPlan =>
    planner.buildQueryPlan(operationFromDocument(supergraph.apiSchema(), parse(query)));
  return { plan, check: (query: string): CheckedPlan => repair.check(plan(query), parse(query)), repair };
}

function federate(subgraphs: Record<string, string>): string {
  return compose(
    Object.fromEntries(
      Object.entries(subgraphs).map(([name, sdl]) => [
        name,
        { sdl: federation2 + sdl, url: 'http://127.0.0.1' },
      ]),
    ),
  );
}

interface Asked {
  readonly subgraph: string;
  readonly path: string;
  readonly told: string;
  readonly operation: string;
}

/** Fetches in the order in which they may run. */
function asked({ node }: QueryPlan): Asked[] {
  const collect = (one: PlanNode, path: string): Asked[] => {
    if (one.kind === 'Fetch')
      return [
        { subgraph: one.serviceName, path, told: toldIn(one.requires ?? []), operation: one.operation },
      ];
    if (one.kind === 'Flatten') return collect(one.node, one.path.join('.'));
    return one.kind === 'Sequence' || one.kind === 'Parallel'
      ? one.nodes.flatMap((inner) => collect(inner, path))
      : [];
  };
  return node && node.kind !== 'Subscription' ? collect(node, '') : [];
}

/** `type { price: alias }`, without type names. */
function toldIn(nodes: NonNullable<FetchNode['requires']>): string {
  return nodes
    .flatMap((one) => {
      if (one.kind === 'InlineFragment') return [toldIn(one.selections)];
      if (one.name === '__typename') return [];
      const value = one.selections ? `{ ${toldIn(one.selections)} }` : (one.alias ?? '');
      return [value === '' ? one.name : `${one.name}: ${value}`];
    })
    .join(' ');
}

const goods = createRepairer(
  federate({
    goods: `enum Currency { EUR USD } enum Unit { CM IN } type Query { goods: [Good!]! } type Mutation { touch: Good again: Good }
      type Good @key(fields: "id") { id: ID! price(currency: Currency!): Int! box: Box! }
      type Box { size(unit: Unit!): Int! } `,
    tags: `enum Currency { EUR USD } enum Unit { CM IN }
      type Good @key(fields: "id") {
        id: ID! price(currency: Currency!): Int! @external box: Box! @external
        euro: String! @requires(fields: "price(currency: EUR)")
        dollar(digits: Int!): Tag! @requires(fields: "price(currency: USD)")
        metric: Int! @requires(fields: "box { size(unit: CM) }") imperial: Int! @requires(fields: "box { size(unit: IN) }")
      }
      type Box @external { size(unit: Unit!): Int! } type Tag { text: String! maker: Maker! }
      type Maker @key(fields: "name") { name: ID! }`,
    makers: `type Maker @key(fields: "name") { name: ID! town: String! }`,
  }),
);

const rows = createRepairer(
  federate({
    a: `type Query { row: Row } type Row @key(fields: "id") { id: ID! name: String! price: Int! }`,
    b: `type Row @key(fields: "id") @key(fields: "sku") {
      id: ID! sku: ID! price: Int! @external gain: Int! @requires(fields: "price") }`,
    c: `type Row @key(fields: "sku") @key(fields: "upc") {
      sku: ID! upc: ID! gain: Int! @external tip: Int! @requires(fields: "gain") }`,
    d: `type Row @key(fields: "upc") { upc: ID! name: String! @external far: String! @requires(fields: "name") }`,
  }),
);

const city = createRepairer(readFileSync(schemaFile('supergraph.graphql'), 'utf8'));
const operations = readOperationFiles().map(({ file, text }): [string, string] => [file, text]);

describe('a plan that is right', () => {
  it.each(operations)('stays as it is: %s', (_file, query) => {
    const plan = city.plan(query);
    const checked = city.repair.check(plan, parse(query));
    expect(checked).toEqual({ plan, verdict: 'right' });
    expect(checked.plan).toBe(plan);
  });

  it.each([
    '{ goods { euro } }',
    '{ goods { imperial id } }',
    '{ goods { dollar(digits: 2) { maker { town } } } }',
  ])('stays as it is where fields require others: %s', (query) => {
    const plan = goods.plan(query);
    expect(goods.repair.check(plan, parse(query)).plan).toBe(plan);
  });

  it('is found wrong once its fetches run at the same time', () => {
    const query = '{ row { gain } }';
    const { node } = rows.plan(query);
    if (node?.kind !== 'Sequence') throw new Error('another plan than this test is about');
    const racing: QueryPlan = { kind: 'QueryPlan', node: { kind: 'Parallel', nodes: node.nodes } };
    expect(rows.repair.check(racing, parse(query)).verdict).toBe('repaired');
  });

  it('is found wrong once a representation does not tell what is required', () => {
    const query = '{ row { gain } }';
    const untold = JSON.parse(
      JSON.stringify(rows.plan(query)).replace(',{"kind":"Field","name":"price"}', ''),
    ) as QueryPlan;
    const { verdict, plan } = rows.repair.check(untold, parse(query));
    expect(verdict).toBe('repaired');
    expect(asked(plan).at(-1)).toMatchObject({ subgraph: 'b', told: 'id price' });
  });
});

describe('a repaired plan', () => {
  it('tells each field the value that it requires where one field is wanted with several arguments', () => {
    const { plan, verdict } = goods.check('{ goods { euro dollar(digits: 2) { text } } }');
    expect(verdict).toBe('repaired');
    const [first, ...others] = asked(plan);
    expect(first?.operation).toContain('price(currency:EUR)yihao_requires__alias_0:price(currency:USD)');
    expect(others.map(({ told, operation }) => [told, /on Good\{(\w+)/.exec(operation)?.[1]])).toEqual([
      ['id price', 'euro'],
      ['id price: yihao_requires__alias_0', 'dollar'],
    ]);
  });

  it('does so within objects', () => {
    const { plan } = goods.check('{ goods { imperial metric } }');
    expect(asked(plan).map(({ told }) => told)).toEqual([
      '',
      'id box: { size }',
      'id box: { size: yihao_requires__alias_0 }',
    ]);
  });

  it('keeps the arguments of deferred fields, and what other subgraphs have of their objects', () => {
    const query = 'query ($digits: Int!) { goods { euro dollar(digits: $digits) { maker { town } text } } }';
    const all = asked(goods.check(query).plan);
    const dollar = all.find(({ operation }) => operation.includes('dollar'));
    expect(dollar?.operation).toMatch(/^query\(\$representations:\[_Any!\]!\$digits:Int!\)/);
    expect(dollar?.operation).toContain('dollar(digits:$digits){');
    expect(all.at(-1)).toMatchObject({ subgraph: 'makers', path: 'goods.@.dollar.maker', told: 'name' });
  });

  it('asks each field of a mutation, with what is read after it, in its turn', () => {
    const query =
      'mutation { touch { euro dollar(digits: 1) { text } } again { euro dollar(digits: 1) { text } } }';
    const all = asked(goods.check(query).plan);
    expect(all.map(({ path, subgraph }) => path || subgraph)).toEqual([
      ...['goods', 'touch', 'touch'],
      ...['goods', 'again', 'again'],
    ]);
  });

  it('asks for a field at the end of a chain of keys after what it requires', () => {
    const { plan, verdict } = rows.check('{ row { far } }');
    expect(verdict).toBe('repaired');
    const all = asked(plan);
    expect(all[0]?.operation).toContain('name');
    expect(all.at(-1)).toMatchObject({ subgraph: 'd', told: 'upc name' });
  });

  it('asks for a requirement that itself requires something in between', () => {
    const { plan, verdict } = rows.check('{ row { tip } }');
    expect(verdict).toBe('repaired');
    expect(asked(plan).slice(-2)).toMatchObject([
      { subgraph: 'b', told: expect.stringMatching(/price/) },
      { subgraph: 'c', told: expect.stringMatching(/gain/) },
    ]);
  });
});

describe('a plan that cannot be repaired', () => {
  it('is left as it is, and said to be wrong', () => {
    const query = '{ goods { euro dollar(digits: 2) { text } } }';
    const repair = createPlanRepair({
      sdl: federate({
        goods: `enum Currency { EUR USD } type Query { goods: [Good!]! }
          type Good @key(fields: "id") { id: ID! price(currency: Currency!): Int! }`,
        tags: `enum Currency { EUR USD }
          type Good @key(fields: "id") {
            id: ID! price(currency: Currency!): Int! @external euro: String! @requires(fields: "price(currency: EUR)")
            dollar(digits: Int!): Tag! @requires(fields: "price(currency: USD)")
          } type Tag { text: String! }`,
      }),
      buildPlan() {
        throw new Error('too many ways');
      },
    });
    const plan = goods.plan(query);
    expect(repair.check(plan, parse(query))).toEqual({ plan, verdict: 'wrong' });
  });
});
