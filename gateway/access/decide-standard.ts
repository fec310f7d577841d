// Whether a caller meets what `@authenticated`, `@requiresScopes` and `@policy` require: a pure function of the token's claims.
import { fulfils, type Claims, type PolicyRules } from './policy-rule.js';
import type { Requirement } from './standard-directives.js';

/**
 * @param claims undefined without a token, which meets nothing
 * @param policies must have every name that the supergraph uses; one that it lacks is met by nobody
 */
export function decideStandard(
  requirement: Requirement,
  claims: Claims | undefined,
  policies: PolicyRules,
): boolean {
  if (!claims) return false;
  switch (requirement.kind) {
    case 'authenticated':
      return true;
    case 'scopes': {
      const held = scopesOf(claims);
      return requirement.anyOf.some((all) => all.every((scope) => held.has(scope)));
    }
    case 'policies':
      return requirement.anyOf.some((all) =>
        all.every((name) => {
          const rule = policies.get(name);
          return rule !== undefined && fulfils(claims, rule);
        }),
      );
  }
}

/** RFC 8693 section 4.2 and RFC 9068 section 2.2.3: one string, separated by spaces. */
function scopesOf(claims: Claims): ReadonlySet<string> {
  const { scope } = claims;
  return new Set(typeof scope === 'string' ? scope.split(' ').filter((one) => one !== '') : []);
}
