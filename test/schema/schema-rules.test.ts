// Each rule of the schema check refuses what it is there to refuse.
import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { departmentSdl } from '../../schema/files.js';
import { aDepartmentServesItsOwnResources } from '../../scripts/schema-rules/a-department-serves-its-own-resources.js';
import { aFieldHasTheSameResourceEverywhere } from '../../scripts/schema-rules/a-field-has-the-same-resource-everywhere.js';
import { connectionsFollowRelay } from '../../scripts/schema-rules/connections-follow-relay.js';
import { deprecationsSaySinceWhen } from '../../scripts/schema-rules/deprecations-say-since-when.js';
import { descriptionsBeginInChinese } from '../../scripts/schema-rules/descriptions-begin-in-chinese.js';
import { entitiesHaveTheAgreedKeys } from '../../scripts/schema-rules/entities-have-the-agreed-keys.js';
import { everyDepartmentAnswersMe } from '../../scripts/schema-rules/every-department-answers-me.js';
import { everyFieldHasOneResourceOfTheCatalogue } from '../../scripts/schema-rules/every-field-has-one-resource-of-the-catalogue.js';
import { everyResourceIsUsed } from '../../scripts/schema-rules/every-resource-is-used.js';
import { fieldsWithAPolicyAreNullable } from '../../scripts/schema-rules/fields-with-a-policy-are-nullable.js';
import { masksAreKnownAndAgree } from '../../scripts/schema-rules/masks-are-known-and-agree.js';
import { noValueIsAFloat } from '../../scripts/schema-rules/no-value-is-a-float.js';
import { onlyThreeQueriesReturnCitizen } from '../../scripts/schema-rules/only-three-queries-return-citizen.js';
import { readSchemaInputs } from '../../scripts/schema-rules/read-schema-inputs.js';
import { registeredOperationsFit } from '../../scripts/schema-rules/registered-operations-fit.js';
import { releasedApiDoesNotBreak } from '../../scripts/schema-rules/released-api-does-not-break.js';
import { reportViolations } from '../../scripts/schema-rules/report-violations.js';
import { schemaRules } from '../../scripts/schema-rules/schema-rules.js';
import { structureCarriesNoFacts } from '../../scripts/schema-rules/structure-carries-no-facts.js';
import { subgraphsCompose } from '../../scripts/schema-rules/subgraphs-compose.js';
import { catalogueOf, found, schemaInputs } from './schema-inputs.js';

describe('the departments’ schema', () => {
  it('keeps every rule, without a warning', () => {
    expect(reportViolations(schemaRules, readSchemaInputs())).toEqual({ errors: [], warnings: [] });
  });
});

describe('departments compose', () => {
  it('names what does not', () => {
    const inputs = readSchemaInputs((department) =>
      department === 'land'
        ? departmentSdl('land').replace('floorArea: Decimal', 'floorArea: Missing')
        : departmentSdl(department),
    );
    const [violation, ...more] = subgraphsCompose(inputs);
    expect(more).toEqual([]);
    expect(violation?.problem).toContain('Missing');
    expect(violation?.isWarning).toBeUndefined();
  });

  it('tells of a field whose types the departments disagree on', () => {
    const inputs = readSchemaInputs((department) =>
      department === 'land'
        ? departmentSdl('land').replace('residentId: ResidentId!', 'residentId: Decimal!')
        : departmentSdl(department),
    );
    expect(subgraphsCompose(inputs)[0]?.problem).toContain('Citizen.residentId');
  });

  it('passes hints on as warnings', () => {
    const composition = {
      composes: true,
      apiSchema: buildSchema('type Query { a: Int }'),
      hints: ['Odd.'],
    } as const;
    expect(reportViolations([subgraphsCompose], schemaInputs({}, { composition }))).toEqual({
      errors: [],
      warnings: ['supergraph: Odd. Make the departments agree.'],
    });
  });
});

describe('the released API', () => {
  const change = (before: string, after: string) =>
    reportViolations(
      [releasedApiDoesNotBreak],
      schemaInputs(
        {},
        {
          released: buildSchema(before),
          composition: { composes: true, apiSchema: buildSchema(after), hints: [] },
        },
      ),
    );

  it('does not lose a field', () => {
    const { errors } = change('type Query { a: Int b: Int }', 'type Query { a: Int }');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('Query.b');
  });

  it('does not begin to require an argument', () => {
    const { errors } = change('type Query { a: Int }', 'type Query { a(b: Int!): Int }');
    expect(errors[0]).toContain('b');
  });

  it('may grow, with a warning where clients might stumble', () => {
    const { errors, warnings } = change(
      'type Query { a: E } enum E { X }',
      'type Query { a: E b: Int } enum E { X Y }',
    );
    expect(errors).toEqual([]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('Y');
  });

  it('must exist to be compared with', () => {
    const { errors } = reportViolations([releasedApiDoesNotBreak], schemaInputs({}, { released: undefined }));
    expect(errors).toEqual([expect.stringContaining('npm run release-schema')]);
  });
});

describe('the way to a citizen', () => {
  const citizen = 'type Citizen { residentId: ID! }';

  it('is open through me, citizen and citizens', () => {
    const population = `${citizen} type Query { me: Citizen citizen: Citizen citizens: [Citizen] }`;
    expect(found(onlyThreeQueriesReturnCitizen, { population })).toEqual([]);
  });

  it.each([
    ['a field', 'type Employer { owner: Citizen }', 'Employer.owner'],
    ['a list that is never null', 'type Unit { holders: [Citizen!]! }', 'Unit.holders'],
    ['a wrapper', 'type Query { search: Found } type Found { citizen: Citizen }', 'Found.citizen'],
    ['another query', 'type Query { someone: Citizen }', 'Query.someone'],
    ['a mutation', 'type Mutation { adopt: Citizen }', 'Mutation.adopt'],
    ['a citizen of a citizen', 'extend type Citizen { spouse: Citizen }', 'Citizen.spouse'],
    ['an interface’s field', 'interface Owned { owner: Citizen }', 'Owned.owner'],
    ['an interface', 'interface Node { x: ID } extend type Citizen implements Node { x: ID }', 'Node'],
    ['a union', 'type Company { x: ID } union Party = Company | Citizen', 'Party'],
    [
      'a union’s extension',
      'type Company { x: ID } union Party = Company extend union Party = Citizen',
      'Party',
    ],
  ])('is closed through %s', (_name, sdl, coordinate) => {
    expect(found(onlyThreeQueriesReturnCitizen, { land: `${citizen} ${sdl}` })).toEqual([
      `${coordinate} (land)`,
    ]);
  });
});

describe('Query.me', () => {
  it.each([
    ['is missing', 'type Query { it: Int }'],
    ['is never null', 'type Query { me: Citizen! @shareable }'],
    ['is a list', 'type Query { me: [Citizen] @shareable }'],
    ['cannot be shared', 'type Query { me: Citizen }'],
    ['takes an argument', 'type Query { me(number: ID): Citizen @shareable }'],
  ])('is refused when it %s', (_name, sdl) => {
    expect(found(everyDepartmentAnswersMe, { land: sdl })).toEqual(['Query.me (land)']);
  });

  it('is accepted as a nullable Citizen that is @shareable', () => {
    expect(found(everyDepartmentAnswersMe, { land: 'type Query { me: Citizen @shareable }' })).toEqual([]);
  });
});

describe('keys', () => {
  const citizen = 'type Citizen @key(fields: "residentId") { residentId: ID! }';

  it.each([
    [
      'a citizen by id outside population',
      'type Citizen @key(fields: "id") @key(fields: "residentId") { residentId: ID! }',
      'Citizen',
    ],
    ['a citizen without a key', 'type Citizen { residentId: ID! }', 'Citizen'],
    [
      'a citizen by a compound key',
      'type Citizen @key(fields: "residentId  name") { residentId: ID! }',
      'Citizen',
    ],
    ['a department without citizens', 'type Unit { a: Int }', 'Citizen'],
    ['Citizen.id outside population', `${citizen} extend type Citizen { id: ID! }`, 'Citizen.id'],
    [
      'a unit by another key',
      `${citizen} type RealEstateUnit @key(fields: "id") { id: ID! }`,
      'RealEstateUnit',
    ],
    ['a dwelling without a key', `${citizen} type Dwelling { houseCode: ID! }`, 'Dwelling'],
    ['a further entity', `${citizen} type Pension @key(fields: "id") { id: ID! }`, 'Pension'],
    ['a further key in an extension', `${citizen} extend type Citizen @key(fields: "name")`, 'Citizen'],
  ])('refuse %s', (_name, sdl, coordinate) => {
    expect(found(entitiesHaveTheAgreedKeys, { land: sdl })).toEqual([`${coordinate} (land)`]);
  });

  it('refuse a population register that citizens cannot be asked of by id', () => {
    expect(found(entitiesHaveTheAgreedKeys, { population: citizen })).toEqual(['Citizen (population)']);
  });
});

describe('resources', () => {
  const sharing = (resource: string) => `@sharing(resource: "${resource}")`;

  it.each([
    ['without one', 'type A { f: Int }'],
    ['with two', `type A { f: Int ${sharing('land.unit')} ${sharing('land.right')} }`],
    ['with one that the catalogue lacks', `type A { f: Int ${sharing('land.gold')} }`],
    ['with one that isn’t text', 'type A { f: Int @sharing(resource: 1) }'],
    ['of an interface without one', 'interface A { f: Int }'],
    ['of an extension without one', 'extend type A { f: Int }'],
  ])('refuse a field %s', (_name, sdl) => {
    expect(found(everyFieldHasOneResourceOfTheCatalogue, { land: sdl })).toEqual(['A.f (land)']);
  });

  it('refuse a field that belongs to another resource elsewhere', () => {
    expect(
      found(aFieldHasTheSameResourceEverywhere, {
        population: `type A { f: Int ${sharing('population.hukou')} }`,
        land: `type A { f: Int ${sharing('population.hukou')} }`,
        utilities: `type A { f: Int ${sharing('common.structure')} }`,
      }),
    ).toEqual(['A.f (utilities)']);
  });

  it('refuse what another department provides, unless it is a key', () => {
    const sdl = `type Dwelling @key(fields: "houseCode") {
      houseCode: ID! ${sharing('land.dwelling')}
      address: String ${sharing('land.dwelling')}
      supplies: Int ${sharing('utilities.supply')}
    }`;
    expect(found(aDepartmentServesItsOwnResources, { utilities: sdl })).toEqual([
      'Dwelling.address (utilities)',
    ]);
  });

  it('refuse one of the catalogue that no field belongs to', () => {
    const inputs = schemaInputs(
      { land: `type A { f: Int ${sharing('land.unit')} }` },
      { catalogue: catalogueOf('land.unit', 'land.idle') },
    );
    expect(everyResourceIsUsed(inputs).map(({ coordinate }) => coordinate)).toEqual(['land.idle']);
  });

  it('refuse a fact that passes for structure', () => {
    const sdl = `
      type Citizen { wage: Int ${sharing('common.structure')} }
      type WageConnection { sum: Int ${sharing('common.structure')} edges: Int ${sharing('common.structure')} }
      type Coded { code: String ${sharing('common.structure')} }`;
    expect(found(structureCarriesNoFacts, { land: sdl })).toEqual([
      'Citizen.wage (land)',
      'WageConnection.sum (land)',
    ]);
  });
});

describe('masks', () => {
  it('refuse a kind that the gateway does not know', () => {
    expect(found(masksAreKnownAndAgree, { land: 'type A { f: String @mask(as: "SECRET") }' })).toEqual([
      'A.f (land)',
    ]);
  });

  it('refuse what is not text', () => {
    expect(found(masksAreKnownAndAgree, { land: 'type A { f: Decimal @mask(as: "NAME") }' })).toEqual([
      'A.f (land)',
    ]);
  });

  it('refuse a department that leaves a value bare which another masks', () => {
    expect(
      found(masksAreKnownAndAgree, {
        population: 'type A { f: String @mask(as: "NAME") }',
        land: 'type A { f: String }',
      }),
    ).toEqual(['A.f (land)']);
  });
});

describe('nullability', () => {
  it.each([
    [
      'a fact',
      'type Pension { amount: Int! @sharing(resource: "social-security.pension") }',
      'Pension.amount',
    ],
    [
      'a list',
      'type Pension { months: [Int!]! @sharing(resource: "social-security.pension") }',
      'Pension.months',
    ],
    [
      'a citizen’s field without a policy',
      'type Citizen { page: Int! @sharing(resource: "common.structure") }',
      'Citizen.page',
    ],
  ])('refuses %s that is never null', (_name, sdl, coordinate) => {
    expect(found(fieldsWithAPolicyAreNullable, { 'social-security': sdl })).toEqual([
      `${coordinate} (social-security)`,
    ]);
  });

  it('accepts ids, keys and structure that are never null', () => {
    const sdl = `
      type Citizen @key(fields: "residentId") { residentId: ID! @sharing(resource: "population.identity") }
      type Pension { id: ID! @sharing(resource: "social-security.pension") }
      type PageInfo { hasNextPage: Boolean! @sharing(resource: "common.structure") }`;
    expect(found(fieldsWithAPolicyAreNullable, { 'social-security': sdl })).toEqual([]);
  });
});

describe('exact numbers', () => {
  it.each([
    ['a field', 'type A { f: Float }', 'A.f'],
    ['a list', 'type A { f: [Float!]! }', 'A.f'],
    ['an argument', 'type A { f(x: Float): Int }', 'A.f(x:)'],
    ['an input field', 'input A { f: Float! }', 'A.f'],
  ])('refuse a Float as %s', (_name, sdl, coordinate) => {
    expect(found(noValueIsAFloat, { utilities: sdl })).toEqual([`${coordinate} (utilities)`]);
  });
});

describe('connections', () => {
  const paged = 'type Q { as(first: Int, after: String): AConnection }';
  const connection = 'type AConnection { edges: [AEdge!] pageInfo: PageInfo! }';
  const edge = 'type AEdge { cursor: String! node: A }';

  it('are accepted when they follow Relay', () => {
    expect(found(connectionsFollowRelay, { land: `${paged} ${connection} ${edge}` })).toEqual([]);
  });

  it.each([
    ['edges', `${paged} type AConnection { nodes: [A!] pageInfo: PageInfo! } ${edge}`, 'AConnection'],
    ['page information', `${paged} type AConnection { edges: [AEdge!] } ${edge}`, 'AConnection'],
    ['a cursor', `${paged} ${connection} type AEdge { node: A }`, 'AConnection'],
    ['one node an edge', `${paged} ${connection} type AEdge { cursor: String! node: [A] }`, 'AConnection'],
    ['`after`', `type Q { as(first: Int): AConnection } ${connection} ${edge}`, 'Q.as'],
    ['`first`', `type Q { as(after: String): AConnection } ${connection} ${edge}`, 'Q.as'],
    ['a connection to page through', 'type Q { as(first: Int, after: String): [A] }', 'Q.as'],
  ])('are refused without %s', (_name, sdl, coordinate) => {
    expect(found(connectionsFollowRelay, { land: sdl })).toEqual([`${coordinate} (land)`]);
  });
});

describe('descriptions', () => {
  const described = '"公民. A citizen."';

  it.each([
    ['a type', 'type A { "项. Item." f: Int }', 'A'],
    ['a field', `${described} type A { f: Int }`, 'A.f'],
    ['an argument', `${described} type A { "项. Item." f(x: Int): Int }`, 'A.f(x:)'],
    ['an enum value', `${described} enum A { X }`, 'A.X'],
    ['an input field', `${described} input A { f: Int }`, 'A.f'],
    ['an extension’s field', 'extend type A { f: Int }', 'A.f'],
    ['a scalar', 'scalar A', 'A'],
    ['a union', 'union A = B', 'A'],
  ])('are demanded of %s', (_name, sdl, coordinate) => {
    expect(found(descriptionsBeginInChinese, { land: sdl })).toEqual([`${coordinate} (land)`]);
  });

  it.each([
    'A citizen.',
    '公民',
    '公民.',
    '公民. 一个人',
    '公民: citizen.',
    '公民. @sharing(resource: "land.unit")',
  ])('refuse "%s"', (text) => {
    expect(found(descriptionsBeginInChinese, { land: `"""${text}""" scalar A` })).toEqual(['A (land)']);
  });

  it.each([
    '公民. A citizen.',
    'A类. Class A.',
    '80–89周岁. 80 to 89.',
    '用途 YT. Use; its code list follows.',
  ])('accept "%s"', (text) => {
    expect(found(descriptionsBeginInChinese, { land: `"""${text}""" scalar A` })).toEqual([]);
  });
});

describe('the report', () => {
  it('has one line for what several departments get wrong alike', () => {
    const { errors } = reportViolations(
      [noValueIsAFloat],
      schemaInputs({ population: 'type A { f: Float }', land: 'type A { f: Float }' }),
    );
    expect(errors).toEqual(['A.f (population, land): is a Float, which rounds. Make it a Decimal.']);
  });
});

describe('registered operations', () => {
  const violations = (text: string, apiSchema = buildSchema('type Query { me: String }')) => {
    const composition = { composes: true, apiSchema, hints: [] } as const;
    return registeredOperationsFit(
      schemaInputs({}, { composition, operations: [{ file: 'page.graphql', text }] }),
    );
  };

  it('fit the graph', () => {
    expect(violations('query Page { me }')).toEqual([]);
    expect(violations('query Page {\n  me you\n}')).toMatchObject([
      {
        coordinate: 'schema/operations/page.graphql:2:6',
        problem: 'Cannot query field "you" on type "Query".',
      },
    ]);
  });

  it('use nothing deprecated without a warning', () => {
    const deprecating = buildSchema(
      'type Query { me: String @deprecated(reason: "Since 2026-11-22: ask you.") }',
    );
    expect(violations('query Page { me }', deprecating)).toMatchObject([
      {
        coordinate: 'schema/operations/page.graphql:1:14',
        problem: 'The field Query.me is deprecated. Since 2026-11-22: ask you.',
        isWarning: true,
      },
    ]);
  });
});

describe('deprecations', () => {
  it('say since when', () => {
    const sdl = (reason: string) => `type Citizen { a: String @deprecated(reason: "${reason}") b: String }`;
    expect(found(deprecationsSaySinceWhen, { land: sdl('Since 2026-11-22: ask b.') })).toEqual([]);
    expect(found(deprecationsSaySinceWhen, { land: sdl('Ask b.') })).toEqual(['Citizen.a (land)']);
    expect(found(deprecationsSaySinceWhen, { land: 'enum Kind { A @deprecated }' })).toEqual([
      'Kind.A (land)',
    ]);
  });
});
