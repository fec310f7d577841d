// A supergraph that changes while it is asked: no request fails, none is answered by two of them, and a bad one changes nothing.
import { mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGateway, type Gateway } from '../../gateway/app.js';
import { readConfig } from '../../gateway/config.js';
import { createLogger } from '../../gateway/observability/logger.js';
import { compose, startForeignSubgraph, type ForeignSubgraph } from '../support/foreign-subgraph.js';

const prelude =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])';

/** Every service of an edition says which one it is of. */
async function startEdition(edition: string): Promise<ForeignSubgraph[]> {
  const book = { id: '1' };
  return Promise.all([
    startForeignSubgraph(
      `${prelude} type Query { book: Book } type Book @key(fields: "id") { id: ID! title: String }`,
      {
        Query: { book: () => ({ ...book, title: `title of ${edition}` }) },
      },
    ),
    startForeignSubgraph(
      `${prelude} type Book @key(fields: "id") { id: ID! price: String ${edition}: String }`,
      {
        Book: { __resolveReference: () => ({ ...book, price: `price of ${edition}`, [edition]: edition }) },
      },
    ),
  ]);
}

describe('a supergraph that changes', () => {
  let editions: Map<string, ForeignSubgraph[]>;
  let gateway: Gateway;
  let file: string;

  const sdlOf = (edition: string): string => {
    const [books, prices] = editions.get(edition) ?? [];
    if (!books || !prices) throw new Error(`no edition ${edition}`);
    return compose({ books, prices });
  };
  const replace = async (sdl: string): Promise<void> => {
    writeFileSync(`${file}.new`, sdl);
    renameSync(`${file}.new`, file);
    await gateway.reload();
  };
  const ask = async (query: string) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as {
      data?: { book: Record<string, string> };
      errors?: { message: string }[];
    };
  };

  beforeAll(async () => {
    editions = new Map([
      ['first', await startEdition('first')],
      ['second', await startEdition('second')],
    ]);
    file = join(mkdtempSync(join(tmpdir(), 'yihao-reload-')), 'supergraph.graphql');
    writeFileSync(file, sdlOf('first'));
    gateway = await startGateway(
      readConfig({ ACCESS: 'open', PORT: '0', SUPERGRAPH: file }),
      createLogger('silent'),
    );
  });
  afterAll(async () => {
    await gateway.stop();
    await Promise.all([...editions.values()].flat().map((subgraph) => subgraph.stop()));
  });

  it('is answered by one edition at a time, without a failed request', async () => {
    const wrong: unknown[] = [];
    const seen = new Set<string>();
    let running = true;
    const clients = Array.from({ length: 4 }, async () => {
      while (running) {
        const { data, errors } = await ask('{ book { title price } }');
        const titleOf = data?.book['title']?.replace('title of ', '') ?? '';
        const priceOf = data?.book['price']?.replace('price of ', '');
        seen.add(titleOf);
        if (errors || titleOf !== priceOf) wrong.push({ data, errors });
      }
    });
    for (const edition of ['second', 'first', 'second']) await replace(sdlOf(edition));
    running = false;
    await Promise.all(clients);
    expect(wrong).toEqual([]);
    expect(seen).toEqual(new Set(['first', 'second']));
    expect((await ask('{ book { second } }')).data).toEqual({ book: { second: 'second' } });
    expect((await ask('{ book { first } }')).errors?.[0]?.message).toMatch(/first/);
  }, 60_000);

  it.each([
    ['that is no SDL', 'type Query {'],
    ['that is none of a federation', 'type Query { book: String }'],
    ['with a link that nobody here implements', 'LINK'],
  ])('%s is refused, and the one before goes on', async (_what, text) => {
    const link = 'schema @link(url: "https://example.com/unknown/v1.0", for: SECURITY)';
    await replace(text === 'LINK' ? sdlOf('second').replace(/^schema/m, link) : text);
    expect((await ask('{ book { title } }')).data?.book['title']).toBe('title of second');
  });
});
