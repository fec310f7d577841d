// Sends the questions of the access matrix to a recorded gateway and reads who was asked what for each.
import { audience } from '../../scripts/city/audience.js';
import { signRequest } from '../../scripts/bureau/sign-request.js';
import { developmentBureaus } from '../../scripts/development-bureaus.js';
import { requestObjectHeader } from '../../schema/contract/request-object.js';
import type { MatrixAnswer } from './access-matrix.js';
import type { Asker } from './access-oracle.js';
import { bureauToken } from './bureau.js';
import type { MatrixPerson } from './matrix-people.js';
import type { RecordedGateway } from './recorded-gateway.js';
import { tokenOf } from './shared-city.js';
import { byMe, type Entrance, type Question } from './ways-to-ask.js';

/** How a caller gets to people, and to which of them. */
export interface Approach {
  readonly entrance: Entrance;
  readonly people: readonly MatrixPerson[];
  readonly variables: Readonly<Record<string, unknown>>;
  readonly citizensOf: (data: Readonly<Record<string, unknown>>) => readonly unknown[];
}

export function byOneself(person: MatrixPerson): Approach {
  return { entrance: byMe, people: [person], variables: {}, citizensOf: ({ me }) => [me] };
}

export function byNumbers(people: readonly MatrixPerson[]): Approach {
  return {
    entrance: { call: 'citizens(by: $by)', variables: '$by: [CitizenLookup!]!', otherCall: 'me' },
    people,
    variables: { by: people.map(({ residentId, name }) => ({ residentId, name })) },
    citizensOf: ({ citizens }) => citizens as unknown[],
  };
}

export function byNumber(person: MatrixPerson): Approach {
  return {
    entrance: {
      call: 'citizen(residentId: $id, name: $name)',
      variables: '$id: ResidentId!, $name: String!',
      otherCall: 'me',
    },
    people: [person],
    variables: { id: person.residentId, name: person.name },
    citizensOf: ({ citizen }) => [citizen],
  };
}

export async function askMatrix(
  gateway: RecordedGateway,
  asker: Asker,
  { people, variables, citizensOf }: Approach,
  { query, operationName, variables: own }: Question,
): Promise<MatrixAnswer & { readonly refused: boolean }> {
  for (const department of Object.values(gateway.departments)) department.requests.length = 0;
  const body = JSON.stringify({ query, operationName, variables: { ...variables, ...own } });
  const headers = { 'content-type': 'application/json', ...(await credentials(asker, people, body)) };
  const { status, data, text } = await gateway.fetch('/graphql', { method: 'POST', headers, body });
  const departmentRequests = gateway.asked().map((one) => one.body);
  if (status === 403 && text.includes('"NOT_AUTHORISED"'))
    return { refused: true, citizens: [], text, departmentRequests };
  if (status !== 200 || !data) throw new Error(`not answered: ${text.slice(0, 500)}`);
  return { refused: false, citizens: citizensOf(data), text, departmentRequests };
}

const tokens = new Map<string, Promise<string>>();

async function credentials(
  asker: Asker,
  [person]: readonly MatrixPerson[],
  body: string,
): Promise<Record<string, string>> {
  if (asker.kind === 'citizen') {
    const residentId = person?.residentId ?? '';
    const token = await once(residentId + asker.level, () => tokenOf(residentId, asker.level));
    return { authorization: `Bearer ${token}` };
  }
  const { client, purpose, item, official } = asker;
  const found = developmentBureaus.find(({ bureau }) => bureau.client === client);
  if (!found) throw new Error(`no bureau ${client}`);
  const signed = await signRequest({
    client,
    privateJwk: found.privateJwk,
    audience,
    body,
    purpose,
    item,
    caseNumber: '（2026）试001号',
    ...(official && { official }),
  });
  const token = await once(client, () => bureauToken(client));
  return { authorization: `Bearer ${token}`, [requestObjectHeader]: signed };
}

function once(key: string, load: () => Promise<string>): Promise<string> {
  const token = tokens.get(key) ?? load();
  tokens.set(key, token);
  return token;
}
