// Generated from property.graphql by `npm run operations`. Do not edit.
export const text = `query Property {
  me {
    id
    realEstateRights {
      id
      certificateNumber
      kind {
        code
        label
      }
      coOwnership
      share {
        numerator
        denominator
      }
      registeredOn
      mortgages {
        id
        mortgagee
        amountSecured
        from
        to
      }
      seizures {
        id
        kind {
          code
          label
        }
        authority
        document
        queuePosition
      }
      notices {
        id
        kind
        registeredOn
      }
      unit {
        unitCode
        location
        floorArea
        termTo
        dwelling {
          houseCode
          livingArea
          utilitySupplies {
            id
            kind
            accountNumber
            meterNumber
          }
        }
      }
    }
    dwellings {
      id
      role
      since
      dwelling {
        houseCode
        address
        kind {
          code
          label
        }
        realEstateUnit {
          unitCode
        }
      }
    }
    tenancies {
      id
      role
      monthlyRent
      from
      to
    }
  }
}`;
