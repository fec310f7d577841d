// Generated from family-affairs.graphql by `npm run operations`. Do not edit.
export const text = `query FamilyAffairs {
  me {
    id
    marriageRegistrations {
      id
      number
      kind
      registeredOn
      authority
      otherParty {
        name
      }
    }
    assistanceFamilies {
      id
      category
      class
      applicant {
        name
      }
      members {
        name
        relation {
          code
          label
        }
      }
      incomePerHead
      standard
      monthlyAmount
      from
      to
    }
    oldAgeAllowance {
      id
      band
      monthlyAmount
      from
    }
    elderCard {
      id
      number
      issuedOn
    }
    disabilityCertificate {
      id
      class {
        code
        label
      }
      grade
    }
    disabilityAllowances {
      id
      kind
      monthlyAmount
    }
  }
}`;
