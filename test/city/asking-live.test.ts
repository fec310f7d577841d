// `Cache-Control: no-cache`: who has the department asked although what is kept is fresh.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { askAsBureau, type Statement } from '../support/bureau.js';
import { startRecordedGateway, type RecordedGateway } from '../support/recorded-gateway.js';
import { persona, tokenOf, type Answer } from '../support/shared-city.js';

const official = { id: '340001', post: '受理', terminal: 'T-07' };
/** Its grant says nothing of live. */
const education: Statement = { client: 'education', purpose: 'SCHOOL_ADMISSION', item: 'SCHOOL-ADMISSION' };
/** Its grant says that it may ask live. */
const housing: Statement = {
  ...{ client: 'housing', purpose: 'HOUSING_SECURITY', item: 'PUBLIC-RENTAL-HOUSING' },
  official,
};
const noCache = { 'cache-control': 'no-cache' };

describe('what is kept and fresh', () => {
  let gateway: RecordedGateway;
  const whom = () => ({ id: persona('young-family').residentId, name: persona('young-family').name });
  const rights = 'realEstateRights { certificateNumber }';

  type AskRights = (headers?: Record<string, string>) => Promise<Answer<unknown>>;
  const asBureau =
    (statement: Statement, more = ''): AskRights =>
    (headers = {}) =>
      askAsBureau(
        gateway,
        statement,
        `query($id: ResidentId!, $name: String!) { citizen(residentId: $id, name: $name) { ${rights} ${more} } }`,
        whom(),
        headers,
      );
  const asCitizen: AskRights = async (headers = {}) =>
    gateway.ask(`{ me { ${rights} } }`, { token: await tokenOf('young-family'), headers });

  const landAsked = (): number => gateway.departments.land.graphql().length;
  const stateOfRights = ({ extensions }: Answer<unknown>): string | undefined =>
    extensions?.yihao.freshness.find(({ resource }) => resource === 'land.right')?.state;

  beforeAll(async () => {
    gateway = await startRecordedGateway();
  });
  afterAll(() => gateway.stop());
  beforeEach(() => {
    gateway.departments.land.requests.length = 0;
  });

  it.each<[string, () => AskRights]>([
    ['a citizen', () => asCitizen],
    ['a bureau whose grant says so', () => asBureau(housing)],
  ])('does not do for %s who asks for the state of this moment', async (_who, askerOf) => {
    const ask = askerOf();
    await ask();
    expect(stateOfRights(await ask())).toBe('cached');
    const before = landAsked();
    const answer = await ask(noCache);
    expect(answer.errors).toBeUndefined();
    expect(stateOfRights(answer)).toBe('live');
    expect(landAsked()).toBe(before + 1);
    // Kept for the next one.
    expect(stateOfRights(await ask())).toBe('cached');
  });

  it('has to do for a bureau whose grant does not say otherwise, without an error', async () => {
    const ask = asBureau(education);
    const kept = await ask();
    const before = landAsked();
    const answer = await ask(noCache);
    expect(answer.errors).toBeUndefined();
    expect(stateOfRights(answer)).toBe('cached');
    expect(answer.data).toEqual(kept.data);
    expect(landAsked()).toBe(before);
  });

  it('has to do for a page of which only a part may be asked live', async () => {
    // Shared unconditionally: no grant is needed, and none says that it may be live.
    const ask = asBureau(housing, 'units: realEstateRights { unit { location } }');
    await ask();
    const before = landAsked();
    const answer = await ask(noCache);
    expect(stateOfRights(answer)).toBe('cached');
    expect(landAsked()).toBe(before);
  });
});
