// Generated from verify-applicants.graphql by `npm run operations`. Do not edit.
export const text = `query VerifyApplicants($by: [CitizenLookup!]!) {
  citizens(by: $by) {
    birthDate
    hukouHousehold {
      address
    }
    residencePermits {
      validTo
    }
    socialInsuranceEnrolments {
      kind {
        label
      }
      monthsPaid
    }
    realEstateRights {
      certificateNumber
    }
    tenancies {
      filingNumber
      to
    }
    marriageRegistrations {
      kind
      registeredOn
    }
  }
}`;
