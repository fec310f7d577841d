// Process of the bench: every department as an HTTP server that answers from prepared bytes.
//
// Gateways write different texts for the same question, so nothing is prepared ahead: an answer is computed by a real subgraph
// schema when a body is seen first, and kept as bytes by that body. From then on the departments cost every gateway the same.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { benchDepartments, type BenchDepartment } from './departments.js';

/** First message to the parent: address of each department. */
export interface DepartmentsReady {
  readonly urls: Readonly<Record<string, string>>;
}

/** Answer to each message of the parent: what the departments have been asked so far. */
export interface DepartmentCounts {
  readonly requests: number;
  /** Requests whose answer wasn't prepared yet. */
  readonly computed: number;
}

/** A gateway that varies its bodies would fill the memory: beyond this, answers are computed each time, and counted. */
const maxPrepared = 5_000;

const counts = { requests: 0, computed: 0 };

function createDepartment({ sdl, resolvers }: BenchDepartment): Server {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers });
  const prepared = new Map<string, Buffer>();
  const compute = async (body: string): Promise<Buffer> => {
    const { query, variables } = JSON.parse(Buffer.from(body, 'latin1').toString()) as {
      query: string;
      variables?: Record<string, unknown>;
    };
    const answer = Buffer.from(
      JSON.stringify(await graphql({ schema, source: query, variableValues: variables })),
    );
    counts.computed++;
    if (prepared.size < maxPrepared) prepared.set(body, answer);
    return answer;
  };
  const server = createServer((request, response) => {
    void buffer(request).then(async (bytes) => {
      counts.requests++;
      const body = bytes.toString('latin1');
      const answer = prepared.get(body) ?? (await compute(body));
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
        .end(answer);
    });
  });
  // A connection that is closed while a gateway sends on it would count as the gateway's failure.
  server.keepAliveTimeout = 0;
  return server;
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return `http://127.0.0.1:${address.port}/graphql`;
}

const urls: Record<string, string> = {};
for (const [name, department] of Object.entries(benchDepartments))
  urls[name] = await listen(createDepartment(department));
process.on('message', () => process.send?.(counts satisfies DepartmentCounts));
process.once('disconnect', () => process.exit(0));
process.send?.({ urls } satisfies DepartmentsReady);
