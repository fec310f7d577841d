import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseRedisUrl } from '../../gateway/cache/redis-url.js';

const nobody = { username: undefined, password: undefined };

describe('REDIS_URL', () => {
  it.each([
    [
      'redis://cache',
      { kind: 'single', tls: false, account: nobody, node: { host: 'cache', port: 6379 }, database: 0 },
    ],
    [
      'rediss://yihao:p%40ss%2F@10.0.0.1:6380/2',
      {
        kind: 'single',
        tls: true,
        account: { username: 'yihao', password: 'p@ss/' },
        node: { host: '10.0.0.1', port: 6380 },
        database: 2,
      },
    ],
    [
      'redis://:a:b@c@[::1]:6379/',
      {
        kind: 'single',
        tls: false,
        account: { username: undefined, password: 'a:b@c' },
        node: { host: '::1', port: 6379 },
        database: 0,
      },
    ],
    [
      'redis+sentinel://:pw@s1,s2:26380/city/3?sentinelPassword=other',
      {
        kind: 'sentinel',
        tls: false,
        account: { username: undefined, password: 'pw' },
        sentinels: [
          { host: 's1', port: 26379 },
          { host: 's2', port: 26380 },
        ],
        sentinelAccount: { username: undefined, password: 'other' },
        masterName: 'city',
        database: 3,
      },
    ],
    [
      'rediss+cluster://u:p@c1:7000,c2:7001',
      {
        kind: 'cluster',
        tls: true,
        account: { username: 'u', password: 'p' },
        nodes: [
          { host: 'c1', port: 7000 },
          { host: 'c2', port: 7001 },
        ],
      },
    ],
  ])('may be %s', (text, address) => {
    expect(parseRedisUrl(text)).toEqual(address);
  });

  it.each([
    ['', 'should start with redis://'],
    ['http://cache', 'should start with redis://'],
    ['redis+other://cache', 'should start with redis://'],
    ['redis://', 'host 1 is not of the form'],
    ['redis://:secret/word@cache', 'is not of the form'],
    ['redis://:secret%zz@cache', 'has a %'],
    ['redis://cache:0', 'port of host 1'],
    ['redis://cache:65536', 'port of host 1'],
    ['redis://cache:secret', 'host 1 is not of the form'],
    ['redis://a,b', 'names several hosts'],
    ['redis://cache/x', 'the database is not a number'],
    ['redis://cache/1/2', 'more behind the number'],
    ['redis://cache?password=secret', 'more behind the number'],
    ['redis+sentinel://s1,s2', 'names no master'],
    ['redis+sentinel://s1/city?secret=1', 'sentinelUsername and sentinelPassword alone'],
    ['redis+cluster://c1,,c2', 'host 2 is not of the form'],
    ['redis+cluster://c1/1', 'a Cluster has no databases'],
  ])('may not be %s', (text, problem) => {
    expect(() => parseRedisUrl(text)).toThrow(problem);
  });

  it('is never repeated in what is said against it', () => {
    const anyText = fc.string({ unit: fc.constantFrom(...':/@?#%,[]', 'SECRET', 'redis://', '1') });
    fc.assert(
      fc.property(
        fc.constantFrom('', 'redis://', 'redis+sentinel://', 'redis+cluster://'),
        anyText,
        (scheme, rest) => {
          try {
            parseRedisUrl(scheme + rest);
          } catch (error) {
            expect(String(error)).not.toContain('SECRET');
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
