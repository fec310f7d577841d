// Asks a test's gateway as a bureau of the development city: logs in, signs the request, sends it.
import { developmentBureaus } from '../../scripts/development-bureaus.js';
import { signRequest } from '../../scripts/bureau/sign-request.js';
import { audience } from '../../scripts/city/audience.js';
import { loginBureau } from '../../scripts/issuer/login-bureau.js';
import { requestObjectHeader, type Official } from '../../schema/contract/request-object.js';
import { sharedCity, type Answer, type TestGateway } from './shared-city.js';

export interface Statement {
  readonly client: string;
  readonly purpose: string;
  readonly item: string;
  readonly caseNumber?: string;
  readonly official?: Official;
}

export async function bureauToken(client: string): Promise<string> {
  const { accessToken } = await loginBureau(sharedCity().issuerUrl, {
    client,
    privateJwk: development(client).privateJwk,
  });
  return accessToken;
}

export async function askAsBureau<Data>(
  gateway: TestGateway,
  statement: Statement,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<Answer<Data>> {
  return sendAsBureau(gateway, statement, { query, variables }, headers);
}

/** With a body of whatever members. */
export async function sendAsBureau<Data>(
  gateway: TestGateway,
  { client, purpose, item, caseNumber = '（2026）试001号', official }: Statement,
  members: object,
  headers: Record<string, string> = {},
): Promise<Answer<Data>> {
  const body = JSON.stringify(members);
  const { privateJwk } = development(client);
  const signed = await signRequest({
    client,
    privateJwk,
    audience,
    body: Buffer.from(body),
    purpose,
    item,
    caseNumber,
    ...(official && { official }),
  });
  return (await gateway.fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await bureauToken(client)}`,
      [requestObjectHeader]: signed,
      ...headers,
    },
    body,
  })) as Answer<Data>;
}

function development(client: string) {
  const found = developmentBureaus.find(({ bureau }) => bureau.client === client);
  if (!found) throw new Error(`no bureau ${client}`);
  return found;
}
