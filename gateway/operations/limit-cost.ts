// Refuses operations that cost more than their caller may spend on one request.
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { maxLookups } from '../../schema/contract/identity.js';
import type { Principal } from '../auth/principal.js';
import { GatewayError } from '../errors.js';
import type { Variables } from './cost.js';
import type { CostTable } from './cost-table.js';
import { createOperationCost } from './operation-cost.js';

/** The citizen's page costs 1,305; every field of a citizen 5,107, and the dearest operation of 1,000 fields found 15,052. */
const perCitizen = 20_000;

/** What one operation may cost at most. */
export const costBudgets: Readonly<Record<Principal['kind'], number>> = {
  citizen: perCitizen,
  bureau: maxLookups * perCitizen,
  official: maxLookups * perCitizen,
  /** Nothing is known about a foreign supergraph: five lists within one another, about which nothing is said either, ten times. */
  open: 1_000_000,
};

/**
 * @returns what it costs at most
 * @throws GatewayError LIMIT_EXCEEDED that names cost and budget, or BAD_USER_INPUT as `CostOf`
 */
export type LimitCost = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  kind: Principal['kind'],
) => number;

export function createCostLimit(table: CostTable): LimitCost {
  const costOf = createOperationCost(table);
  return (schema, document, operation, variables, kind) => {
    const cost = costOf(schema, document, operation, variables);
    const budget = costBudgets[kind];
    if (cost <= budget) return cost;
    throw new GatewayError('LIMIT_EXCEEDED', 400, {
      zh: `操作开销过大：估计为 ${cost}，最多 ${budget}。请减小分页、减少嵌套的列表，或分成几个操作。`,
      en: `The operation costs too much: ${cost} of at most ${budget}. Ask for smaller pages or fewer lists within lists, or split it into several.`,
    });
  };
}
