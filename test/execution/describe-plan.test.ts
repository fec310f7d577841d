// What is told of plans: waves, coordinates, look-ups, and what each was answered from.
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, type OperationDefinitionNode } from 'graphql';
import type { Found } from '../../gateway/cache/look-up-request.js';
import { describePlan, type DescribePlanOptions } from '../../gateway/execution/describe-plan.js';
import { explainFetch, type LookedUp } from '../../gateway/execution/explain-fetch.js';
import type { KeepRules } from '../../gateway/execution/fetch-fields.js';
import { prepareOperation, type FieldTreatment } from '../../gateway/operations/prepare-operation.js';
import type { FetchNode, PlanNode } from '../../gateway/planning/planner.js';

/** As clients see it: `Flat.code`, by which departments find flats, isn't in it. */
const schema = buildSchema(`
  type Query { me: Citizen!, citizen(number: ID!): Citizen }
  type Mutation { pay: Receipt }
  type Receipt { id: ID, flat: Flat }
  type Citizen { id: ID!, name: String, pension: Pension, benefits: [String], home: Flat, things: [Thing] }
  type Pension { amount(in: String): Int }
  interface Thing { id: ID! }
  type Flat implements Thing { id: ID!, area: Int, rent: Int }
`);
const clear: FieldTreatment = { kind: 'clear' };

function fieldsOf(query: string, refused: readonly string[] = []) {
  const document = parse(query);
  return prepareOperation(document, document.definitions[0] as OperationDefinitionNode, {
    schema,
    wireKeys: ({ alias, name }) => (alias ?? name).value,
    treat: (coordinate) => (refused.includes(coordinate) ? { kind: 'refused' } : clear),
    conditions: new Set(),
  }).fields;
}

const heeded: string[] = [];
/** Benefits are never kept. */
const keep: KeepRules = {
  schema,
  citizenType: 'Citizen',
  resourceOf: (coordinate) => coordinate,
  windowsOf: (resource) =>
    resource === 'Citizen.benefits'
      ? { freshForMs: 0, staleWhileRevalidateMs: 0, staleIfErrorMs: 0 }
      : { freshForMs: 60_000, staleWhileRevalidateMs: 5_000, staleIfErrorMs: 90_000 },
  nameOf: (parts) => parts.join('|'),
  heed: (tags) => void heeded.push(...tags),
};

function fetchOf(serviceName: string, operation: string, requires?: FetchNode['requires']): FetchNode {
  const operationKind = parse(operation).definitions[0] as OperationDefinitionNode;
  return {
    ...{ kind: 'Fetch', serviceName, operation, operationName: undefined },
    operationKind: operationKind.operation,
    ...(requires && { requires }),
  };
}

const byId: FetchNode['requires'] = [
  { kind: 'InlineFragment', typeCondition: 'Citizen', selections: [{ kind: 'Field', name: 'id' }] },
];
const entitiesOf = (department: string, selection: string): PlanNode => ({
  kind: 'Flatten',
  path: ['me'],
  node: fetchOf(
    department,
    `query($representations:[_Any!]!){_entities(representations:$representations){${selection}}}`,
    byId,
  ),
});
const sequence = (...nodes: PlanNode[]): PlanNode => ({ kind: 'Sequence', nodes });
const parallel = (...nodes: PlanNode[]): PlanNode => ({ kind: 'Parallel', nodes });

function described(node: PlanNode | undefined, query: string, options: Partial<DescribePlanOptions> = {}) {
  return describePlan(
    { kind: 'QueryPlan', ...(node && { node }) },
    { schema, fields: fieldsOf(query), neverNull: new Set(['me']), keep, isQuery: true, ...options },
  );
}

const explained = (...args: Parameters<typeof described>) =>
  described(...args).map((wave) => wave.map((fetch) => explainFetch(fetch, undefined)));

const window = { freshForSeconds: 60, staleWhileRevalidateSeconds: 5, staleIfErrorSeconds: 90 };

describe('a described plan', () => {
  it('has the fetches that need each other in waves, one after the other', () => {
    const waves = explained(
      parallel(
        sequence(fetchOf('population', '{me{id}}'), entitiesOf('land', '...on Citizen{home{id}}')),
        fetchOf('social', '{me{pension{amount}}}'),
      ),
      '{ me { id home { id } pension { amount } } }',
    );
    expect(waves.map((wave) => wave.map(({ department }) => department))).toEqual([
      ['population', 'social'],
      ['land'],
    ]);
    expect(waves.flat().map(({ entities }) => entities)).toEqual([false, false, true]);
  });

  it('tells apart what the operation asks for, what is needed on the way, and what clients don’t see', () => {
    const [[first] = []] = explained(
      fetchOf('population', '{me{key:id n:name home{code area}}}'),
      '{ me { name home { area } } }',
    );
    expect(first?.fields).toEqual(['Citizen.home', 'Citizen.name', 'Flat.area']);
    expect(first?.needed).toEqual(['Citizen.id']);
  });

  it('doesn’t tell a refused field as one that is asked for', () => {
    const [[first] = []] = described(fetchOf('population', '{me{id}}'), '{ me { id name } }', {
      fields: fieldsOf('{ me { id name } }', ['Citizen.id']),
    });
    expect(first?.fields).toEqual([]);
    expect(first?.needed).toEqual(['Citizen.id']);
  });

  it('knows an interface’s field on the types that the planner asks for', () => {
    const [[first] = []] = explained(
      fetchOf('land', '{me{things{__typename ...on Flat{id}}}}'),
      '{ me { things { id } } }',
    );
    expect(first?.fields).toEqual(['Citizen.things', 'Flat.id']);
  });

  it('says what is kept, for how long, and what never is', () => {
    const [[first] = []] = explained(
      fetchOf('social', '{me{pension{amount} benefits}}'),
      '{ me { pension { amount } benefits } }',
    );
    expect(first?.cache).toEqual({
      kept: [{ field: 'Citizen.pension', ...window }],
      never: ['Citizen.benefits'],
    });
    expect(heeded).toEqual([]);
  });

  it.each<[string, PlanNode, string, Partial<DescribePlanOptions>, string[]]>([
    [
      'where nothing is kept',
      fetchOf('p', '{me{name id}}'),
      '{ me { name } }',
      { keep: undefined },
      ['Citizen.id', 'Citizen.name'],
    ],
    [
      'of somebody who is named in an argument',
      fetchOf('p', '{citizen(number:1){name}}'),
      '{ citizen(number: 1) { name } }',
      {},
      ['Query.citizen'],
    ],
    [
      'of a change',
      fetchOf('p', 'mutation{pay{id}}'),
      'mutation { pay { id } }',
      { isQuery: false },
      ['Mutation.pay'],
    ],
    [
      'after a change',
      entitiesOf('land', '...on Flat{area}'),
      'mutation { pay { flat { area } } }',
      { isQuery: false },
      ['Flat.area'],
    ],
  ])('says that nothing is kept %s', (_where, node, query, options, never) => {
    const [[first] = []] = explained(node, query, options);
    expect(first?.cache).toEqual({ kept: [], never });
  });

  it('is empty where nobody is asked', () => {
    expect(explained(undefined, '{ __typename }')).toEqual([]);
  });
});

describe('what a fetch was answered from', () => {
  const query = '{ me { name benefits pension { amount } } }';
  const [[fetch] = []] = described(fetchOf('social', '{me{name benefits pension{amount}}}'), query);
  if (!fetch) throw new Error('no fetch');
  const found = (from: Found['from'], state: Found['state'] = 'cached'): Found => ({
    ...{ text: '1', asOfMs: 0, freshUntilMs: 0, from, state },
  });
  const used = (department: string, ...answer: LookedUp['answer']): LookedUp => ({
    request: {
      department,
      owners: answer.map((_, index): [string] => [String(index)]),
      lookUps: fetch.lookUps.map(({ lookUp }) => lookUp({ variables: {}, variableTexts: new Map() })),
      live: false,
      load: () => Promise.reject(new Error('not asked')),
    },
    answer,
  });
  const sources = (...uses: LookedUp[]) =>
    explainFetch(fetch, { variables: {}, variableTexts: new Map(), uses }).cache.kept.map(
      ({ answeredFrom }) => answeredFrom,
    );

  it('is told of each field that may be kept, over all objects', () => {
    expect(
      sources(
        used(
          'social',
          [found('near'), found('loaded', 'live'), found('far')],
          [found('shared'), found('loaded', 'live'), found('loaded', 'stale')],
        ),
      ),
    ).toEqual([
      ['memory', 'shared'],
      ['redis', 'stale'],
    ]);
  });

  it('is the department, or nowhere where that failed', () => {
    expect(sources(used('social', [found('loaded', 'live'), undefined, undefined]))).toEqual([
      ['department'],
      ['nowhere'],
    ]);
  });

  it('is nothing where nobody was there to look up, or it was another department’s', () => {
    expect(sources()).toEqual([[], []]);
    expect(sources(used('land', [found('near'), found('near'), found('near')]))).toEqual([[], []]);
  });
});
