// Operations for tests of the typed client that ask no gateway.
import type { Operation } from '../../schema/client/operation.js';
import type { Told } from '../../schema/client/told.js';

export interface NumberData {
  number: number | null;
}

export const AskNumber: Operation<NumberData, { n?: number }> = {
  name: 'AskNumber',
  type: 'query',
  hash: 'a'.repeat(64),
  told: {},
  text: () => 'query AskNumber($n: Int) { number(n: $n) }',
};

export const SetNumber: Operation<NumberData, { n?: number }> = {
  ...AskNumber,
  name: 'SetNumber',
  type: 'mutation',
  hash: 'b'.repeat(64),
};

export interface PensionData {
  me: { id: string; pension: Told<{ monthlyAmount: string }>; tenancies: Told<readonly string[]> } | null;
}

export const AskPension: Operation<PensionData, Record<string, never>> = {
  name: 'AskPension',
  type: 'query',
  hash: 'c'.repeat(64),
  told: {
    pension: ['Citizen.pension', 'social-security.pension', 'Pension.account'],
    tenancies: ['Citizen.tenancies', 'land.tenancy'],
  },
  text: () => '{ me { id pension { monthlyAmount } tenancies } }',
};
