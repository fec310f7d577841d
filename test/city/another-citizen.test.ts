import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startRecordedGateway, type RecordedGateway } from '../support/recorded-gateway.js';
import { persona, sharedCity, tokenOf } from '../support/shared-city.js';

describe('a citizen who asks for somebody else', () => {
  let gateway: RecordedGateway;
  let token: string;
  const other = () => persona('divorced-man');

  beforeAll(async () => {
    gateway = await startRecordedGateway();
    token = await tokenOf('pensioner');
  });
  afterAll(() => gateway.stop());

  it.each([
    [
      'by argument',
      (id: string, name: string) => ({
        query: `{ citizen(residentId: "${id}", name: "${name}") { name phone } }`,
      }),
    ],
    [
      'by variable',
      (id: string, name: string) => ({
        query: 'query($id: ResidentId!, $name: String!) { citizen(residentId: $id, name: $name) { name } }',
        variables: { id, name },
      }),
    ],
    [
      'under an alias beside me',
      (id: string, name: string) => ({
        query: `{ me { name } mine: citizen(residentId: "${id}", name: "${name}") { name } }`,
      }),
    ],
    [
      'through a fragment',
      (id: string, name: string) => ({
        query: `query Q { ...F } fragment F on Query { citizen(residentId: "${id}", name: "${name}") { name } }`,
      }),
    ],
    [
      'through an inline fragment',
      (id: string, name: string) => ({
        query: `{ ... on Query { citizens(by: [{residentId: "${id}", name: "${name}"}]) { name } } }`,
      }),
    ],
    [
      'behind @include',
      (id: string, name: string) => ({
        query: `query($on: Boolean!) { citizen(residentId: "${id}", name: "${name}") @include(if: $on) { name } }`,
        variables: { on: true },
      }),
    ],
    [
      'as often at once as the limits allow',
      (id: string, name: string) => ({
        query: `{ ${Array.from({ length: 20 }, (_, index) => `a${index}: citizen(residentId: "${id}", name: "${name}") { name }`).join(' ')} }`,
      }),
    ],
    [
      'in the second operation of a document',
      (id: string, name: string) => ({
        query: `query A { me { id } } query B { citizen(residentId: "${id}", name: "${name}") { name } }`,
        operationName: 'B',
      }),
    ],
  ])('is refused %s, and no department is asked', async (_how, build) => {
    const before = gateway.asked().length;
    const body = build(other().residentId, other().name);
    const answer = await gateway.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([403, 'FORBIDDEN']);
    expect(answer.data ?? null).toBeNull();
    expect(gateway.asked().length).toBe(before);
  });

  it('is refused fifty times at once by the limits already, and no department is asked', async () => {
    const { residentId, name } = other();
    const before = gateway.asked().length;
    const aliases = Array.from(
      { length: 50 },
      (_, n) => `a${n}: citizen(residentId: "${residentId}", name: "${name}") { name }`,
    );
    const answer = await gateway.ask(`{ ${aliases.join(' ')} }`, { token });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([400, 'LIMIT_EXCEEDED']);
    expect(gateway.asked().length).toBe(before);
  });

  it.each([
    [
      '_entities',
      '{ _entities(representations: [{__typename: "Citizen", residentId: "x"}]) { ... on Citizen { name } } }',
    ],
    ['_service', '{ _service { sdl } }'],
    ['node', '{ node(id: "x") { id } }'],
  ])('finds no %s in the graph', async (_name, query) => {
    const answer = await gateway.ask(query, { token });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });

  it('gets an error for me with arguments, which me does not have', async () => {
    const answer = await gateway.ask(`{ me(residentId: "${other().residentId}") { name } }`, { token });
    expect(answer.status).toBe(400);
  });

  it('sees the own data in every department when two ask the same at the same time', async () => {
    const query =
      '{ me { id residentId name identityNumbers { number } socialSecurityCard { id number } utilityAccounts { id account { id number } } realEstateRights { id } marriageRegistrations { id } } }';
    const who = sharedCity().personas.map(({ key }) => key);
    const tokens = await Promise.all(who.map((key) => tokenOf(key)));
    const alone: string[] = [];
    for (const one of tokens) alone.push((await gateway.ask(query, { token: one })).text);
    const together = await Promise.all(
      [...tokens, ...tokens, ...tokens].map((one) => gateway.ask(query, { token: one })),
    );
    const withoutTime = (text: string | undefined) =>
      text?.replaceAll(/"asOf":"[^"]+","state":"(live|cached)"/g, '');
    together.forEach(({ text }, index) =>
      expect(withoutTime(text)).toBe(withoutTime(alone[index % who.length])),
    );
    for (const [index, text] of alone.entries()) {
      for (const [place, someoneElse] of sharedCity().personas.entries()) {
        if (place !== index) expect(text).not.toContain(someoneElse.residentId);
      }
    }
  });

  it('is known to departments by the signed assertion alone, never by what the client sends', async () => {
    const forged = {
      'yihao-assertion': 'forged',
      'x-citizen-id': 'somebody',
      authorization: `Bearer ${token}`,
    };
    const before = gateway.departments.land.graphql().length;
    await gateway.ask('{ me { realEstateRights { id } } }', { token, headers: forged });
    const [request] = gateway.departments.land.graphql().slice(before);
    expect(request?.headers['yihao-assertion']).not.toBe('forged');
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.headers['x-citizen-id']).toBeUndefined();
  });
});
