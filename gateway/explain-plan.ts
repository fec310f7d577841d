// `extensions.yihao.plan`: what a request costs, whom it asks for what, what of it is kept, and what of it the caller sees.
import type { PlanExplanation } from '../schema/contract/extension.js';
import type { Lookup } from '../schema/contract/identity.js';
import type { AccessTable } from './access/access-table.js';
import type { AuthorizedOperation } from './access/authorize.js';
import { explainAccess } from './access/explain-access.js';
import type { RequestContext } from './context.js';
import type { CompiledOperation } from './execution/compile-operation.js';
import { explainFetch } from './execution/explain-fetch.js';
import { costBudgets } from './operations/limit-cost.js';

export interface PlanInputs {
  readonly compiled: CompiledOperation;
  readonly authorized: AuthorizedOperation;
  /** Of a bureau's request. */
  readonly lookups: readonly Lookup[];
  readonly cost: number;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Of a request that has been answered, unless its plan alone is wanted. */
  readonly context: RequestContext;
  readonly rules: { readonly table: AccessTable };
}

export function explainPlan(inputs: PlanInputs): PlanExplanation {
  const { compiled, authorized, lookups, cost, variables, context, rules } = inputs;
  const { principal, language, plan, uses } = context;
  const asked = plan?.wish === 'with-answer' ? [...plan.asked.values()] : undefined;
  const run = asked && { variables, variableTexts: new Map<string, string>(), uses };
  return {
    cost: { value: cost, maximum: costBudgets[principal.kind] },
    ...(lookups.length > 0 && { people: lookups.length }),
    waves: compiled.describe().map((wave) => wave.map((fetch) => explainFetch(fetch, run))),
    access: explainAccess(compiled.fields, {
      table: rules.table,
      decisions: authorized.decisions,
      language,
    }),
    ...(asked && { asked }),
  };
}
