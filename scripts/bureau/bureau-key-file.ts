// Where a bureau that develops against the city keeps its private key: `.yihao/bureaus/<client>.jwk`, for its owner's eyes alone.
import { createPrivateKey } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JWK } from 'jose';
import { z } from 'zod';
import { clientNamePattern } from '../../gateway/access/client-name.js';
import { systemErrorCode } from '../../gateway/access/system-error.js';

const privateKey = z.looseObject({ kty: z.string(), kid: z.string(), d: z.string() });

/** @throws Error in one line for a name that could leave the folder */
function fileOf(client: string, extension: 'jwk' | 'pem' = 'jwk'): string {
  if (!clientNamePattern.test(client)) {
    throw new Error('A client name has 2 to 32 lower-case letters, digits and hyphens.');
  }
  return join('.yihao', 'bureaus', `${client}.${extension}`);
}

/** @throws Error in one line when there is a key already: whoever registered it could not log in any more */
export async function writeBureauKey(client: string, privateJwk: JWK): Promise<void> {
  const file = fileOf(client);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    await writeFile(file, `${JSON.stringify(privateJwk)}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
    throw new Error(`${file} holds a key already; remove it first if nobody uses it.`, { cause: error });
  }
}

/** The same key as PKCS#8 in PEM (RFC 5958, RFC 7468) beside it, which has no place for the key's id. */
export async function writeBureauPem(client: string, privateJwk: JWK): Promise<void> {
  const file = fileOf(client, 'pem');
  const pem = createPrivateKey({ key: privateJwk, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' });
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await rm(file, { force: true });
  await writeFile(file, pem, { mode: 0o600, flag: 'wx' });
}

/** Undefined when the bureau has none. @throws Error in one line that doesn't repeat the key */
export async function loadBureauKey(client: string): Promise<JWK | undefined> {
  const file = fileOf(client);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : parsePrivateKey(text, file);
}

function parsePrivateKey(text: string, file: string): JWK {
  try {
    return privateKey.parse(JSON.parse(text));
  } catch {
    // Without the cause, which repeats a part of the key.
    throw new Error(`${file} holds no private key as "npm run bureau-key" writes it.`);
  }
}
