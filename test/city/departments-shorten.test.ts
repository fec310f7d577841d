// Departments may shorten how long their answers are kept, by `Cache-Control` and `Age`.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startRecordedGateway, type RecordedGateway } from '../support/recorded-gateway.js';
import { tokenOf } from '../support/shared-city.js';

const question = '{ me { realEstateRights { certificateNumber } } }';

describe('what land says, kept for an hour by the catalogue', () => {
  let gateway: RecordedGateway;
  // Nothing is kept in it yet.
  beforeEach(async () => {
    gateway = await startRecordedGateway();
  });
  afterEach(() => gateway.stop());

  /** What it is answered from a second time, and how old it is then. */
  async function secondTime(headers: Record<string, string>) {
    gateway.departments.land.interfere({ addedHeaders: headers });
    const token = await tokenOf('young-family');
    await gateway.ask(question, { token });
    const before = gateway.departments.land.graphql().length;
    const { extensions, errors } = await gateway.ask(question, { token });
    expect(errors).toBeUndefined();
    const freshness = extensions?.yihao.freshness.find(({ resource }) => resource === 'land.right');
    return {
      state: freshness?.state,
      asked: gateway.departments.land.graphql().length - before,
      ageSeconds: (Date.now() - Date.parse(freshness?.asOf ?? '')) / 1_000,
    };
  }

  it.each([
    ['nothing', {}],
    ['a longer time', { 'cache-control': 'max-age=999999' }],
    ['whose it is', { 'cache-control': 'private, max-age=600' }],
  ])('is served again where it says %s', async (_what, headers) => {
    expect(await secondTime(headers)).toMatchObject({ state: 'cached', asked: 0 });
  });

  it.each([
    ['that nobody is to keep it', { 'cache-control': 'private, no-store' }],
    ['that it is to be asked for each time', { 'cache-control': 'no-cache' }],
    ['a time of nothing', { 'cache-control': 'max-age=0' }],
  ])('is asked for anew where it says %s', async (_what, headers) => {
    expect(await secondTime(headers)).toMatchObject({ state: 'live', asked: 1 });
  });

  it('is stale once it has become older than it may be on its way', async () => {
    const { state, ageSeconds } = await secondTime({ 'cache-control': 'max-age=60', age: '90' });
    expect(state).toBe('stale');
    expect(ageSeconds).toBeGreaterThanOrEqual(90);
    expect(ageSeconds).toBeLessThan(100);
  });
});
