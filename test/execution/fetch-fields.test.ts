// Which fields of a fetch may be kept, under what name, for how long, and how some of them are asked for.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, parse, print, validate } from 'graphql';
import { everythingTag } from '../../gateway/cache/look-up-request.js';
import type { FreshnessWindows } from '../../gateway/cache/judge-value.js';
import { readFieldFetch, type FieldFetch, type KeepRules } from '../../gateway/execution/fetch-fields.js';
import type { FetchNode } from '../../gateway/planning/planner.js';

const schema = buildSchema(`
  type Query { me: Citizen, other: Citizen, _entities(representations: [_Any!]!): [_Entity]! }
  scalar _Any
  union _Entity = Citizen | Dwelling
  type Citizen {
    id: ID
    name(form: String = "full"): String
    pension(first: Int = 3, after: String, filter: Filter): Pension
    home: Dwelling
    accounts: [Account]
    papers: [Paper]
    hidden: Secret
    unlisted: String
  }
  input Filter { kind: Kind, years: [Int!] }
  enum Kind { BASIC EXTRA }
  type Pension { amount(in: String): Int, months(first: Int): [Month] }
  type Month { paid: Int, note: String }
  type Dwelling { houseCode: ID!, area: Int, owner: Citizen }
  interface Account { number: String }
  type Water implements Account { number: String, cubicMetres: Int }
  type Gas implements Account { number: String, therms: Int }
  union Paper = Passport | Licence
  type Passport { number: String }
  type Licence { number: String }
  type Secret { text: String }
`);

const resources: Record<string, string> = {
  'Citizen.id': 'r.identity',
  'Citizen.name': 'r.identity',
  'Citizen.pension': 'r.pension',
  'Pension.amount': 'r.pension',
  'Pension.months': 'r.payments',
  'Month.paid': 'r.payments',
  'Month.note': 'r.payments',
  'Citizen.home': 'r.home',
  'Dwelling.houseCode': 'r.home',
  'Dwelling.area': 'r.home',
  'Dwelling.owner': 'r.never',
  'Citizen.accounts': 'r.accounts',
  'Water.number': 'r.accounts',
  'Gas.number': 'r.gas',
  'Water.cubicMetres': 'r.accounts',
  'Citizen.papers': 'r.papers',
  'Passport.number': 'r.papers',
  'Licence.number': 'r.papers',
  'Citizen.hidden': 'r.papers',
};

const windows = (
  freshForMs: number,
  staleWhileRevalidateMs: number,
  staleIfErrorMs: number,
): FreshnessWindows => ({ freshForMs, staleWhileRevalidateMs, staleIfErrorMs });
const never = windows(0, 0, 0);
const windowsOf: Record<string, FreshnessWindows> = {
  'r.identity': windows(100, 100, 100),
  'r.pension': windows(60, 10, 900),
  'r.payments': windows(90, 5, 1_000),
  'r.home': windows(50, 50, 50),
  'r.accounts': windows(40, 40, 40),
  'r.gas': windows(30, 80, 80),
  'r.papers': windows(20, 20, 20),
};

const heeded: string[] = [];
const rules: KeepRules = {
  schema,
  citizenType: 'Citizen',
  resourceOf: (coordinate) => resources[coordinate],
  windowsOf: (resource) => windowsOf[resource] ?? never,
  // Shows what would be hashed.
  nameOf: (parts) => JSON.stringify(parts),
  heed: (tags) => void heeded.push(...tags),
};

function fetchOf(operation: string, serviceName = 'pensions'): FetchNode {
  const variableUsages = [...operation.matchAll(/\$(\w+):/g)]
    .map(([, name]) => name ?? '')
    .filter((name) => name !== 'representations');
  return {
    kind: 'Fetch',
    serviceName,
    operation,
    operationKind: 'query' as FetchNode['operationKind'],
    operationName: undefined,
    variableUsages,
  };
}

const read = (operation: string, department?: string) =>
  readFieldFetch(fetchOf(operation, department), 'Citizen', rules);
const readEntities = (operation: string) => readFieldFetch(fetchOf(operation), undefined, rules);

function mustRead(operation: string, department?: string): FieldFetch {
  const fetch = read(operation, department);
  if (!fetch) throw new Error(`nothing may be kept of ${operation}`);
  return fetch;
}

const lookUpOf = (operation: string, variables: Record<string, unknown> = {}, department?: string) => {
  const lookUp = mustRead(operation, department).fields[0]?.lookUp({ variables, variableTexts: new Map() });
  if (!lookUp) throw new Error('no field');
  return lookUp;
};
const nameOf = (...asked: Parameters<typeof lookUpOf>) => lookUpOf(...asked).name;

describe('the name of a look-up', () => {
  it.each([
    ['the alias of the field', '{ me { pension { amount } } }', '{ me { mine: pension { amount } } }'],
    ['the alias of the citizen', '{ me { pension { amount } } }', '{ i: me { pension { amount } } }'],
    [
      'the order of selections',
      '{ me { pension { amount months { paid } } } }',
      '{ me { pension { months { paid } amount } } }',
    ],
    [
      'the names of variables',
      'query($a: Int) { me { pension(first: $a) { amount } } }',
      'query($b: Int) { me { pension(first: $b) { amount } } }',
    ],
    [
      'the order of selections with variables',
      'query($a: Int, $b: String) { me { pension { amount(in: $b) months(first: $a) { paid } } } }',
      'query($b: Int, $a: String) { me { pension { months(first: $b) { paid } amount(in: $a) } } }',
    ],
    ['what is asked beside it', '{ me { pension { amount } } }', '{ me { pension { amount } name } }'],
    ['how the citizen was come to', '{ me { pension { amount } } }', '{ other { pension { amount } } }'],
  ])('does not depend on %s', (_what, one, other) => {
    const variables = (operation: string) =>
      operation.includes('$a: Int') ? { a: 1, b: 'x' } : { b: 1, a: 'x' };
    expect(nameOf(one, variables(one))).toBe(nameOf(other, variables(other)));
  });

  it('is the same for the citizen and for the entity of a citizen', () => {
    const entities = readEntities(
      'query($representations:[_Any!]!) { _entities(representations:$representations) { ... on Citizen { pension { amount } } } }',
    );
    const run = { variables: {}, variableTexts: new Map<string, string>() };
    expect(entities?.fields[0]?.lookUp(run)).toEqual(lookUpOf('{ me { pension { amount } } }'));
  });

  it.each([
    ['the field', '{ me { pension { amount } } }', '{ me { home { area } } }'],
    ['what is selected', '{ me { pension { amount } } }', '{ me { pension { amount months { paid } } } }'],
    ['aliases inside', '{ me { pension { amount } } }', '{ me { pension { sum: amount } } }'],
    ['arguments', '{ me { pension(first: 1) { amount } } }', '{ me { pension(first: 2) { amount } } }'],
    ['that there are arguments', '{ me { pension(first: 3) { amount } } }', '{ me { pension { amount } } }'],
    ['arguments inside', '{ me { pension { amount(in: "a") } } }', '{ me { pension { amount(in: "b") } } }'],
    ['directives', '{ me { pension { amount } } }', '{ me { pension { amount @skip(if: true) } } }'],
    [
      'type conditions',
      '{ me { accounts { ... on Water { number } } } }',
      '{ me { accounts { ... on Gas { number } } } }',
    ],
    [
      'default values',
      'query($a: Int = 1) { me { pension(first: $a) { amount } } }',
      'query($a: Int = 2) { me { pension(first: $a) { amount } } }',
    ],
    [
      'where variables stand',
      'query($a: String, $b: String) { me { pension(after: $a) { amount(in: $b) } } }',
      'query($a: String, $b: String) { me { pension(after: $b) { amount(in: $a) } } }',
    ],
  ])('depends on %s', (_what, one, other) => {
    const variables = { b: 'y' };
    expect(nameOf(one, variables)).not.toBe(nameOf(other, variables));
  });

  it('depends on the department and the type', () => {
    const operation = '{ me { pension { amount } } }';
    expect(nameOf(operation, {}, 'one')).not.toBe(nameOf(operation, {}, 'two'));
    const onDwelling = readEntities(
      'query($representations:[_Any!]!) { _entities(representations:$representations) { ... on Dwelling { area } } }',
    );
    expect(
      JSON.parse(onDwelling?.fields[0]?.lookUp({ variables: {}, variableTexts: new Map() }).name ?? ''),
    ).toContain('Dwelling');
  });

  it('depends on every value of a variable, on its type, and on whether it was given', () => {
    const operation =
      'query($a: String = "x", $b: Filter) { me { pension(after: $a, filter: $b) { amount } } }';
    const values = [
      {},
      { a: null },
      { a: '' },
      { a: 'x' },
      { a: '1' },
      { a: 1 },
      { a: 'null' },
      { a: '"x"' },
      { b: null },
      { b: {} },
      { a: 'x', b: {} },
      { a: '{}' },
      { b: { years: [1] } },
      { b: { years: ['1'] } },
      { b: { years: [1, 1] } },
      { b: { kind: 'BASIC' } },
      { a: '\u0000' },
      { a: 'é' },
      { a: 'e\u0301' },
      { a: '1:2' },
      { a: '1', b: '2:3' },
      { a: '1:2', b: '3' },
    ];
    const names = values.map((variables) => nameOf(operation, variables));
    expect(new Set(names).size).toBe(values.length);
  });

  it('is that of the default value only where the variable was left out, not where it comes from nowhere', () => {
    const operation = 'query($toString: String) { me { pension(after: $toString) { amount } } }';
    expect(nameOf(operation, {})).toBe(
      nameOf(operation, Object.create({ toString: 'x' }) as Record<string, unknown>),
    );
  });

  describe('of random fields', () => {
    interface Tree {
      readonly name: string;
      readonly value: string | number | null | undefined;
      readonly children: readonly Tree[];
    }
    /** With every argument in a variable. */
    interface Rendered {
      readonly text: string;
      readonly variables: Record<string, unknown>;
    }
    const value = fc.option(fc.oneof(fc.string(), fc.integer({ min: 0, max: 3 })), { nil: undefined });
    const treeOf = (child: fc.Arbitrary<Tree> | undefined): fc.Arbitrary<Tree> =>
      fc.record({
        name: fc.constantFrom('a', 'b', 'c'),
        value,
        children: child
          ? fc.uniqueArray(child, { maxLength: 3, selector: ({ name }) => name })
          : fc.constant<Tree[]>([]),
      });
    const tree = treeOf(treeOf(treeOf(undefined)));

    const render = (
      { name, value: given, children }: Tree,
      isReversed: boolean,
      prefix: string,
    ): Rendered => {
      const variables: Record<string, unknown> = {};
      const write = (one: Tree): string => {
        const variable = `${prefix}${Object.keys(variables).length}`;
        if (one.value !== undefined) variables[variable] = one.value;
        const inner = (isReversed ? [...one.children].reverse() : one.children).map(write);
        return `${one.name}${one.value === undefined ? '' : `(x: $${variable})`}${inner.length > 0 ? ` { ${inner.join(' ')} }` : ''}`;
      };
      const text = write({ name, value: given, children });
      const definitions = Object.keys(variables).map((variable) => `$${variable}: X`);
      return {
        text: `${definitions.length > 0 ? `query(${definitions.join()}) ` : ''}{ me { ${text} } }`,
        variables,
      };
    };
    /** Equal for what asks the same. */
    const meaning = ({ name, value: given, children }: Tree): string =>
      JSON.stringify([name, given === undefined ? [] : [given], children.map(meaning).sort()]);
    // What the fields are is of no interest here.
    const anything: KeepRules = {
      ...rules,
      schema: buildSchema('type Query { me: Citizen } type Citizen { a: Citizen, b: Citizen, c: Citizen }'),
      resourceOf: () => 'r.home',
    };
    const nameOfTree = (one: Tree, isReversed = false, prefix = 'v'): string => {
      const { text, variables } = render(one, isReversed, prefix);
      const fetch = readFieldFetch(fetchOf(text), 'Citizen', anything);
      return fetch?.fields[0]?.lookUp({ variables, variableTexts: new Map() }).name ?? '';
    };

    it('is the same whenever they ask the same, and never when they do not', () => {
      fc.assert(
        fc.property(tree, tree, (one, other) => {
          expect(nameOfTree(one, true, 'other')).toBe(nameOfTree(one));
          expect(nameOfTree(one) === nameOfTree(other)).toBe(meaning(one) === meaning(other));
        }),
        { numRuns: 500 },
      );
    });
  });
});

describe('the windows of a look-up', () => {
  it.each([
    ['of its own resource', '{ me { pension { amount } } }', windows(60, 10, 900), ['r.pension']],
    [
      'the narrowest of all that it shows',
      '{ me { pension { amount months { paid } } } }',
      windows(60, 5, 900),
      ['r.payments', 'r.pension'],
    ],
    [
      'the narrowest of what any type of an interface may show',
      '{ me { accounts { number } } }',
      windows(30, 40, 40),
      ['r.accounts', 'r.gas'],
    ],
    [
      'of the types alone that are asked for',
      '{ me { accounts { ... on Water { number cubicMetres } } } }',
      windows(40, 40, 40),
      ['r.accounts'],
    ],
    [
      'of a union',
      '{ me { papers { __typename ... on Passport { number } } } }',
      windows(20, 20, 20),
      ['r.papers'],
    ],
  ])('are %s', (_what, operation, expected, shown) => {
    const fetch = mustRead(operation);
    expect(lookUpOf(operation).windows).toEqual(expected);
    expect(fetch.fields[0]?.resources).toEqual(shown);
  });

  it.each([
    ['a resource of which nothing is kept', 'home { owner { id } }'],
    ['a field that belongs to no resource', 'unlisted'],
    ['a field inside that belongs to no resource', 'hidden { text }'],
    ['a field that clients do not see', 'internal'],
    ['a field inside that clients do not see', 'pension { internal }'],
    ['a field of a type that clients do not see', 'accounts { ... on Coal { number } }'],
    ['a field of an interface of which one type is of no resource', 'accounts { ... on Gas { therms } }'],
    ['a named fragment', 'pension { ...F }'],
  ])('are none with %s, and what is kept beside goes on', (_what, field) => {
    const fetch = mustRead(`{ me { ${field} name } }`);
    const [first, second] = fetch.fields.map(({ lookUp }) =>
      lookUp({ variables: {}, variableTexts: new Map() }),
    );
    expect([first?.windows, second?.windows]).toEqual([never, windows(100, 100, 100)]);
  });
});

describe('the tags of a look-up', () => {
  it('are that of everything, its type, its resources, and the types that stand in it, and are heeded when it is compiled', () => {
    heeded.length = 0;
    const { tags } = lookUpOf('{ me { pension { amount months { paid } } } }');
    expect([...tags].sort()).toEqual([
      everythingTag,
      'inside:pensions.Month',
      'inside:pensions.Pension',
      'resource:r.payments',
      'resource:r.pension',
      'type:pensions.Citizen',
    ]);
    expect(new Set(heeded)).toEqual(new Set(tags));
  });

  it('name every type that an interface may stand for', () => {
    expect(lookUpOf('{ me { accounts { number } } }').tags).toEqual(
      expect.arrayContaining(['inside:pensions.Water', 'inside:pensions.Gas']),
    );
  });

  it('have a type that stands in itself both ways', () => {
    expect(lookUpOf('{ me { home { owner { id } } } }'.replace('{ me {', '{ me { name')).tags).not.toContain(
      'inside:pensions.Citizen',
    );
    const owner = mustRead('{ me { name home { owner { id } } } }').fields[1];
    expect(owner?.lookUp({ variables: {}, variableTexts: new Map() }).tags).toEqual(
      expect.arrayContaining([
        'type:pensions.Citizen',
        'inside:pensions.Citizen',
        'inside:pensions.Dwelling',
      ]),
    );
  });
});

describe('a fetch of which nothing is kept', () => {
  const on = (selection: string) =>
    `query($representations:[_Any!]!) { _entities(representations:$representations) { ${selection} } }`;

  it.each([
    ['has several root fields', '{ me { name } other { name } }'],
    ['has a root field without fields', '{ version }'],
    ['has a fragment on its object', '{ me { ... on Citizen { name } } }'],
    ['has nothing that may be kept', '{ me { unlisted hidden { text } } }'],
    ['has nothing but the name of the type', '{ me { __typename } }'],
  ])('%s', (_what, operation) => {
    expect(read(operation)).toBeUndefined();
  });

  it.each([
    ['is of several types', on('... on Citizen { name } ... on Dwelling { area }')],
    ['is of an interface', on('... on Account { number }')],
    ['is of a type that clients do not see', on('... on Coal { number }')],
    ['is of no type', on('... { __typename }')],
    ['has a fragment inside', on('... on Citizen { ... on Citizen { name } }')],
  ])('%s', (_what, operation) => {
    expect(readEntities(operation)).toBeUndefined();
  });
});

describe('a fetch that is narrowed', () => {
  const operation = `query($first: Int = 2, $after: String, $form: String) {
    me { __typename mine: pension(first: $first, after: $after) { amount } name(form: $form) again: name(form: $form) home { area } }
  }`;

  it('asks for some of its fields, with the variables alone that they use', () => {
    const fetch = mustRead(operation);
    const { fields, typenameKeys, rootKey } = fetch;
    expect([rootKey, typenameKeys, fields.map(({ key }) => key)]).toEqual([
      'me',
      ['__typename'],
      ['mine', 'name', 'again', 'home'],
    ]);
    const narrowed = fetch.narrow([1, 3]);
    expect(narrowed.operation).toBe(
      print(parse('query($form: String) { me { __typename name(form: $form) home { area } } }')),
    );
    expect(narrowed.variableUsages).toEqual(['form']);
    expect(print(parse(fetch.narrow([3]).operation))).toBe(
      print(parse('{ me { __typename home { area } } }')),
    );
    expect(fetch.narrow([0]).variableUsages).toEqual(['first', 'after']);
  });

  it('is itself when all of them are asked for', () => {
    const fetch = fetchOf(operation);
    expect(readFieldFetch(fetch, 'Citizen', rules)?.narrow([0, 1, 2, 3])).toBe(fetch);
  });

  it('keeps the representations of entities', () => {
    const fetch = readEntities(
      'query($representations:[_Any!]!, $form: String) { _entities(representations:$representations) { __typename ... on Citizen { name(form: $form) home { area } } } }',
    ) as FieldFetch;
    expect(print(parse(fetch.narrow([1]).operation))).toBe(
      print(
        parse(
          'query($representations:[_Any!]!) { _entities(representations:$representations) { __typename ... on Citizen { home { area } } } }',
        ),
      ),
    );
    expect(fetch.narrow([1]).variableUsages).toEqual([]);
  });

  it.each(Array.from({ length: 15 }, (_, index) => [index + 1]))('is valid: %d', (bits) => {
    const positions = [0, 1, 2, 3].filter((position) => bits & (1 << position));
    expect(validate(schema, parse(mustRead(operation).narrow(positions).operation))).toEqual([]);
  });
});
