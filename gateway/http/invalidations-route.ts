// `POST /internal/invalidations`: a department says that something of its data has changed. For departments alone; a load
// balancer that faces the internet needs not pass it on.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { DepartmentName } from '../../schema/contract/departments.js';
import {
  invalidationHeader,
  maxInvalidationBytes,
  maxInvalidations,
  type Invalidation,
  type InvalidationAnswer,
  type InvalidationBody,
} from '../../schema/contract/invalidation.js';
import { canonicalNumber } from '../../schema/contract/resident-id.js';
import { BadRequest, errorBody, GatewayError, unexpectedError } from '../errors.js';
import { createInvalidationBudget, type SpendInvalidations } from './invalidation-budget.js';
import { readLanguage } from './language.js';
import { parseJson, readBody } from './read-body.js';
import { requestIdOf } from './request-id.js';
import { sendJson, type Route } from './server.js';

export interface InvalidationsRouteOptions {
  /** Who signed this body. @throws GatewayError */
  readonly verify: (signature: string | undefined, body: Uint8Array) => DepartmentName;
  /**
   * Drops the department's own values that the entries name; numbers come in their canonical form.
   * `confirmed`: in every gateway process.
   */
  readonly invalidate: (
    department: DepartmentName,
    entries: readonly Invalidation[],
  ) => Promise<{ readonly confirmed: boolean }>;
  readonly logger: Logger;
}

const maxKeyFields = 8;
const keyValue = z.union([z.string().max(256), z.number()]);

const number = z
  .string()
  .max(64)
  .transform((text, context) => {
    const canonical = canonicalNumber(text);
    if (canonical.ok) return canonical.value;
    context.addIssue('is not a number that a person may have');
    return z.NEVER;
  });

const invalidation = z
  .strictObject({
    citizen: z.strictObject({ number }).exactOptional(),
    type: z
      .strictObject({
        name: z.string().regex(/^[A-Za-z_]\w{0,127}$/),
        key: z
          .record(z.string().regex(/^[A-Za-z_]\w{0,127}$/), keyValue)
          .refine((key) => Object.keys(key).length > 0 && Object.keys(key).length <= maxKeyFields)
          .exactOptional(),
      })
      .exactOptional(),
    resource: z.string().max(128).exactOptional(),
  })
  .refine((entry) => Object.keys(entry).length > 0) satisfies z.ZodType<Invalidation>;

const bodySchema = z.strictObject({
  invalidations: z.array(invalidation).min(1).max(maxInvalidations),
}) satisfies z.ZodType<InvalidationBody>;

export function createInvalidationsRoute(options: InvalidationsRouteOptions): Route {
  const spend = createInvalidationBudget();
  return async function invalidationsRoute(request, response) {
    const requestId = requestIdOf(request);
    const logger = options.logger.child({ requestId });
    response.setHeader('x-request-id', requestId);
    try {
      const answer = await invalidate(request, options, spend, logger);
      sendJson(response, answer.confirmedByAll ? 200 : 202, answer);
    } catch (error) {
      refuse(request, response, error instanceof GatewayError ? error : unexpectedError(error), logger);
    }
  };
}

async function invalidate(
  request: IncomingMessage,
  { verify, invalidate: drop }: InvalidationsRouteOptions,
  spend: SpendInvalidations,
  logger: Logger,
): Promise<InvalidationAnswer> {
  if (request.method !== 'POST')
    throw new BadRequest(405, { zh: '只接受 POST。', en: 'Only POST is accepted.' }, { allow: 'POST' });
  const signature = request.headers[invalidationHeader];
  // Who hasn't signed doesn't get a body read.
  const body = signature === undefined ? Buffer.alloc(0) : await readBody(request, maxInvalidationBytes);
  const department = verify(typeof signature === 'string' ? signature : undefined, body);
  const entries = readEntries(body);
  refuseForeignResources(department, entries);
  spend(department, entries.length);
  const { confirmed } = await drop(department, entries);
  logger.info({ department, entries: entries.length, confirmed }, 'invalidation');
  return { dropped: entries.length, confirmedByAll: confirmed };
}

function readEntries(body: Buffer): readonly Invalidation[] {
  const parsed = bodySchema.safeParse(parseJson(body));
  if (parsed.success) return parsed.data.invalidations;
  const place = placeOf(parsed.error);
  throw new BadRequest(400, {
    zh: `请求体的 ${place} 不符合约定：须为 { invalidations: [{ citizen?, type?, resource? }] }，至多 ${maxInvalidations} 项，每项至少一个成员。`,
    en: `The body is wrong at ${place}: it must be { invalidations: [{ citizen?, type?, resource? }] } with at most ${maxInvalidations} entries, each with a member at least.`,
  });
}

/** Without what is the sender's own, which could be anybody's number: the names of key fields. */
function placeOf({ issues: [issue] }: z.ZodError): string {
  const path = issue?.path ?? [];
  const own = path.indexOf('key');
  return (own === -1 ? path : path.slice(0, own + 1)).join('.') || 'its root';
}

function refuseForeignResources(department: DepartmentName, entries: readonly Invalidation[]): void {
  const index = entries.findIndex(
    ({ resource }) => resource !== undefined && !resource.startsWith(`${department}.`),
  );
  if (index === -1) return;
  throw new GatewayError('FORBIDDEN', 403, {
    zh: `第 ${index} 项（从 0 起）的资源不属于 ${department}：部门只能使自己的资源失效。`,
    en: `Entry ${index} (counted from 0) names a resource that isn't ${department}'s: a department invalidates its own alone.`,
  });
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: GatewayError,
  logger: Logger,
): void {
  const log = refusal.httpStatus >= 500 ? logger.error.bind(logger) : logger.warn.bind(logger);
  log({ code: refusal.code, detail: refusal.detail }, 'invalidation refused');
  for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value);
  // Without this a sender that is refused could go on sending its body for as long as it likes.
  if (!request.complete) response.setHeader('connection', 'close');
  sendJson(
    response,
    refusal.httpStatus,
    errorBody(refusal, readLanguage(request.headers['accept-language'])),
  );
}
