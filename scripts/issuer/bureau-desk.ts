// Lets the explorer ask as an official of a development bureau: its token, and its signature under each request.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { signRequest } from '../bureau/sign-request.js';
import type { DevelopmentBureau } from '../development-bureaus.js';
import { loginBureau } from './login-bureau.js';

export interface BureauDeskOptions {
  /** The issuer's own address. */
  readonly url: string;
  /** The gateway's. */
  readonly audience: string;
  readonly bureaus: readonly DevelopmentBureau[];
  /** Of the gateways' pages; nobody else is answered. */
  readonly origins: ReadonlySet<string>;
}

export type BureauDesk = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const official = z.strictObject({ id: z.string(), post: z.string(), terminal: z.string() });
const tokenRequest = z.strictObject({ client: z.string() });
const signatureRequest = z.strictObject({
  client: z.string(),
  purpose: z.string(),
  item: z.string(),
  caseNumber: z.string(),
  official: official.optional(),
  /** The HTTP body as it will be sent. */
  body: z.string(),
});

/** A request that can't be carried out, with what is wrong in one line. */
class BadDeskRequest extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** More than the gateway takes, and JSON around it. */
const maxBodyBytes = 262_144;

/**
 * Answers below `/development/`: `GET bureaus`, `POST bureau-token`, `POST request-object`. The keys are no secret, but a page
 * that somebody visits meanwhile must not ask in a bureau's name from inside the browser: whoever is of no gateway's origin
 * gets nothing (CORS protocol of the Fetch standard; JSON, so that there is a preflight).
 */
export function createBureauDesk(options: BureauDeskOptions): BureauDesk {
  return async (request, response) => {
    const { origin } = request.headers;
    if (origin === undefined || !options.origins.has(origin))
      return answer(response, 403, { error: 'This is for pages of the gateways that the issuer knows.' });
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('vary', 'Origin');
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-methods', 'GET, POST');
      response.setHeader('access-control-allow-headers', 'content-type');
      response.writeHead(204).end();
      return;
    }
    try {
      answer(response, 200, await carryOut(request, options));
    } catch (error) {
      const status = error instanceof BadDeskRequest ? error.status : 502;
      answer(response, status, { error: error instanceof Error ? error.message : String(error) });
    }
  };
}

async function carryOut(request: IncomingMessage, options: BureauDeskOptions): Promise<object> {
  switch (`${request.method} ${request.url}`) {
    case 'GET /development/bureaus':
      return options.bureaus.map(describeBureau);
    case 'POST /development/bureau-token': {
      const { client } = await readJson(request, tokenRequest);
      return loginBureau(options.url, loginOf(client, options));
    }
    case 'POST /development/request-object': {
      const { official: person, ...statement } = await readJson(request, signatureRequest);
      const login = loginOf(statement.client, options);
      const stated = {
        ...statement,
        ...login,
        audience: options.audience,
        ...(person && { official: person }),
      };
      return { requestObject: await signRequest(stated) };
    }
    default:
      throw new BadDeskRequest(404, 'There is no such address at the desk.');
  }
}

function describeBureau({ bureau, grants }: DevelopmentBureau): object {
  return {
    client: bureau.client,
    name: bureau.name,
    grants: grants.map(({ id, status, purposes, items, clear, officialRequired, validTo }) => ({
      ...{ id, status, purposes, items, clear, officialRequired, validTo },
    })),
  };
}

function loginOf(client: string, { bureaus }: BureauDeskOptions) {
  const found = bureaus.find(({ bureau }) => bureau.client === client);
  if (!found) throw new BadDeskRequest(404, 'There is no such bureau in the development city.');
  return { client, privateJwk: found.privateJwk };
}

async function readJson<T>(request: IncomingMessage, shape: z.ZodType<T>): Promise<T> {
  if (request.headers['content-type'] !== 'application/json')
    throw new BadDeskRequest(415, 'Content-Type must be application/json.');
  // Also refuses a body of unknown length: every browser announces it.
  const announced = Number(request.headers['content-length']);
  if (!(announced <= maxBodyBytes)) throw new BadDeskRequest(413, 'The body is too large.');
  const parsed = shape.safeParse(parseJson(await text(request)));
  if (parsed.success) return parsed.data;
  throw new BadDeskRequest(400, z.prettifyError(parsed.error).replaceAll('\n', '; '));
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, value: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(value));
}
