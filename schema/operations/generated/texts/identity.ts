// Generated from identity.graphql by `npm run operations`. Do not edit.
export const text = `query Identity {
  me {
    id
    residentId
    name
    formerName
    sex
    birthDate
    realNameLevel
    identityNumbers {
      id
      number
      kind
      validFrom
      validTo
    }
    hukouStatus {
      status
      since
    }
    relationToHead {
      code
      label
    }
    hukouHousehold {
      id
      number
      address
      head {
        name
      }
      members {
        name
        relation {
          code
          label
        }
      }
    }
    migrations {
      id
      kind
      on
      fromArea {
        code
        label
      }
      toArea {
        code
        label
      }
    }
  }
}`;
