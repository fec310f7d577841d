// What the verification is told: who asks, from the environment; for what and about whom, from the command line.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Misuse } from './stop.js';

export interface Bureau {
  /** Client id at the issuer. */
  readonly client: string;
  readonly key: KeyObject;
  /** `kid` that the public half is registered under. */
  readonly keyId: string;
  readonly algorithm: 'EdDSA' | 'ES256';
}

/** What every request object states, besides the case. */
export interface Statement {
  readonly purpose: string;
  readonly item: string;
  readonly official?: { readonly id: string; readonly post: string; readonly terminal: string };
}

export interface Settings {
  readonly gatewayUrl: string;
  readonly issuerUrl: string;
  readonly audience: string;
  readonly bureau: Bureau;
  readonly statement: Statement;
  /** Case number (案号) of the rows that have none. */
  readonly caseNumber: string | undefined;
  readonly inputFile: string;
  readonly outputFile: string;
}

export const usage = `Usage: npm run --silent verify-applicants -- --purpose P --item I [--case C]
         [--official-id O --official-post P --official-terminal T] INPUT.csv OUTPUT.csv
Environment: BUREAU_CLIENT, BUREAU_KEY (PEM file), BUREAU_KEY_ID; GATEWAY_URL, OIDC_ISSUER, OIDC_AUDIENCE for another city.`;

type Environment = Readonly<Record<string, string | undefined>>;

const text = { type: 'string' } as const;

/** @throws Misuse */
export function readSettings(args: string[], environment: Environment): Settings {
  const { values, positionals } = parse(args);
  const [inputFile, outputFile, ...more] = positionals;
  const { purpose, item, case: caseNumber } = values;
  if (!purpose || !item || !inputFile || !outputFile || more.length > 0) throw new Misuse(usage);
  const official = readOfficial(values['official-id'], values['official-post'], values['official-terminal']);
  return {
    gatewayUrl: environment['GATEWAY_URL'] ?? 'http://127.0.0.1:4000',
    issuerUrl: environment['OIDC_ISSUER'] ?? 'http://127.0.0.1:4001',
    audience: environment['OIDC_AUDIENCE'] ?? 'urn:yihao:gateway',
    bureau: readBureau(environment),
    statement: { purpose, item, ...(official && { official }) },
    caseNumber,
    inputFile,
    outputFile,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...{ purpose: text, item: text, case: text },
        ...{ 'official-id': text, 'official-post': text, 'official-terminal': text },
      },
    });
  } catch {
    throw new Misuse(usage);
  }
}

/** All three or none. */
function readOfficial(id?: string, post?: string, terminal?: string): Statement['official'] {
  if (!id && !post && !terminal) return undefined;
  if (!id || !post || !terminal) throw new Misuse(usage);
  return { id, post, terminal };
}

function readBureau(environment: Environment): Bureau {
  const needed = (name: string): string => {
    const value = environment[name];
    if (!value) throw new Misuse(`${name} is not set.\n${usage}`);
    return value;
  };
  const file = needed('BUREAU_KEY');
  const key = readKey(file);
  return {
    client: needed('BUREAU_CLIENT'),
    key,
    keyId: needed('BUREAU_KEY_ID'),
    algorithm: algorithmOf(key, file),
  };
}

function readKey(file: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(file));
  } catch {
    // Without the cause, which may repeat a part of the key.
    throw new Misuse(`BUREAU_KEY: ${file} is no private key in PEM (PKCS#8).`);
  }
}

function algorithmOf(key: KeyObject, file: string): Bureau['algorithm'] {
  if (key.asymmetricKeyType === 'ed25519') return 'EdDSA';
  if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return 'ES256';
  throw new Misuse(`BUREAU_KEY: ${file} is neither an Ed25519 nor a P-256 key.`);
}
