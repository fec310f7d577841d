// Who steals what Redis has written to disk reads nothing of anybody in it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { audience, startCity, type City } from '../../scripts/city/city.js';
import { findPlainText } from '../../scripts/figures/find-plain-text.js';
import { startGatewayPair, type GatewayPair } from '../../scripts/figures/gateway-pair.js';
import { startRedis, type RedisServer } from '../../scripts/figures/redis-server.js';
import { lookUpAndSteal } from '../../scripts/figures/stolen-redis.js';
import { connectPostgres } from '../../subgraphs/kit/postgres.js';
import { startKeyIssuer, type KeyIssuer } from '../support/key-issuer.js';
import { sharedCity } from '../support/shared-city.js';

const people = 300;

describe('the dump and the append-only file of Redis', () => {
  let directory: string;
  let city: City;
  let redis: RedisServer;
  let pair: GatewayPair;
  let issuer: KeyIssuer;
  let tokens: string[];
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'yihao-stolen-'));
    const databaseUrl = await ownDatabase();
    city = await startCity({
      // Not everybody lives and may log in.
      citizens: people * 1.3,
      seed: 1,
      databaseUrl,
      grantsFile: join(directory, 'grants.json'),
      ports: 'free',
      withGateway: false,
    });
    // Not compressed: what stands in it would stand there to be found.
    redis = await startRedis({ settings: { appendonly: 'yes', rdbcompression: 'no' } });
    issuer = await startKeyIssuer(audience);
    tokens = await tokensFor(issuer, databaseUrl);
    pair = await startGatewayPair({
      ...city.gatewayEnvironment,
      OIDC_ISSUERS: issuer.url,
      REDIS_URL: redis.url,
      REDIS_TIMEOUT_MS: '1000',
      DEPARTMENT_TIMEOUT_MS: '10000',
    });
  }, 60_000);
  afterAll(async () => {
    await pair.stop();
    await redis.stop();
    await issuer.stop();
    await city.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('hold no name, number or address of three hundred citizens, in any form', async () => {
    const stolen = await lookUpAndSteal(pair, redis, tokens);
    expect(stolen.citizens).toBe(people);
    expect(stolen.texts.size).toBeGreaterThan(1_500);
    expect(stolen.files).toHaveLength(3);
    expect(stolen.megabytes).toBeGreaterThan(0.5);
    expect(findPlainText(stolen.files, stolen.texts)).toEqual([]);
  }, 120_000);

  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-16', (text: string) => Buffer.from(text, 'utf16le')],
    ['hex', (text: string) => Buffer.from(Buffer.from(text).toString('hex'))],
    ['base64', (text: string) => Buffer.from(Buffer.from(`{"name":${text}}`).toString('base64'))],
    [
      'base64url after one more byte',
      (text: string) => Buffer.from(Buffer.from(`-{"name":${text}}`).toString('base64url')),
    ],
    [
      'base64 after two more bytes',
      (text: string) => Buffer.from(Buffer.from(`--{"name":${text}}`).toString('base64')),
    ],
  ])('would show a name that stands in them as %s', (_form, encode) => {
    const file = join(directory, 'dump.rdb');
    for (const name of ['李明', '342121195603054113', '阜阳市颍州区清河路12号']) {
      writeFileSync(file, Buffer.concat([Buffer.from('REDIS0011'), encode(`"${name}"`), Buffer.alloc(64)]));
      expect(findPlainText([file], ['other', name]).join()).toContain('of text 1');
    }
  });
});

/** Beside that of the other tests' city. */
async function ownDatabase(): Promise<string> {
  const { databaseUrl } = sharedCity();
  const database = await connectPostgres(databaseUrl);
  await database.script('CREATE DATABASE stolen');
  await database.close();
  return databaseUrl.replace(/\/postgres$/, '/stolen');
}

/** To log a thousand people in one after the other would take longer than to look them up. */
async function tokensFor(issuer: KeyIssuer, databaseUrl: string): Promise<string[]> {
  const database = await connectPostgres(databaseUrl);
  const logins = await database.query<{ subject: string }>(
    `INSERT INTO population.login (issuer, subject, citizen_id)
     SELECT $1, subject, id FROM population.login JOIN population.citizen ON id = citizen_id
      WHERE NOT sealed AND vital_status <> 'DECEASED' AND hukou_status <> 'CANCELLED' ORDER BY id LIMIT $2
     RETURNING subject`,
    [issuer.url, people],
  );
  await database.close();
  return Promise.all(logins.map(({ subject }) => issuer.sign({ sub: subject, real_name_level: 'L4' })));
}
