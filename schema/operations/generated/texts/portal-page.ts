// Generated from portal-page.graphql by `npm run operations`. Do not edit.
export const text = `query PortalPage($contributions: Int = 60, $bills: Int = 12) {
  me {
    id
    name
    formerName
    sex
    birthDate
    ethnicity {
      ...Code
    }
    nationality {
      ...Code
    }
    phone
    realNameLevel
    identityNumbers {
      id
      number
      kind
      validTo
    }
    identityDocument {
      id
      kind
      issuedBy
      validTo
    }
    vitalStatus {
      status
    }
    residencePermits {
      id
      address
      validTo
      status {
        ...Code
      }
    }
    hukouStatus {
      status
      since
    }
    relationToHead {
      ...Code
    }
    hukouHousehold {
      id
      number
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
      monthsPaid
    }
    contributions(first: $contributions) {
      totalCount
      edges {
        node {
          id
          kind {
            ...Code
          }
          periodPaidFor
          base
          personalAmount
          employerAmount
        }
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
      asOf
    }
    socialSecurityCard {
      id
      number
      status {
        ...Code
      }
    }
    realEstateRights {
      id
      certificateNumber
      kind {
        ...Code
      }
      share {
        ...Share
      }
      coOwners {
        ...Person
      }
      registeredOn
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
        to
        queuePosition
      }
      unit {
        unitCode
        location
        floorArea
        termTo
      }
    }
    inheritanceInterests {
      id
      deceased {
        ...Person
      }
      share {
        ...Share
      }
      openedOn
      status {
        ...Code
      }
    }
    tenancies {
      id
      role
      monthlyRent
      from
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
        address
        arrears {
          amount
          bills
          oldestPeriod
        }
        bills(first: $bills) {
          edges {
            node {
              id
              period
              usage
              amount
              lateFee
              due
              status
            }
          }
        }
      }
    }
    marriageRegistrations {
      id
      kind
      number
      registeredOn
      authority
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
      issuedOn
    }
    disabilityCertificate {
      id
      class {
        ...Code
      }
      grade
      validTo
    }
    disabilityAllowances {
      id
      kind
      monthlyAmount
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
}

fragment Share on Fraction {
  numerator
  denominator
}`;
