// What the bench asks: the operations, and whether everybody asks with a token of his or her own.
import { readFileSync } from 'node:fs';
import { schemaFile } from '../../schema/files.js';
import { withoutLiveFields } from './kept-page.js';

export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Of the bench's own departments. */
export interface ForeignScenario extends Scenario {
  /** `own`: another token in every request; `same`: equal requests, which a gateway may answer together. */
  readonly tokens: 'own' | 'same';
}

/** Forty-odd fields of five departments at once, and supplies of dwellings in one more step. */
const page = `
  query CitizenPage($bills: Int! = 6) {
    me {
      id name pinyin sex birthDate
      ethnicity { ...Code }
      identityDocument { number issuedBy validTo }
      household { id address members { name relation { ...Code } } }
      insuranceNumber
      enrolments { kind { ...Code } monthsPaid active }
      pension { monthlyAmount since }
      maritalStatus { ...Code }
      allowances { name monthlyAmount validTo }
      dwellings { id address floorArea usage { ...Code } supplies { kind { ...Code } meter active } }
      openAmount
      bills(first: $bills) { id amount dueOn paid }
    }
  }
  fragment Code on Code { code label }
`;

const small = `
  query WhoAmI { me { name sex birthDate ethnicity { code label } } }
`;

const list = `
  query Enrolled($first: Int!) {
    people(first: $first) {
      id name birthDate
      insuranceNumber
      enrolments { kind { code label } monthsPaid active }
      pension { monthlyAmount since }
      maritalStatus { code label }
    }
  }
`;

/** Some 90 KB: people, what they think of services, what others think of these, and who those are. */
const nested = `
  query Opinions {
    people(first: 20) {
      id name pinyin
      opinions { ...Opinion service { ...Service opinions { ...Opinion author { ...Author } } } }
    }
    services(first: 5) {
      ...Service
      opinions { ...Opinion author { ...Author } }
    }
  }
  fragment Opinion on Opinion { id text }
  fragment Service on Service { code name fee handlingMinutes open waiting estimate }
  fragment Author on Citizen { id name pinyin opinions { ...Opinion service { code name fee estimate } } }
`;

export const scenarios: readonly ForeignScenario[] = [
  { name: 'page', title: "Citizen's page, everybody's own token", tokens: 'own', query: page },
  { name: 'page-same', title: "Citizen's page, the same request by everybody", tokens: 'same', query: page },
  { name: 'small', title: "One department, everybody's own token", tokens: 'own', query: small },
  { name: 'list', title: "A bureau's list of 50", tokens: 'own', query: list, variables: { first: 50 } },
  { name: 'nested', title: "Nested answer, everybody's own token", tokens: 'own', query: nested },
  {
    name: 'nested-same',
    title: 'Nested answer, the same request by everybody',
    tokens: 'same',
    query: nested,
  },
];

const citizenPage = readFileSync(schemaFile('operations/citizen-page.graphql'), 'utf8');
const { kept: keptPage, live } = withoutLiveFields(
  citizenPage,
  readFileSync(schemaFile('supergraph.graphql'), 'utf8'),
);

/** Of the city, by citizens with real tokens. */
export const cityScenarios: readonly Scenario[] = [
  {
    name: 'city-kept',
    title: `The city's page without what is never kept (${live.join(', ')})`,
    query: keptPage,
  },
  {
    name: 'city-page',
    title: "The city's whole page: what is never kept is asked for each time",
    query: citizenPage,
  },
];

/** Request body of a scenario. */
export function bodyOf({ query, variables }: Scenario): string {
  return JSON.stringify({ query, ...(variables && { variables }) });
}
