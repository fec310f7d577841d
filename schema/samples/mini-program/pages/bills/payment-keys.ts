// One key for each payment that the citizen decides on, so that paying again after a lost answer opens no second order.
export interface PaymentKeys {
  /** The same until `forget`. */
  keyFor(bill: string): string;
  /** What was decided has been answered; the next decision is another one. */
  forget(bill: string): void;
}

export function createPaymentKeys(): PaymentKeys {
  const keys = new Map<string, string>();
  return {
    keyFor(bill) {
      const key = keys.get(bill) ?? newKey();
      keys.set(bill, key);
      return key;
    },
    forget: (bill) => void keys.delete(bill),
  };
}

/** It only has to be another one than this citizen's other keys: no secret, so no need for the platform's random values. */
function newKey(): string {
  const part = () => Math.random().toString(36).slice(2, 12);
  return `${Date.now().toString(36)}-${part()}-${part()}`;
}
