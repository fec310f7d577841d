// Process of the bench: ApolloGateway behind Apollo Server as its documentation sets it up, with executor and data source unchanged.
//
//   node stock-gateway.js SUPERGRAPH PORT
//
// Apollo Server is called from a bare node:http server, which costs less than the Express integration.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer, HeaderMap } from '@apollo/server';

interface Context {
  readonly authorization?: string | undefined;
}

const [, , supergraphFile = '', port = ''] = process.argv;

const apollo = new ApolloServer<Context>({
  gateway: new ApolloGateway({
    supergraphSdl: readFileSync(supergraphFile, 'utf8'),
    buildService: ({ url }) =>
      new RemoteGraphQLDataSource<Context>({
        ...(url !== undefined && { url }),
        willSendRequest({ request, context }) {
          const { authorization } = context as Context;
          if (authorization !== undefined) request.http?.headers.set('authorization', authorization);
        },
      }),
  }),
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string') headers.set(name, value);
  const body: unknown = JSON.parse(await text(request));
  const { authorization } = request.headers;
  const result = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: request.method ?? '', headers, search: '', body },
    context: async () => ({ authorization }),
  });
  if (result.body.kind !== 'complete') throw new Error('incremental delivery was not asked for');
  for (const [name, value] of result.headers) response.setHeader(name, value);
  response.writeHead(result.status ?? 200).end(result.body.string);
}

await apollo.start();
const server = createServer((request, response) => void answer(request, response));
server.keepAliveTimeout = 0;
server.listen(Number(port), '127.0.0.1');
process.once('disconnect', () => process.exit(0));
