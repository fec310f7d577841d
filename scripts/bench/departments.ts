// The departments that every gateway of the bench asks: their schemas, and answers that depend on the question alone.
import type { buildSubgraphSchema } from '@apollo/subgraph';
import {
  opinionsBy,
  opinionsOn,
  people,
  personById,
  serviceByCode,
  services,
  type Opinion,
  type Person,
  type Service,
} from './city-data.js';

type Resolvers = NonNullable<
  Exclude<Parameters<typeof buildSubgraphSchema>[0], unknown[] | { kind: 'Document' }>['resolvers']
>;

export interface BenchDepartment {
  readonly sdl: string;
  readonly resolvers: Resolvers;
}

const link = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
    import: ["@key", "@shareable", "@external", "@requires"])
  type Code @shareable { code: String! label: String! }
`;

/** Whom the token names: always the same person, so that prepared bytes serve every token. */
const me = () => people[7];
const citizenById = { __resolveReference: ({ id }: { id: string }) => personById(id) };
const serviceReference = { __resolveReference: ({ code }: { code: string }) => serviceByCode(code) };
const firstOf = <T>(list: readonly T[], { first }: { first: number }): readonly T[] => list.slice(0, first);

const population: BenchDepartment = {
  sdl: `${link}
    type Query { me: Citizen! @shareable people(first: Int! = 50): [Citizen!]! }
    enum Sex { FEMALE MALE }
    type Citizen @key(fields: "id") {
      id: ID! name: String! pinyin: String! sex: Sex! birthDate: String! ethnicity: Code!
      identityDocument: IdentityDocument household: Household!
    }
    type IdentityDocument { number: String! issuedBy: String! validTo: String }
    type Household { id: ID! address: String! members: [Member!]! }
    type Member { name: String! relation: Code! }
  `,
  resolvers: {
    Query: { me, people: (_: unknown, args: { first: number }) => firstOf(people, args) },
    Citizen: citizenById,
  },
};

const socialSecurity: BenchDepartment = {
  sdl: `${link}
    type Query { me: Citizen! @shareable }
    type Citizen @key(fields: "id") {
      id: ID! insuranceNumber: String! enrolments: [Enrolment!]! pension: Pension
    }
    type Enrolment { kind: Code! monthsPaid: Int! active: Boolean! }
    type Pension { monthlyAmount: Float! since: String! }
  `,
  resolvers: { Query: { me }, Citizen: citizenById },
};

const civilAffairs: BenchDepartment = {
  sdl: `${link}
    type Query { me: Citizen! @shareable }
    type Citizen @key(fields: "id") { id: ID! maritalStatus: Code! allowances: [Allowance!]! }
    type Allowance { name: String! monthlyAmount: Float! validTo: String }
  `,
  resolvers: { Query: { me }, Citizen: citizenById },
};

const land: BenchDepartment = {
  sdl: `${link}
    type Query { me: Citizen! @shareable }
    type Citizen @key(fields: "id") { id: ID! dwellings: [Dwelling!]! }
    type Dwelling @key(fields: "id") { id: ID! address: String! floorArea: Float! usage: Code! }
  `,
  resolvers: { Query: { me }, Citizen: citizenById },
};

const utilities: BenchDepartment = {
  sdl: `${link}
    type Query { me: Citizen! @shareable }
    type Citizen @key(fields: "id") { id: ID! openAmount: Float! bills(first: Int! = 6): [Bill!]! }
    type Bill { id: ID! amount: Float! dueOn: String! paid: Boolean! }
    type Dwelling @key(fields: "id") { id: ID! supplies: [Supply!]! }
    type Supply { kind: Code! meter: String! active: Boolean! }
  `,
  resolvers: {
    Query: { me },
    Citizen: { ...citizenById, bills: ({ bills }: Person, args: { first: number }) => firstOf(bills, args) },
    Dwelling: {
      __resolveReference: ({ id }: { id: string }) =>
        people.flatMap(({ dwellings }) => dwellings).find((dwelling) => dwelling.id === id),
    },
  },
};

const serviceCatalogue: BenchDepartment = {
  sdl: `${link}
    type Query { services(first: Int! = 5): [Service!]! }
    type Service @key(fields: "code") { code: ID! name: String! fee: Int! handlingMinutes: Int! }
  `,
  resolvers: {
    Query: { services: (_: unknown, args: { first: number }) => firstOf(services, args) },
    Service: serviceReference,
  },
};

const counters: BenchDepartment = {
  sdl: `${link}
    type Query { openCounters: Int! }
    type Service @key(fields: "code") {
      code: ID! open: Boolean! waiting: Int!
      fee: Int! @external
      handlingMinutes: Int! @external
      estimate: Int! @requires(fields: "fee handlingMinutes")
    }
  `,
  resolvers: {
    Query: { openCounters: () => 12 },
    Service: {
      __resolveReference: (reference: Service) => ({ ...serviceByCode(reference.code), ...reference }),
      estimate: ({ fee, handlingMinutes }: Service) => fee + 2 * handlingMinutes,
    },
  },
};

const opinions: BenchDepartment = {
  sdl: `${link}
    type Query { opinionCount: Int! }
    type Citizen @key(fields: "id") { id: ID! opinions: [Opinion!]! }
    type Service @key(fields: "code") { code: ID! opinions(first: Int! = 4): [Opinion!]! }
    type Opinion { id: ID! text: String! author: Citizen! service: Service! }
  `,
  resolvers: {
    Query: { opinionCount: () => people.length * 2 },
    Citizen: { ...citizenById, opinions: opinionsBy },
    Service: {
      ...serviceReference,
      opinions: (service: Service, args: { first: number }) => firstOf(opinionsOn(service), args),
    },
    Opinion: {
      author: ({ authorId }: Opinion) => personById(authorId),
      service: ({ serviceCode }: Opinion) => serviceByCode(serviceCode),
    },
  },
};

export const benchDepartments: Readonly<Record<string, BenchDepartment>> = {
  population,
  'social-security': socialSecurity,
  'civil-affairs': civilAffairs,
  land,
  utilities,
  'service-catalogue': serviceCatalogue,
  counters,
  opinions,
};
