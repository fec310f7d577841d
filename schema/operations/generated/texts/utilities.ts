// Generated from utilities.graphql by `npm run operations`. Do not edit.
export const text = `query Utilities($unpaid: Boolean = false) {
  me {
    id
    utilityAccounts {
      id
      role
      since
      account {
        id
        number
        kind
        supplier
        address
        holder {
          name
        }
        dwelling {
          houseCode
          kind {
            code
            label
          }
        }
        readings(first: 12) {
          edges {
            node {
              id
              on
              usage
              estimated
            }
          }
        }
        bills(unpaid: $unpaid, first: 12) {
          edges {
            node {
              id
              period
              usage
              amount
              lateFee
              due
              status
              tiers {
                tier
                usage
                price
                amount
              }
            }
          }
        }
        arrears {
          amount
          bills
          oldestPeriod
        }
      }
    }
  }
}`;
