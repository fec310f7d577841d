// An alias that is the name of a key: the planner fetches keys under their own names and must not take one for the other.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askAsBureau, type Statement } from '../support/bureau.js';
import { startTestGateway, persona, tokenOf, type TestGateway } from '../support/shared-city.js';

const education: Statement = { client: 'education', purpose: 'SCHOOL_ADMISSION', item: 'SCHOOL-ADMISSION' };
const byNumber = (selection: string): string =>
  `query($id: ResidentId!, $name: String!) { citizen(residentId: $id, name: $name) { ${selection} } }`;

describe('an alias that is the name of another field', () => {
  let gateway: TestGateway;
  const whom = () => ({ id: persona('young-family').residentId, name: persona('young-family').name });
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  it.each(['birthDate', 'formerName', 'name', 'sex'])(
    'does not show a bureau the number that it gets masked: residentId: %s',
    async (field) => {
      const ask = (selection: string) =>
        askAsBureau<{ citizen: Record<string, unknown> }>(gateway, education, byNumber(selection), whom());
      const honest = await ask(`value: ${field} realEstateRights { id } tenancies { id }`);
      const { data, text } = await ask(`residentId: ${field} realEstateRights { id } tenancies { id }`);
      expect(text).not.toContain(whom().id);
      expect(data?.citizen['residentId']).toEqual(honest.data?.citizen['value']);
    },
  );

  it('does not show the code of a dwelling for its address', async () => {
    const token = await tokenOf('young-family', 'L3');
    const ask = async (key: string) => {
      const query = `{ me { dwellings { dwelling { ${key}: address utilitySupplies { kind } } } } }`;
      const { data } = await gateway.ask<{
        me: { dwellings: { dwelling: Record<string, unknown> }[] };
      }>(query, { token });
      return data?.me.dwellings.map(({ dwelling }) => dwelling[key]);
    };
    expect(await ask('houseCode')).toEqual(await ask('somewhere'));
  });

  it('may begin with __', async () => {
    const token = await tokenOf('young-family', 'L3');
    const { data, errors } = await gateway.ask('{ me { __typename: name __yihao_type: phone } }', { token });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      me: { __typename: whom().name, __yihao_type: expect.stringMatching(/^1\d{10}$/) },
    });
  });

  it('stands in the path of an error', async () => {
    const { errors } = await askAsBureau(
      gateway,
      education,
      byNumber('name id: phone residentId: photo'),
      whom(),
    );
    expect(errors?.map(({ path }) => path?.join('.')).sort()).toEqual(['citizen.id', 'citizen.residentId']);
  });
});
