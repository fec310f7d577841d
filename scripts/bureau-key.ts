// `npm run bureau-key`: makes a bureau's key pair, keeps the private key and prints the public one, which is to be registered; with
// `--pem` writes the private key that there is as other programs read it.
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { writeBureauKey, writeBureauPem } from './bureau/bureau-key-file.js';
import { loadBureauLogin } from './bureau/load-bureau-login.js';
import { developmentBureaus } from './development-bureaus.js';

const usage =
  'Usage: npm run --silent bureau-key -- <client name: 2 to 32 lower-case letters, digits, hyphens> [--pem]';

class UsageError extends Error {}

/** Ed25519 (RFC 8037); the key id is the key's thumbprint (RFC 7638), so no two keys share one. */
async function makeKeyPair(): Promise<{ privateJwk: JWK; publicJwk: JWK }> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const numbers = await exportJWK(privateKey);
  const privateJwk = { ...numbers, kid: await calculateJwkThumbprint(numbers), use: 'sig', alg: 'EdDSA' };
  const { d: _private, ...publicJwk } = privateJwk;
  return { privateJwk, publicJwk };
}

/** What is printed: the new public key, or with `--pem` the id of the private key that was written. */
async function run(args: string[]): Promise<string> {
  const [client = '', ...rest] = args.filter((arg) => arg !== '--pem');
  if (client === '' || client.startsWith('-') || rest.length > 0) throw new UsageError();
  return args.includes('--pem') ? exportKey(client) : JSON.stringify(await makeKey(client));
}

async function exportKey(client: string): Promise<string> {
  const { privateJwk } = await loadBureauLogin(client);
  await writeBureauPem(client, privateJwk);
  return privateJwk.kid ?? '';
}

async function makeKey(client: string): Promise<JWK> {
  if (developmentBureaus.some(({ bureau }) => bureau.client === client)) {
    throw new Error(
      `${client} is a bureau of the development city, whose key is known: choose another name.`,
    );
  }
  const { privateJwk, publicJwk } = await makeKeyPair();
  await writeBureauKey(client, privateJwk);
  return publicJwk;
}

async function main(args: string[]): Promise<void> {
  try {
    process.stdout.write(`${await run(args)}\n`);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${isUsage ? usage : message.replaceAll('\n', ' ')}\n`);
    process.exitCode = isUsage ? 2 : 1;
  }
}

await main(process.argv.slice(2));
