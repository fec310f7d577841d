// The bills to be paid, of all accounts, as the page lists them.
import type { UtilitiesData } from '../../../../operations/generated/utilities.js';
import { billWords, month, orUnknown, utilityWords, yuan } from '../../words.js';

export interface Bill {
  readonly id: string;
  /** 电费 2026年10月 */
  readonly title: string;
  readonly address: string;
  readonly amount: string;
  readonly status: string;
  /** What became of paying it, or an empty text. */
  readonly outcome: string;
  readonly canPay: boolean;
}

type Accounts = Extract<NonNullable<UtilitiesData['me']>['utilityAccounts'], { state: 'present' }>['value'];
type Account = NonNullable<Accounts[number]['account']>;

export function listBills(accounts: Accounts): readonly Bill[] {
  return accounts.flatMap(({ account }) => (account ? billsOf(account) : []));
}

function billsOf({ kind, supplier, address, bills }: Account): readonly Bill[] {
  const what = kind ? utilityWords[kind] : orUnknown(supplier);
  return (bills?.edges ?? []).flatMap(({ node }) =>
    node
      ? {
          id: node.id,
          title: `${what} ${month(node.period)}`,
          address: orUnknown(address),
          amount: yuan(node.amount),
          status: node.status ? billWords[node.status] : '',
          outcome: '',
          canPay: node.status !== 'PAID',
        }
      : [],
  );
}
