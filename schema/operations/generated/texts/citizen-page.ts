// Generated from citizen-page.graphql by `npm run operations`. Do not edit.
export const text = `query CitizenPage($contributions: Int = 12, $bills: Int = 6) {
  me {
    id
    name
    sex
    birthDate
    ethnicity {
      ...Code
    }
    nationality {
      ...Code
    }
    identityNumbers {
      number
      kind
      validTo
    }
    identityDocument {
      kind
      issuedBy
      validTo
    }
    vitalStatus {
      status
    }
    hukouStatus {
      status
      since
    }
    hukouHousehold {
      id
      address
      area {
        ...Code
      }
      head {
        ...Person
      }
      members {
        ...Person
      }
    }
    residencePermits {
      id
      address
      validTo
      status {
        ...Code
      }
    }
    socialInsuranceEnrolments {
      id
      kind {
        ...Code
      }
      paymentStatus {
        ...Code
      }
      monthsPaid
    }
    medicalInsuranceEnrolments {
      id
      kind {
        ...Code
      }
      paymentStatus {
        ...Code
      }
    }
    contributions(first: $contributions) {
      totalCount
      edges {
        node {
          id
          kind {
            ...Code
          }
          periodPaidIn
          periodPaidFor
          base
          personalAmount
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    retirement {
      statutoryMonth
      minimumMonths
      monthsPaid
    }
    pension {
      id
      startedIn
      monthlyAmount
      certificationDue
    }
    medicalAccount {
      id
      balance
    }
    socialSecurityCard {
      id
      number
      status {
        ...Code
      }
    }
    marriageRegistrations {
      id
      kind
      number
      registeredOn
      otherParty {
        ...Person
      }
    }
    assistanceFamilies {
      id
      category
      class
      monthlyAmount
      from
      to
    }
    oldAgeAllowance {
      id
      band
      monthlyAmount
    }
    elderCard {
      id
      number
    }
    disabilityAllowances {
      id
      kind
      monthlyAmount
    }
    realEstateRights {
      id
      certificateNumber
      kind {
        ...Code
      }
      share {
        numerator
        denominator
      }
      coOwners {
        ...Person
      }
      mortgages {
        id
        mortgagee
        amountSecured
        to
      }
      seizures {
        id
        kind {
          ...Code
        }
        authority
        queuePosition
      }
      unit {
        unitCode
        location
        dwelling {
          houseCode
          utilitySupplies {
            id
            kind
            accountNumber
          }
        }
      }
    }
    inheritanceInterests {
      id
      deceased {
        ...Person
      }
      share {
        numerator
        denominator
      }
      status {
        ...Code
      }
    }
    tenancies {
      id
      role
      monthlyRent
      to
      otherParties {
        ...Person
      }
    }
    utilityAccounts {
      id
      role
      account {
        id
        kind
        number
        supplier
        dwelling {
          houseCode
          address
          realEstateUnit {
            unitCode
          }
        }
        arrears {
          amount
          bills
        }
        bills(first: $bills) {
          edges {
            node {
              id
              period
              usage
              amount
              status
            }
          }
        }
      }
    }
  }
}

fragment Code on Coded {
  system
  code
  label
}

fragment Person on RelatedPerson {
  name
  relation {
    ...Code
  }
}`;
