// The gateway as Apollo Client 4 sees it: partial data, a normalised cache by opaque ids, operations by their hashes.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApolloClient,
  ApolloLink,
  CombinedGraphQLErrors,
  gql,
  HttpLink,
  InMemoryCache,
} from '@apollo/client/core';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, print } from 'graphql';
import { schemaFile } from '../../schema/files.js';
import type { YihaoExtension } from '../../schema/contract/extension.js';
import { persona, startTestGateway, tokenOf, type TestGateway } from '../support/shared-city.js';

const ownManifest = schemaFile('operations/generated/manifest.json');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Rights {
  __typename: string;
  id: string;
}
interface Page {
  me: { __typename: string; id: string; name: string | null; realEstateRights: Rights[] | null };
}

const pageQuery = gql`
  query ApolloPage {
    me {
      id
      name
      realEstateRights {
        id
        certificateNumber
      }
    }
  }
`;

interface TestApollo {
  readonly client: ApolloClient;
  /** Bodies sent. */
  readonly sent: string[];
}

function apolloOf(gateway: TestGateway, token: string, links: readonly ApolloLink[] = []): TestApollo {
  const sent: string[] = [];
  const http = new HttpLink({
    uri: `${gateway.url}/graphql`,
    headers: { authorization: `Bearer ${token}`, 'accept-language': 'zh', 'x-refusals': 'extensions' },
    fetch: (url, init) => {
      if (typeof init?.body === 'string') sent.push(init.body);
      return fetch(url, init);
    },
  });
  const client = new ApolloClient({ cache: new InMemoryCache(), link: ApolloLink.from([...links, http]) });
  return { client, sent };
}

describe('Apollo Client', () => {
  let gateway: TestGateway;
  let folder: string;
  let token: string;
  beforeAll(async () => {
    token = await tokenOf('young-family');
    folder = mkdtempSync(join(tmpdir(), 'yihao-apollo-'));
    // What Apollo Client sends has __typename in it, so its manifest is of its own documents.
    const body = print(new InMemoryCache().transformDocument(pageQuery));
    const operations = [{ id: sha256(body), name: 'ApolloPage', type: 'query', body }];
    const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
    writeFileSync(join(folder, 'apollo.json'), JSON.stringify(manifest));
    gateway = await startTestGateway({
      OPERATIONS: 'persisted',
      OPERATIONS_MANIFESTS: `${ownManifest},${join(folder, 'apollo.json')}`,
    });
  });
  afterAll(async () => {
    await gateway.stop();
    rmSync(folder, { recursive: true });
  });

  it('asks by the hash that its manifest registered, never by text', async () => {
    const { client, sent } = apolloOf(gateway, token, [new PersistedQueryLink({ sha256 })]);
    const { data } = await client.query<Page>({ query: pageQuery });
    expect(data?.me.name).toBe(persona('young-family').name);
    expect(sent).toHaveLength(1);
    expect(sent[0]).not.toContain('certificateNumber');
  });

  it('hashes the registered operations as the manifest does', () => {
    const { operations } = JSON.parse(readFileSync(ownManifest, 'utf8')) as {
      operations: { id: string; body: string }[];
    };
    expect(operations.length).toBeGreaterThan(5);
    for (const { id, body } of operations) expect(sha256(print(parse(body)))).toBe(id);
  });

  it('keeps what it got by type and opaque id, and answers from there', async () => {
    const { client, sent } = apolloOf(gateway, token, [new PersistedQueryLink({ sha256 })]);
    const { data } = await client.query<Page>({ query: pageQuery });
    const keys = Object.keys(client.cache.extract() as object);
    expect(keys).toContain(`Citizen:${data?.me.id}`);
    expect(keys.filter((key) => key.startsWith('RealEstateRight:'))).toHaveLength(
      data?.me.realEstateRights?.length ?? 0,
    );
    // No number of a person is in a key.
    expect(keys.join(' ')).not.toContain(persona('young-family').residentId);
    await client.query<Page>({ query: pageQuery });
    expect(sent).toHaveLength(1);
  });

  it('shows with errorPolicy all what is there beside what a department that is down leaves out', async () => {
    const partial = await startTestGateway({ DEPARTMENT_LAND_URL: 'http://127.0.0.1:9/graphql' });
    try {
      const { client } = apolloOf(partial, token, [new PersistedQueryLink({ sha256 })]);
      const { data, error } = await client.query<Page>({ query: pageQuery, errorPolicy: 'all' });
      expect(data?.me).toMatchObject({ name: persona('young-family').name, realEstateRights: null });
      if (!CombinedGraphQLErrors.is(error)) throw new Error('no errors');
      expect(error.errors).toMatchObject([
        { path: ['me', 'realEstateRights'], extensions: { code: 'SOURCE_DOWN', department: 'land' } },
      ]);
    } finally {
      await partial.stop();
    }
  });

  it('has no error for what is refused, but finds why in the extensions', async () => {
    const open = await startTestGateway();
    try {
      const { client } = apolloOf(open, await tokenOf('young-family', 'L2'));
      const query = gql`
        query Numbers {
          me {
            id
            identityNumbers {
              id
              number
            }
          }
        }
      `;
      let extensions: { yihao?: YihaoExtension } = {};
      client.setLink(
        ApolloLink.from([
          new ApolloLink((operation, forward) => {
            const answers = forward(operation);
            answers.subscribe(({ extensions: found = {} }) => (extensions = found));
            return answers;
          }),
          client.link,
        ]),
      );
      const { data, error } = await client.query<{ me: { identityNumbers: null } }>({ query });
      expect(error).toBeUndefined();
      expect(data?.me.identityNumbers).toBeNull();
      expect(extensions.yihao?.absences).toMatchObject([
        { reason: 'NEEDS_LEVEL', coordinate: 'Citizen.identityNumbers', paths: [['me', 'identityNumbers']] },
      ]);
    } finally {
      await open.stop();
    }
  });
});
