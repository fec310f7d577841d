// The payment under way and the orders opened so far, for the bills and for the dialog.
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import type { AnswerError, Client, Failure } from '../../../client/client.js';
import { PayUtilityBill, type PayUtilityBillData } from '../../../operations/generated/pay-utility-bill.js';
import { draftPayment, type PaymentDraft } from './payment-draft.js';

export type PaymentOrder = NonNullable<PayUtilityBillData['payUtilityBill']>;

/** Why no order was opened: nobody knows (`Failure`), or the department said so. */
export type PaymentProblem = Failure | AnswerError;

export type PaymentStep =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'confirming';
      readonly draft: PaymentDraft;
      readonly problem: PaymentProblem | undefined;
    }
  | { readonly kind: 'asking'; readonly draft: PaymentDraft }
  | { readonly kind: 'opened'; readonly order: PaymentOrder };

export interface Payment {
  readonly step: PaymentStep;
  /** By bill. */
  readonly orders: ReadonlyMap<string, PaymentOrder>;
  readonly begin: (bill: string) => void;
  readonly change: (draft: PaymentDraft) => void;
  /** Opens the order, the same one however often it is tried. */
  readonly confirm: (draft: PaymentDraft) => Promise<void>;
  /** The order of a bill once more. */
  readonly show: (bill: string) => void;
  readonly close: () => void;
}

const PaymentContext = createContext<Payment | undefined>(undefined);

interface PaymentProviderProps {
  client: Client;
  /** What a login interrupted. */
  draft: PaymentDraft | undefined;
  children: ReactNode;
}

export function PaymentProvider({ client, draft: interrupted, children }: PaymentProviderProps) {
  const [step, setStep] = useState<PaymentStep>(() =>
    interrupted ? confirming(interrupted) : { kind: 'none' },
  );
  const [orders, setOrders] = useState<ReadonlyMap<string, PaymentOrder>>(new Map());

  const confirm = useCallback(
    async (draft: PaymentDraft) => {
      setStep({ kind: 'asking', draft });
      const result = await openOrder(client, draft);
      if ('order' in result) {
        setOrders((known) => new Map(known).set(draft.bill, result.order));
        setStep({ kind: 'opened', order: result.order });
      } else {
        setStep(confirming(draft, result.problem));
      }
    },
    [client],
  );

  const payment = useMemo<Payment>(
    () => ({
      step,
      orders,
      begin: (bill) => setStep(confirming(draftPayment(bill))),
      change: (draft) => setStep(confirming(draft)),
      confirm,
      show(bill) {
        const order = orders.get(bill);
        if (order) setStep({ kind: 'opened', order });
      },
      close: () => setStep({ kind: 'none' }),
    }),
    [step, orders, confirm],
  );
  return <PaymentContext value={payment}>{children}</PaymentContext>;
}

export function usePayment(): Payment {
  const payment = useContext(PaymentContext);
  if (!payment) throw new Error('usePayment outside of PaymentProvider');
  return payment;
}

function confirming(draft: PaymentDraft, problem?: PaymentProblem): PaymentStep {
  return { kind: 'confirming', draft, problem };
}

async function openOrder(
  client: Client,
  draft: PaymentDraft,
): Promise<{ order: PaymentOrder } | { problem: PaymentProblem }> {
  const answer = await client.mutate(PayUtilityBill, { input: draft });
  if (!answer.ok) return { problem: answer.failure };
  const order = answer.data.payUtilityBill;
  const [error] = answer.errors;
  if (order) return { order };
  // Null without an error is against the schema's own words; it is not an order either.
  return { problem: error ?? { kind: 'server', message: '' } };
}
