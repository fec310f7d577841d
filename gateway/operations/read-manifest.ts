// Reads a manifest of registered operations: the format in which Apollo's tools write them, version 1.
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** An operation that clients ask by the hash of its text. */
export interface RegisteredOperation {
  /** SHA-256 of `body` in UTF-8, hexadecimal. */
  readonly id: string;
  readonly name: string;
  readonly type: 'query' | 'mutation';
  /** The document, with its fragments. */
  readonly body: string;
}

/** A manifest that isn't taken, none of it. */
export class BadManifest extends Error {
  override name = 'BadManifest';
  constructor(
    readonly reason: string,
    /** Undefined where the file itself is wrong. */
    readonly operation?: string,
  ) {
    super(operation === undefined ? reason : `operation ${operation}: ${reason}`);
  }
}

/** The registered operations of this project have 16 KB; a front end with a thousand of them has some 2 MB. */
export const maxManifestBytes = 4_194_304;

const manifest = z.object({
  format: z.literal('apollo-persisted-query-manifest', 'should be apollo-persisted-query-manifest'),
  version: z.literal(1, 'should be 1'),
  operations: z.array(
    z.object({
      id: z.string().regex(/^[0-9a-f]{64}$/, 'should be a SHA-256 in 64 small hexadecimal digits'),
      name: z.string().regex(/^[_A-Za-z]\w{0,127}$/, 'should be the name of the operation'),
      type: z.enum(['query', 'mutation'], 'should be query or mutation'),
      body: z.string('should be the text of the operation'),
    }),
  ),
});

/** @throws BadManifest */
export function readManifest(text: string): readonly RegisteredOperation[] {
  const parsed = manifest.safeParse(parseJson(text));
  if (!parsed.success) throw misfit(parsed.error);
  const bodies = new Map<string, string>();
  for (const { id, name, body } of parsed.data.operations) {
    const other = bodies.get(id);
    if (other !== undefined && other !== body)
      throw new BadManifest('its id stands before another body too', name);
    if (createHash('sha256').update(body).digest('hex') !== id)
      throw new BadManifest('its id is not the SHA-256 of its body', name);
    bodies.set(id, body);
  }
  return parsed.data.operations;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BadManifest('it is not JSON');
  }
}

function misfit({ issues: [issue] }: z.ZodError): BadManifest {
  const [list, index, ...rest] = issue?.path ?? [];
  const reason = issue?.message ?? 'it is no manifest';
  if (list === 'operations' && typeof index === 'number')
    return new BadManifest(`${rest.join('.')} ${reason}`.trim(), `${index} (counted from 0)`);
  return new BadManifest(`${String(list ?? 'it')} ${reason}`);
}
