// The types of what the page shows, as the generated operation has them.
import type { Told } from '../../../client/client.js';
import type { PortalPageData } from '../../../operations/generated/portal-page.js';

export type Citizen = NonNullable<PortalPageData['me']>;

/** What a field of the citizen holds where it is there. */
export type ValueOf<Field extends keyof Citizen> =
  Extract<Citizen[Field], Told<unknown>> extends Told<infer Value> ? NonNullable<Value> : never;

export type Contributions = ValueOf<'contributions'>;
export type RealEstateRight = ValueOf<'realEstateRights'>[number];
export type UtilityAccountRelation = ValueOf<'utilityAccounts'>[number];
export type UtilityAccount = NonNullable<UtilityAccountRelation['account']>;

interface Connection<Node> {
  readonly edges: readonly { readonly node: Node | null }[] | null;
}

export function nodesOf<Node>(connection: Connection<Node> | null): Node[] {
  return (connection?.edges ?? []).flatMap(({ node }) => (node === null ? [] : [node]));
}

export type UtilityBill = NonNullable<
  NonNullable<NonNullable<UtilityAccount['bills']>['edges']>[number]['node']
>;
