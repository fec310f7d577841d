// What the names in `@policy` mean here: conditions on the claims of the caller's token, which the operator configures.
import { z } from 'zod';

/** Claims of a verified token; undefined for a caller without one. */
export type Claims = Readonly<Record<string, unknown>>;

const scalar = z.union([z.string(), z.number(), z.boolean()]);

export const policyRule = z.union([
  /** The claim is this value. */
  z.strictObject({ claim: z.string().min(1), equals: scalar }),
  /** The claim is a list with this value in it. */
  z.strictObject({ claim: z.string().min(1), includes: scalar }),
]);
export type PolicyRule = z.output<typeof policyRule>;

/** Policy name → rule. */
export type PolicyRules = ReadonlyMap<string, PolicyRule>;

/** Whether the claims fulfil the rule; a claim that isn't there fulfils none. */
export function fulfils(claims: Claims, rule: PolicyRule): boolean {
  // `constructor` and its like are no claims.
  const value = Object.hasOwn(claims, rule.claim) ? claims[rule.claim] : undefined;
  if ('equals' in rule) return value === rule.equals;
  return Array.isArray(value) && value.includes(rule.includes);
}
