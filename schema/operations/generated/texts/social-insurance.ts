// Generated from social-insurance.graphql by `npm run operations`. Do not edit.
export const text = `query SocialInsurance($kind: String, $from: YearMonth, $to: YearMonth, $first: Int = 12, $after: String) {
  me {
    id
    employments {
      id
      employer {
        name
        creditCode
      }
      from
      to
      wage
    }
    contributions(kind: $kind, from: $from, to: $to, first: $first, after: $after) {
      totalCount
      edges {
        cursor
        node {
          id
          kind {
            system
            code
            label
          }
          periodPaidIn
          periodPaidFor
          months
          base
          personalRate
          employerRate
          personalAmount
          employerAmount
          received
          employerName
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    pensionAccount {
      id
      balance
      asOfYear
      years {
        year
        credited
        interest
        balance
      }
    }
    retirement {
      statutoryMonth
      statutoryAgeMonths
      minimumMonths
      monthsPaid
    }
    medicalSettlements(first: 5) {
      edges {
        node {
          id
          on
          institution
          total
          fundPaid
        }
      }
    }
  }
}`;
