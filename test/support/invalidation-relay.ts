// Stands between the shared city's departments, which start first, and the gateways that tests start: like a load balancer, but
// each of these gateways caches for itself, so all of them are told.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { invalidationHeader, invalidationPath } from '../../schema/contract/invalidation.js';

export interface InvalidationRelay {
  /** Departments POST to it; a gateway that tells its address by PUT hears of it, until it does so by DELETE. */
  readonly url: string;
  stop(): Promise<void>;
}

export async function startInvalidationRelay(): Promise<InvalidationRelay> {
  const gateways = new Set<string>();
  const answer = async (request: IncomingMessage): Promise<number> => {
    const body = await textOf(request);
    if (request.method === 'PUT') gateways.add(body);
    if (request.method === 'DELETE') gateways.delete(body);
    if (request.method !== 'POST') return 204;
    const header = String(request.headers[invalidationHeader] ?? '');
    const statuses = await Promise.all([...gateways].map((gateway) => pass(gateway, header, body)));
    return Math.max(200, ...statuses);
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (status) => response.writeHead(status).end(),
      () => response.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** One that is just stopping needs not hear. */
async function pass(gateway: string, signature: string, body: string): Promise<number> {
  try {
    const response = await fetch(gateway + invalidationPath, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [invalidationHeader]: signature },
      body,
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 200;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
