// A subgraph of somebody else's federation: real HTTP, a real subgraph schema, and a record of what it was asked.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse, type ExecutionResult } from 'graphql';

type Resolvers = NonNullable<
  Exclude<Parameters<typeof buildSubgraphSchema>[0], unknown[] | { kind: 'Document' }>['resolvers']
>;

export interface ForeignSubgraph {
  readonly url: string;
  readonly sdl: string;
  /** Requests so far. */
  readonly asked: { query: string; variables: unknown; headers: IncomingHttpHeaders }[];
  stop(): Promise<void>;
}

/** What goes over the wire. */
export interface Reply {
  readonly status: number;
  readonly body: string;
}

/** What a subgraph replies where it answers so; undefined: it breaks the connection. */
export type Replier = (answer: ExecutionResult) => Reply | undefined;

export const replyInJson: Replier = (answer) => ({ status: 200, body: JSON.stringify(answer) });

/** @param reply for subgraphs that answer otherwise than they should */
export async function startForeignSubgraph(
  sdl: string,
  resolvers: Resolvers,
  reply: Replier = replyInJson,
): Promise<ForeignSubgraph> {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers });
  const asked: ForeignSubgraph['asked'] = [];
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
      asked.push({ query, variables, headers: request.headers });
      const answer = await graphql({ schema, source: query, variableValues: variables });
      const replied = reply(answer);
      if (replied)
        response.writeHead(replied.status, { 'content-type': 'application/json' }).end(replied.body);
      else response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return {
    url: `http://127.0.0.1:${address.port}/graphql`,
    sdl,
    asked,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Supergraph SDL of subgraphs by name. */
export function compose(subgraphs: Record<string, { sdl: string; url: string }>): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(subgraphs).map(([name, { sdl, url }]) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
