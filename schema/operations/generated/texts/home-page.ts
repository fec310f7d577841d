// Generated from home-page.graphql by `npm run operations`. Do not edit.
export const text = `query HomePage {
  me {
    id
    name
    hukouHousehold {
      id
      address
    }
    socialInsuranceEnrolments {
      id
      kind {
        label
      }
      paymentStatus {
        label
      }
      monthsPaid
    }
    pension {
      id
      monthlyAmount
      certificationDue
    }
    medicalAccount {
      id
      balance
    }
    oldAgeAllowance {
      id
      monthlyAmount
    }
    realEstateRights {
      id
      certificateNumber
      unit {
        unitCode
        location
      }
    }
    utilityAccounts {
      id
      account {
        id
        kind
        supplier
        arrears {
          amount
          bills
        }
      }
    }
  }
}`;
