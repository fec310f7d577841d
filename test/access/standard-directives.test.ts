import { describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse, print, visit } from 'graphql';
import { createStandardAuthorizer } from '../../gateway/access/authorize-standard.js';
import { decideStandard } from '../../gateway/access/decide-standard.js';
import { fulfils, type Claims, type PolicyRule } from '../../gateway/access/policy-rule.js';
import {
  readStandardDirectives,
  requireKnownPolicies,
  type Requirement,
} from '../../gateway/access/standard-directives.js';
import { BadSupergraph } from '../../gateway/errors.js';
import { prepareSupergraph, type StandardDirective } from '../../gateway/execution/prepare-supergraph.js';
import { prepareOperation } from '../../gateway/operations/prepare-operation.js';
import { createWireKeys } from '../../gateway/operations/wire-key.js';
import { compose } from '../support/foreign-subgraph.js';

const imports = '"@key", "@external", "@requires", "@inaccessible", "@tag"';

function composed(definitions: string, directives: string): string {
  return compose({
    shop: {
      url: 'http://127.0.0.1:1/graphql',
      sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}, ${directives}])
        ${definitions}`,
    },
  });
}

const shop = `
  type Query { product: Product  list: [[Product!]!]!  node: Node  price: Money  levels: [Level!]!  open: Int }
  type Product { id: ID!  weight: Int @authenticated  cost: Int @requiresScopes(scopes: [["a", "b"], ["c"]]) }
  interface Node { id: ID!  note: String }
  type Flat implements Node { id: ID!  note: String @policy(policies: [["staff"]]) }
  type Safe implements Node @authenticated { id: ID!  note: String }
  scalar Money @policy(policies: [["staff"], ["audit", "senior"]])
  enum Level @authenticated { LOW HIGH }
`;
const three = '"@authenticated", "@requiresScopes", "@policy"';
const shopSdl = composed(shop, three);

const authenticated: Requirement = { kind: 'authenticated' };
const staff: Requirement = { kind: 'policies', anyOf: [['staff']] };
const standardNames = new Map<StandardDirective, string>([
  ['authenticated', 'authenticated'],
  ['requiresScopes', 'requiresScopes'],
  ['policy', 'policy'],
]);

describe('the table of requirements', () => {
  const table = readStandardDirectives(shopSdl, prepareSupergraph(shopSdl).names);

  it.each<[string, readonly Requirement[]]>([
    ['Product.weight', [authenticated]],
    ['Product.cost', [{ kind: 'scopes', anyOf: [['a', 'b'], ['c']] }]],
    ['Query.price', [{ kind: 'policies', anyOf: [['staff'], ['audit', 'senior']] }]],
    ['Query.levels', [authenticated]],
    ['Safe.id', [authenticated]],
    ['Safe.note', [authenticated]],
    ['Flat.note', [staff]],
  ])('has for %s what stands at the field, its type and the type it returns', (coordinate, requirements) => {
    expect(table.get(coordinate)).toEqual(requirements);
  });

  it('asks of an interface’s field what each implementation asks', () => {
    expect(table.get('Node.id')).toEqual([authenticated]);
    expect(new Set(table.get('Node.note'))).toEqual(new Set([table.get('Safe.note')?.[0], staff]));
  });

  it('asks of an interface’s field what implementations ask, also where composition did not say so', () => {
    const sdl = `
      interface Node { id: ID! note: String }
      type Flat implements Node @authenticated { id: ID! note: String @policy(policies: [["staff"]]) }
    `;
    const found = readStandardDirectives(sdl, standardNames);
    expect(found.get('Node.id')).toEqual([authenticated]);
    expect(found.get('Node.note')).toEqual([staff, authenticated]);
  });

  it('ANDs field, type and returned type, also of extensions and of interfaces themselves', () => {
    const sdl = `
      interface Node @policy(policies: [["node"]]) { id: ID! }
      type Query { node: Node @authenticated }
      type Flat { price: [Money!]! @authenticated }
      extend type Flat @requiresScopes(scopes: [["flat"]])
      scalar Money
      extend scalar Money @policy(policies: [["staff"]])
    `;
    const found = readStandardDirectives(sdl, standardNames);
    expect(found.get('Query.node')).toEqual([authenticated, { kind: 'policies', anyOf: [['node']] }]);
    expect(found.get('Node.id')).toEqual([{ kind: 'policies', anyOf: [['node']] }]);
    expect(found.get('Flat.price')).toEqual([authenticated, { kind: 'scopes', anyOf: [['flat']] }, staff]);
  });

  it('lacks what anybody may ask', () => {
    expect([...table.keys()].filter((key) => /^Product\.id|^Query\.(product|list|open)/.test(key))).toEqual(
      [],
    );
  });

  it('is empty without the directives', () => {
    const sdl = composed('type Query { open: Int }', '"@shareable"');
    expect(readStandardDirectives(sdl, prepareSupergraph(sdl).names).size).toBe(0);
  });

  it.each(['@policy(policies: ["staff"])', '@policy', '@requiresScopes(scopes: [[1]])'])(
    'cannot be read with %s, rather than lack it',
    (directive) => {
      expect(() => readStandardDirectives(`type Query { a: Int ${directive} }`, standardNames)).toThrow(
        /Query\.a has no list of lists|at Query\.a/,
      );
    },
  );

  it('is refused with a policy that nobody defined, by its name', () => {
    const policies = new Map<string, PolicyRule>([['staff', { claim: 'role', equals: 'staff' }]]);
    expect(() => requireKnownPolicies(table, policies)).toThrow(/"audit".*POLICIES/);
    expect(() => requireKnownPolicies(table, policies)).toThrow(BadSupergraph);
  });
});

describe('a prepared supergraph', () => {
  /** What it means: everything but `for:` of the three links. */
  const meaning = (sdl: string): string =>
    print(
      visit(parse(sdl), {
        Directive: (node) =>
          node.name.value === 'link'
            ? { ...node, arguments: node.arguments?.filter(({ name }) => name.value !== 'for') }
            : undefined,
      }),
    );

  it('loses the purpose of the three links and nothing else', () => {
    const { sdl } = prepareSupergraph(shopSdl);
    expect(meaning(sdl)).toBe(meaning(shopSdl));
    expect(sdl.match(/for: SECURITY/g)).toBeNull();
    expect(sdl).toMatch(/join\/v0\.\d", for: EXECUTION/);
    expect(shopSdl.match(/for: SECURITY/g)).toHaveLength(3);
  });

  it('stays as it is, byte for byte, without these links', () => {
    const sdl = composed('type Query { open: Int @tag(name: "x")  gone: Int @inaccessible }', '"@shareable"');
    expect(prepareSupergraph(sdl)).toEqual({ sdl, names: new Map() });
    expect(sdl).toContain('inaccessible/v0.2", for: SECURITY');
  });

  it('takes the names of the directives from the imports', () => {
    const renamed = composed(
      shop.replaceAll('@authenticated', '@login').replaceAll('@requiresScopes', '@needs'),
      '{ name: "@authenticated", as: "@login" }, { name: "@requiresScopes", as: "@needs" }, "@policy"',
    );
    const { names } = prepareSupergraph(renamed);
    expect(Object.fromEntries(names)).toEqual({
      authenticated: 'login',
      requiresScopes: 'needs',
      policy: 'policy',
    });
    expect(readStandardDirectives(renamed, names)).toEqual(
      readStandardDirectives(shopSdl, prepareSupergraph(shopSdl).names),
    );
  });

  it.each([
    ['@link(url: "https://specs.apollo.dev/policy/v0.1")', 'policy'],
    ['@link(url: "https://specs.apollo.dev/policy/v0.1", as: "rule")', 'rule'],
    ['@link(url: "https://specs.apollo.dev/policy/v0.1/", as: "rule", import: ["@policy"])', 'policy'],
    ['@link(url: "https://specs.apollo.dev/policy/v0.1", import: [{ name: "@policy", as: "@may" }])', 'may'],
    [
      '@hook(url: "https://specs.apollo.dev/link/v1.0", as: "hook") @hook(url: "https://specs.apollo.dev/policy/v0.1")',
      'policy',
    ],
  ])('knows by %s that the directive is @%s', (links, name) => {
    const { names } = prepareSupergraph(`schema ${links} { query: Query } type Query { a: Int }`);
    expect(names.get('policy')).toBe(name);
  });

  it('is refused with another version of these, whatever its purpose', () => {
    const links = '@link(url: "https://specs.apollo.dev/policy/v0.2")';
    expect(() => prepareSupergraph(`schema ${links} { query: Query } type Query { a: Int }`)).toThrow(
      /policy\/v0\.2/,
    );
  });
});

describe('the decision about a requirement', () => {
  const policies = new Map<string, PolicyRule>([
    ['staff', { claim: 'role', equals: 'staff' }],
    ['audit', { claim: 'groups', includes: 'audit' }],
  ]);
  const scopes = (...anyOf: string[][]): Requirement => ({ kind: 'scopes', anyOf });
  const named = (...anyOf: string[][]): Requirement => ({ kind: 'policies', anyOf });

  it.each<[string, Requirement, Claims | undefined, boolean]>([
    ['nobody is not logged in', authenticated, undefined, false],
    ['a token is a login', authenticated, {}, true],
    ['nobody has no scope', scopes(['a']), undefined, false],
    ['nobody does not even meet an empty list', scopes([]), undefined, false],
    ['no list at all is met by nobody', scopes(), { scope: 'a' }, false],
    ['one scope of one', scopes(['a']), { scope: 'b a' }, true],
    ['one scope of two', scopes(['a', 'b']), { scope: 'a' }, false],
    ['the other alternative', scopes(['a', 'b'], ['c']), { scope: 'c' }, true],
    ['part of a scope’s name', scopes(['read']), { scope: 'read:all reader' }, false],
    ['the empty scope', scopes(['']), { scope: 'a  b ' }, false],
    ['scopes as a list', scopes(['a']), { scope: ['a'] }, false],
    ['a policy that holds', named(['staff']), { role: 'staff' }, true],
    ['a policy that does not', named(['staff']), { role: 'guest' }, false],
    ['a policy without a token', named(['staff']), undefined, false],
    ['one policy of two', named(['staff', 'audit']), { role: 'staff' }, false],
    ['both policies', named(['staff', 'audit']), { role: 'staff', groups: ['audit'] }, true],
    ['the other policy', named(['staff'], ['audit']), { groups: ['x', 'audit'] }, true],
    ['an unknown policy', named(['nobody']), { role: 'staff' }, false],
  ])('%s', (_case, requirement, claims, met) => {
    expect(decideStandard(requirement, claims, policies)).toBe(met);
  });

  it.each<[string, PolicyRule, Claims, boolean]>([
    ['no text for a number', { claim: 'level', equals: 3 }, { level: '3' }, false],
    ['a number for a number', { claim: 'level', equals: 3 }, { level: 3 }, true],
    ['no list for its only member', { claim: 'role', equals: 'staff' }, { role: ['staff'] }, false],
    ['no text for a list', { claim: 'groups', includes: 'a' }, { groups: 'a' }, false],
    ['no inherited property', { claim: 'constructor', equals: 'x' }, {}, false],
  ])('a policy takes %s', (_case, rule, claims, met) => {
    expect(fulfils(claims, rule)).toBe(met);
  });
});

describe('the authorization of an operation', () => {
  const sdl = `
    type Query { open: Int  closed: Int  product: Product  node: Node }
    type Product { id: ID  name: String }
    interface Node { note: String }
    type Flat implements Node { note: String }
  `;
  const schema = buildSchema(sdl);
  const table = new Map<string, readonly Requirement[]>([
    ['Query.closed', [authenticated]],
    ['Node.note', [staff]],
    ['Flat.note', [staff]],
  ]);
  const policies = new Map<string, PolicyRule>([['staff', { claim: 'role', equals: 'staff' }]]);
  const authorize = createStandardAuthorizer({ table, policies });
  /** What is planned of each operation, and what of it is in the answer but refused. */
  const ask = (query: string, claims?: Claims) => {
    const document = parse(query);
    const access = authorize(schema, document, claims);
    const operations = document.definitions.flatMap((operation) => {
      if (operation.kind !== Kind.OPERATION_DEFINITION) return [];
      const { treat } = access;
      const prepared = prepareOperation(document, operation, {
        schema,
        wireKeys: createWireKeys(sdl),
        treat,
        conditions: new Set(),
      });
      const refused = prepared.fields.flatMap(({ coordinate, treatment }) =>
        treatment.kind === 'refused' ? [coordinate] : [],
      );
      const coordinates = prepared.fields.map(({ coordinate }) => coordinate);
      return [{ text: prepared.document && print(prepared.document), coordinates, refused }];
    });
    return { ...access, document, operations };
  };

  it('leaves alone what has no requirement, or has it met', () => {
    expect(ask('{ open }').operations).toMatchObject([{ coordinates: ['Query.open'], refused: [] }]);
    const [met] = ask('{ open closed }', {}).operations;
    expect(met).toMatchObject({ coordinates: ['Query.open', 'Query.closed'], refused: [] });
    expect(met?.text).toContain('closed');
  });

  it('has one key for equal decisions, and another for others', () => {
    const { document, accessKey, operations } = ask('{ open closed }');
    expect(operations[0]?.text).not.toContain('closed');
    expect(operations[0]?.refused).toEqual(['Query.closed']);
    expect(authorize(schema, document, undefined).accessKey).toBe(accessKey);
    expect(authorize(schema, document, {}).accessKey).not.toBe(accessKey);
    expect(ask('{ open closed node { note } }', {}).accessKey).not.toBe(
      ask('{ open closed node { note } }', { role: 'staff' }).accessKey,
    );
  });

  it('tells operations of one document apart', () => {
    const { operations } = ask('query A { open closed } query B { closed }');
    expect(operations.map(({ coordinates }) => coordinates)).toEqual([
      ['Query.open', 'Query.closed'],
      ['Query.closed'],
    ]);
    expect(operations.map(({ text }) => text === undefined)).toEqual([false, true]);
  });

  it('finds what a fragment asks of an interface and of its types', () => {
    const query = 'query { node { ...N ... on Flat { note } } } fragment N on Node { note }';
    expect(ask(query).operations[0]?.text).not.toContain('note');
    expect(ask(query, { role: 'staff' }).operations[0]?.text).toContain('note');
  });

  it('refuses what the document was not found to have', () => {
    const { treat } = ask('{ open }', { role: 'staff' });
    expect(treat('Flat.note')).toEqual({ kind: 'refused' });
    expect(treat('Query.open')).toEqual({ kind: 'clear' });
  });

  it('renames aliases that the planner could take for a field, though nothing is refused', () => {
    const [operation] = ask('{ product { id: name } }').operations;
    expect(operation?.text).toContain('name');
    expect(operation?.text).not.toMatch(/\bid: name/);
  });
});
