// Command line that signs the request object of a bureau over the HTTP body on its standard input.
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import type { Official } from '../schema/contract/request-object.js';
import { loadBureauLogin } from './bureau/load-bureau-login.js';
import { signRequest } from './bureau/sign-request.js';
import { audience } from './city/audience.js';

const usage =
  'Usage: npm run --silent request-object -- [client] --purpose P --item I --case C ' +
  '[--official-id O --official-post P --official-terminal T] < body (send these bytes: curl --data-binary)';

class UsageError extends Error {}

interface Statement {
  client: string | undefined;
  purpose: string;
  item: string;
  caseNumber: string;
  official?: Official;
}

const text = { type: 'string' } as const;

function parseStatement(args: string[]): Statement {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...{ purpose: text, item: text, case: text },
      ...{ 'official-id': text, 'official-post': text, 'official-terminal': text },
    },
  });
  const [client, ...rest] = positionals;
  const { purpose, item, case: caseNumber } = values;
  if (!purpose || !item || !caseNumber || rest.length > 0) throw new UsageError();
  const official = officialOf(values['official-id'], values['official-post'], values['official-terminal']);
  return { client, purpose, item, caseNumber, ...(official && { official }) };
}

/** All three or none: a look-up that somebody is answerable for says who, in which post and where. */
function officialOf(id?: string, post?: string, terminal?: string): Official | undefined {
  if (!id && !post && !terminal) return undefined;
  if (!id || !post || !terminal) throw new UsageError();
  return { id, post, terminal };
}

async function signStandardInput({ client, ...statement }: Statement): Promise<string> {
  const login = await loadBureauLogin(client);
  const body = await buffer(process.stdin);
  if (body.length === 0) throw new Error('No body on standard input.');
  return signRequest({
    ...statement,
    ...login,
    audience: process.env['OIDC_AUDIENCE'] ?? audience,
    body,
  });
}

async function main(args: string[]): Promise<void> {
  try {
    process.stdout.write(`${await signStandardInput(parseStatement(args))}\n`);
  } catch (error) {
    const isUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error);
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${isUsage ? usage : message.replaceAll('\n', ' ')}\n`);
    process.exitCode = isUsage ? 2 : 1;
  }
}

await main(process.argv.slice(2));
