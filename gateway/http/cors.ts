// Cross-origin requests (Fetch standard, CORS protocol): an exact list of origins, nothing else.
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Sets the headers for an origin on the list; true when the request was a preflight and is answered. */
export function answerCors(
  request: IncomingMessage,
  response: ServerResponse,
  origins: readonly string[],
): boolean {
  const { origin } = request.headers;
  response.setHeader('vary', 'Origin');
  const allowed = origin !== undefined && origins.includes(origin);
  if (allowed) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', 'retry-after, x-request-id');
  }
  if (request.method !== 'OPTIONS') return false;
  if (allowed) {
    response.setHeader('access-control-allow-methods', 'GET, POST');
    response.setHeader(
      'access-control-allow-headers',
      'authorization, cache-control, content-type, apollo-require-preflight, x-request-id, x-client-name, x-client-version, x-plan, x-refusals',
    );
    response.setHeader('access-control-max-age', '600');
  }
  response.writeHead(204).end();
  return true;
}
