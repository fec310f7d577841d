// Generated from pay-utility-bill.graphql by `npm run operations`. Do not edit.
export const text = `mutation PayUtilityBill($input: PayUtilityBillInput!) {
  payUtilityBill(input: $input) {
    id
    state
    amount
    channel
    expiresAt
    bill {
      id
      status
    }
  }
}`;
