import { describe, expect, it } from '@jest/globals';
import { BadConfig, readConfig } from '../../gateway/config.js';
import { departmentNames } from '../../schema/contract/departments.js';

const key = `k1:${Buffer.alloc(32, 1).toString('base64url')}`;
const complete: Record<string, string> = {
  OIDC_ISSUERS: 'https://id.example.gov.cn',
  OIDC_AUDIENCE: 'urn:city',
  ...Object.fromEntries(
    departmentNames.map((name) => [`DEPARTMENT_${name.replace('-', '_').toUpperCase()}_KEYS`, key]),
  ),
};

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof BadConfig) return error.problems;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  it('has defaults for all that is not somebody’s own', () => {
    const config = readConfig(complete);
    expect(config).toMatchObject({
      access: 'citizens',
      host: '127.0.0.1',
      port: 4000,
      departmentTimeoutMs: 1000,
      introspection: true,
      showsPlans: true,
      production: false,
    });
  });

  it('names every variable that is missing', () => {
    const problems = problemsOf({});
    for (const name of Object.keys(complete))
      expect(problems.some((problem) => problem.startsWith(`${name} should`))).toBe(true);
    expect(problems).toHaveLength(Object.keys(complete).length);
  });

  it('registers the operations of this release, and none of them in front of a foreign graph', () => {
    const own = expect.stringMatching(/schema\/operations\/generated\/manifest\.json$/);
    expect(readConfig(complete).operations).toEqual({ allowed: 'any', manifests: [own], ownManifest: own });
    expect(readConfig({ ACCESS: 'open' }).operations.manifests).toEqual([]);
    const given = { OPERATIONS_MANIFESTS: '/etc/yihao/portal.json, /etc/yihao/others' };
    expect(readConfig({ ...complete, ...given }).operations.manifests).toEqual([
      '/etc/yihao/portal.json',
      '/etc/yihao/others',
    ]);
  });

  it('shows no schema where only registered operations are run, and wants some to be', () => {
    const only = { OPERATIONS: 'persisted', INTROSPECTION: 'true' };
    expect(readConfig({ ...complete, ...only }).introspection).toBe(false);
    expect(problemsOf({ ACCESS: 'open', ...only })).toEqual([
      expect.stringMatching(/^OPERATIONS_MANIFESTS should be set/),
    ]);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(problemsOf({ ...complete, OIDC_AUDIENCE: '' })).toHaveLength(1);
    expect(readConfig({ ...complete, PORT: '' }).port).toBe(4000);
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '4000x'],
    ['METRICS_PORT', '4000'],
    ['METRICS_PORT', 'on'],
    ['ACCESS', 'everybody'],
    ['OPERATIONS', 'some'],
    ['DEPARTMENT_TIMEOUT_MS', 'soon'],
    ['MAX_BODY_BYTES', '1'],
    ['CORS_ORIGINS', 'null'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://portal.example.gov.cn/path'],
    ['INTROSPECTION', 'yes'],
    ['PLAN_IN_ANSWERS', 'on'],
    ['LOG_LEVEL', 'loud'],
    ['OIDC_ISSUERS', 'id.example.gov.cn'],
    ['DEPARTMENT_LAND_URL', 'file:///etc/passwd'],
    ['DEPARTMENT_LAND_KEYS', 'k1'],
    ['DEPARTMENT_LAND_KEYS', 'k1:c2hvcnQ'],
    ['DEPARTMENT_LAND_KEYS', `${key},${key}`],
  ])('refuses %s=%s by the name of the variable', (name, value) => {
    const problems = problemsOf({ ...complete, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} should `));
  });

  it('never repeats a key in a problem', () => {
    const secret = Buffer.alloc(20, 7).toString('base64url');
    expect(problemsOf({ ...complete, DEPARTMENT_LAND_KEYS: `k1:${secret}` }).join()).not.toContain(secret);
  });

  it('closes what is for development alone in production', () => {
    const production = { ...complete, NODE_ENV: 'production' };
    expect(readConfig(production)).toMatchObject({
      introspection: false,
      production: true,
      showsPlans: false,
    });
    expect(readConfig({ ...complete, NODE_ENV: 'staging' }).showsPlans).toBe(false);
    expect(readConfig({ ...production, PLAN_IN_ANSWERS: 'true' }).showsPlans).toBe(true);
    expect(problemsOf({ ...production, OIDC_ISSUERS: 'http://id.example.gov.cn' })).toEqual([
      'OIDC_ISSUERS should be https addresses in production',
    ]);
    const development = key.replace('k1', 'development-land');
    expect(problemsOf({ ...production, DEPARTMENT_LAND_KEYS: development })[0]).toMatch(
      /^DEPARTMENT_LAND_KEYS should not/,
    );
    expect(problemsOf({ ...complete, DEPARTMENT_LAND_KEYS: development })).toEqual([]);
  });

  it('shows metrics in production on a port of their own or not at all', () => {
    const production = { ...complete, NODE_ENV: 'production' };
    expect(readConfig(production).metricsPort).toBeUndefined();
    expect(readConfig({ ...production, METRICS_PORT: '9464' }).metricsPort).toBe(9464);
    expect(readConfig(complete).metricsPort).toBe('same');
    expect(readConfig({ ...complete, PORT: '0', METRICS_PORT: '0' }).metricsPort).toBe(0);
  });

  it('needs neither issuer nor keys for a foreign supergraph', () => {
    expect(readConfig({ ACCESS: 'open' })).toMatchObject({
      access: 'open',
      forwardHeaders: ['authorization'],
    });
  });
});
