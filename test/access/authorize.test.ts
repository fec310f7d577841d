// The authorizer: whose decisions lead to which operation, and that what is kept is never another caller's.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse, print, validate, visit, type OperationDefinitionNode } from 'graphql';
import { readAccessTable, type AccessTable } from '../../gateway/access/access-table.js';
import { createAuthorizer, showsFact, type AuthorizedOperation } from '../../gateway/access/authorize.js';
import type { DecidingPrincipal } from '../../gateway/access/decide.js';
import type { Grant } from '../../gateway/access/grant.js';
import type { BureauPrincipal, CitizenPrincipal } from '../../gateway/auth/principal.js';
import { createOperationAnalyser } from '../../gateway/operations/analyse-operation.js';
import { prepareOperation, type PreparedOperation } from '../../gateway/operations/prepare-operation.js';
import { createWireKeys } from '../../gateway/operations/wire-key.js';
import { readCatalogue } from '../../schema/catalogue/read-catalogue.js';

// In the catalogue, land.right and population.contact are shared under a grant; identity-number needs real-name level L3.
const sdl = `
  directive @sharing(resource: String!) on FIELD_DEFINITION
  directive @mask(as: String!) on FIELD_DEFINITION
  type Query { me: Citizen @sharing(resource: "common.structure")  thing: Thing @sharing(resource: "common.structure") }
  type Citizen {
    name: String! @sharing(resource: "population.identity") @mask(as: "NAME")
    phone: String @sharing(resource: "population.contact") @mask(as: "PHONE")
    number: String! @sharing(resource: "population.identity-number") @mask(as: "RESIDENT_ID")
    right: String @sharing(resource: "land.right")
    holder: String! @sharing(resource: "land.right")
    bare: String
  }
  interface Thing { label: String  code: String }
  type Flat implements Thing { label: String @sharing(resource: "land.right") @mask(as: "ADDRESS")  code: String @sharing(resource: "land.right") }
  type Card implements Thing { label: String @sharing(resource: "common.structure")  code: String @sharing(resource: "common.structure") }
`;
const schema = buildSchema(sdl);
const wireKeys = createWireKeys(sdl);
const catalogue = readCatalogue();

const citizen = (level: string): CitizenPrincipal => ({
  kind: 'citizen',
  client: 'portal',
  level,
  citizen: { id: 'c', numbers: ['n'] },
});
const bureau = (client: string): BureauPrincipal => ({
  kind: 'bureau',
  client,
  purpose: 'SOCIAL_ASSISTANCE_REVIEW',
  item: 'HS-01',
  caseNumber: '2026-1',
});
const grant = (client: string, resources: string[], changes: Partial<Grant> = {}): Grant => ({
  id: `G-${client}`,
  bureau: client,
  resources,
  purposes: ['SOCIAL_ASSISTANCE_REVIEW'],
  items: ['HS-01'],
  clear: true,
  officialRequired: false,
  live: false,
  legalBasis: 'law',
  validFrom: '2026-01-01',
  validTo: '2026-11-15',
  status: 'APPROVED',
  history: [],
  ...changes,
});

let grants: Map<string, readonly Grant[]>;
let now: Date;
let analyse: ReturnType<typeof createOperationAnalyser>;
let table: AccessTable;
let authorize: ReturnType<typeof createAuthorizer>;
beforeEach(() => {
  table = readAccessTable(sdl);
  analyse = createOperationAnalyser(table);
  grants = new Map();
  now = new Date('2026-11-15T04:00:00Z');
  authorize = createAuthorizer({
    table,
    catalogue,
    register: { current: () => ({ bureaus: new Map(), grants }) },
    now: () => now,
  });
});

function operationOf(query: string) {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  return { document, operation, analysed: analyse(schema, document, operation) };
}

type Asked = ReturnType<typeof operationOf>;
type Answer = AuthorizedOperation & PreparedOperation & { readonly asked: Asked };

function ask(principal: DecidingPrincipal, query: Asked | string, by = authorize): Answer {
  const asked = typeof query === 'string' ? operationOf(query) : query;
  const authorized = by(schema, asked.analysed, principal);
  const { document, operation } = asked;
  const { treat } = authorized;
  const conditions = new Set<string>();
  return {
    ...authorized,
    ...prepareOperation(document, operation, { schema, wireKeys, treat, conditions }),
    asked,
  };
}

/** The operation that is planned, on one line, without the aliases that say nothing. */
function planned({ document }: Answer): string {
  if (!document) throw new Error('nothing is planned');
  const plain = visit(document, {
    Field: ({ alias, ...field }) => ({ ...field, ...(alias?.value !== field.name.value && { alias }) }),
  });
  return onOneLine(print(plain));
}

/** Whether what is planned is what was asked, and nothing of it masked. */
function isWhole(answer: Answer): boolean {
  const isClear = Object.values(treatments(answer)).every((treatment) => treatment === 'clear');
  return isClear && planned(answer) === onOneLine(print(answer.asked.document));
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** What becomes of the fields under the operation's one root field. */
function treatments({ fields }: Answer): Record<string, string> {
  const children = fields[0]?.children ?? [];
  return Object.fromEntries(
    children.map(({ responseKey, treatment }) => [
      responseKey,
      treatment.kind === 'masked' ? `masked as ${treatment.mask}` : treatment.kind,
    ]),
  );
}

describe('a citizen', () => {
  it('who may see everything has the operation planned as it is', () => {
    const answer = ask(citizen('L3'), '{ me { name phone number } }');
    expect(isWhole(answer)).toBe(true);
    expect([...answer.decisions.values()].every((decision) => decision.allow && decision.clear)).toBe(true);
  });

  it('of too low a level has only what is open at it, and the key that cannot be null masked', () => {
    const answer = ask(citizen('L2'), '{ me { name right number } }');
    expect(answer.decisions.get('population.identity-number')).toMatchObject({ reason: 'NEEDS_LEVEL' });
    expect(treatments(answer)).toEqual({
      name: 'clear',
      right: 'clear',
      number: 'masked as RESIDENT_ID',
    });
  });

  it('never gains by a grant under the same name as the client', () => {
    grants.set('portal', [grant('portal', ['population.identity-number'])]);
    expect(ask(citizen('L2'), '{ me { number } }').decisions.get('population.identity-number')?.allow).toBe(
      false,
    );
  });

  it('sees no field without a policy, whatever the level', () => {
    const answer = ask(citizen('L4'), '{ me { name bare } }');
    expect(treatments(answer)).toEqual({
      name: 'clear',
      bare: 'refused',
    });
    expect(planned(answer)).not.toContain('bare');
  });
});

describe('a bureau', () => {
  it('without grants has nothing planned but the structure, and a key that cannot be null masked', () => {
    const answer = ask(bureau('housing'), '{ me { name phone right holder } }');
    expect(planned(answer)).not.toMatch(/phone|right|holder/);
    expect(treatments(answer)).toEqual({
      name: 'masked as NAME',
      phone: 'refused',
      right: 'refused',
      holder: 'refused',
    });
  });

  it('under a clear grant has it in clear, under another masked where there is a mask', () => {
    const query = '{ me { phone right } }';
    const resources = ['population.contact', 'land.right'];
    grants.set('housing', [grant('housing', resources)]);
    expect(isWhole(ask(bureau('housing'), query))).toBe(true);
    grants.set('housing', [grant('housing', resources, { clear: false })]);
    const masked = ask(bureau('housing'), query);
    expect(planned(masked)).toContain('{ me { phone right } }');
    expect(treatments(masked)).toEqual({
      phone: 'masked as PHONE',
      right: 'clear',
    });
  });

  it('has its own grants and nobody else’s, for the same operation too', () => {
    const query = operationOf('{ me { right } }');
    grants.set('housing', [grant('housing', ['land.right'])]);
    expect(isWhole(ask(bureau('housing'), query))).toBe(true);
    expect(planned(ask(bureau('education'), query))).not.toContain('right');
    expect(isWhole(ask(bureau('housing'), query))).toBe(true);
  });

  it('loses what a grant gave when it is revoked, with the next request', () => {
    const query = operationOf('{ me { right } }');
    grants.set('housing', [grant('housing', ['land.right'])]);
    expect(isWhole(ask(bureau('housing'), query))).toBe(true);
    grants.set('housing', [grant('housing', ['land.right'], { status: 'REVOKED' })]);
    expect(planned(ask(bureau('housing'), query))).not.toContain('right');
  });

  it('has the last day of a grant to its end in China', () => {
    grants.set('housing', [grant('housing', ['land.right'])]);
    now = new Date('2026-11-15T15:59:59Z');
    expect(isWhole(ask(bureau('housing'), '{ me { right } }'))).toBe(true);
    now = new Date('2026-11-15T16:00:00Z');
    expect(planned(ask(bureau('housing'), '{ me { right } }'))).not.toContain('right');
  });

  it('is judged by the day it is, where nobody says another', () => {
    const today = createAuthorizer({
      table,
      catalogue,
      register: { current: () => ({ bureaus: new Map(), grants }) },
    });
    const query = operationOf('{ me { right } }');
    grants.set('housing', [
      grant('housing', ['land.right'], { validFrom: '2000-01-01', validTo: '2000-12-31' }),
    ]);
    expect(planned(ask(bureau('housing'), query, today))).not.toContain('right');
    grants.set('housing', [
      grant('housing', ['land.right'], { validFrom: '2000-01-01', validTo: '9999-12-31' }),
    ]);
    expect(isWhole(ask(bureau('housing'), query, today))).toBe(true);
  });
});

describe('a field of an interface', () => {
  const query = '{ thing { label code } }';

  it('is as open as the least open of its implementations', () => {
    expect(treatments(ask(bureau('housing'), query))).toEqual({
      label: 'refused',
      code: 'refused',
    });
    grants.set('housing', [grant('housing', ['land.right'], { clear: false })]);
    expect(treatments(ask(bureau('housing'), query))).toEqual({
      label: 'masked as ADDRESS',
      code: 'clear',
    });
    grants.set('housing', [grant('housing', ['land.right'])]);
    expect(treatments(ask(bureau('housing'), query))).toEqual({
      label: 'clear',
      code: 'clear',
    });
  });

  it('does not bind a type that the client names', () => {
    const answer = ask(bureau('housing'), '{ thing { ... on Card { code } ... on Flat { label } } }');
    expect(planned(answer)).toContain('... on Card { code }');
    expect(planned(answer)).not.toContain('label');
  });
});

describe('the key that a compiled operation is kept by', () => {
  it('is one for callers with the same rights, whoever they are', () => {
    const query = operationOf('{ me { name phone } }');
    const first = ask(bureau('housing'), query);
    const second = ask(bureau('education'), query);
    expect(second.accessKey).toBe(first.accessKey);
    expect(planned(second)).toBe(planned(first));
    expect(treatments(second)).toEqual(treatments(first));
    expect(ask(citizen('L3'), query).accessKey).not.toBe(first.accessKey);
  });

  it('is another one for each text that is planned', () => {
    const query = operationOf('{ me { name phone right } }');
    const none = ask(bureau('housing'), query);
    grants.set('housing', [grant('housing', ['population.contact'])]);
    const some = ask(bureau('housing'), query);
    expect(planned(some)).not.toBe(planned(none));
    expect(some.accessKey).not.toBe(none.accessKey);
    expect(ask(bureau('housing'), operationOf('{ me { name phone right } }')).accessKey).toBe(some.accessKey);
  });

  it('differs by which of two resources is refused', () => {
    const query = operationOf('{ me { phone right } }');
    grants.set('a', [grant('a', ['population.contact'])]);
    grants.set('b', [grant('b', ['land.right'])]);
    const [a, b] = [ask(bureau('a'), query), ask(bureau('b'), query)];
    expect(planned(a)).toContain('{ phone }');
    expect(planned(b)).toContain('{ right }');
    expect(a.accessKey).not.toBe(b.accessKey);
  });

  it('differs between masked and refused, and between masked and clear', () => {
    const query = operationOf('{ me { phone right } }');
    grants.set('masked', [grant('masked', ['population.contact'], { clear: false })]);
    grants.set('clear', [grant('clear', ['population.contact'])]);
    const answers = ['none', 'masked', 'clear'].map((client) => ask(bureau(client), query));
    expect(answers.map((answer) => treatments(answer)['phone'])).toEqual([
      'refused',
      'masked as PHONE',
      'clear',
    ]);
    expect(new Set(answers.map(({ accessKey }) => accessKey)).size).toBe(3);
  });
});

describe('the state of this moment', () => {
  const mayAskLive = (principal: DecidingPrincipal, query = '{ me { phone right } }'): boolean =>
    ask(principal, query).mayAskLive;

  it('is open to a citizen, who is refused some of it or nothing', () => {
    expect(mayAskLive(citizen('L4'), '{ me { name number } }')).toBe(true);
    expect(mayAskLive(citizen('L2'), '{ me { name number } }')).toBe(true);
  });

  it('is open to a bureau where every grant says so that the answer rests on', () => {
    const live = { live: true };
    grants.set('all', [
      grant('all', ['population.contact'], live),
      grant('all', ['land.right'], { ...live, id: 'G-2' }),
    ]);
    grants.set('some', [
      grant('some', ['population.contact'], live),
      grant('some', ['land.right'], { id: 'G-2' }),
    ]);
    grants.set('one', [grant('one', ['population.contact'], live)]);
    grants.set('none', [grant('none', ['population.contact', 'land.right'])]);
    expect(['all', 'some', 'none'].map((client) => mayAskLive(bureau(client)))).toEqual([true, false, false]);
    expect(mayAskLive(bureau('some'), '{ me { phone } }')).toBe(true);
    // What is refused isn't asked for.
    expect(mayAskLive(bureau('one'))).toBe(true);
  });

  it('is open no longer than the grant says so', () => {
    const query = operationOf('{ me { phone } }');
    grants.set('housing', [grant('housing', ['population.contact'], { live: true })]);
    expect(ask(bureau('housing'), query).mayAskLive).toBe(true);
    grants.set('housing', [grant('housing', ['population.contact'])]);
    expect(ask(bureau('housing'), query).mayAskLive).toBe(false);
  });
});

describe('an operation', () => {
  it('is planned under another key where an alias is the name of a field, even if everything is open', () => {
    const answer = ask(citizen('L3'), '{ me { right: phone } }');
    expect(treatments(answer)).toEqual({ right: 'clear' });
    expect(planned(answer)).not.toContain(' right: phone');
  });

  it('says whether it shows any fact, which a fact under a refused field is not', () => {
    grants.set('housing', [grant('housing', ['land.right'])]);
    const shows = (principal: DecidingPrincipal, query: string): boolean => {
      const { fields, isSeenFact } = ask(principal, query);
      return showsFact(fields, isSeenFact);
    };
    expect(shows(bureau('housing'), '{ me { right } }')).toBe(true);
    expect(shows(bureau('housing'), '{ me { right phone } }')).toBe(true);
    expect(shows(bureau('housing'), '{ me { phone } }')).toBe(false);
    expect(shows(bureau('housing'), '{ me { name } }')).toBe(false);
    expect(shows(bureau('housing'), '{ me { __typename } }')).toBe(false);
    expect(shows(bureau('housing'), '{ thing { label } }')).toBe(true);
    expect(shows(bureau('education'), '{ thing { label } }')).toBe(false);
    expect(shows(citizen('L3'), '{ me { phone } }')).toBe(true);
  });
});
