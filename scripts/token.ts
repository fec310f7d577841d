// Command line that prints a bearer token, and nothing else, for trying the gateway out.
import { parseArgs } from 'node:util';
import { loadBureauLogin } from './bureau/load-bureau-login.js';
import { loginBureau } from './issuer/login-bureau.js';
import { loginCitizen } from './issuer/login.js';
import { isRealNameLevel } from './issuer/persona.js';

const usage =
  'Usage: npm run --silent token -- citizen [persona or resident ID] [--level L1|L2|L3|L4] | bureau [client]';

class UsageError extends Error {}

type Command = (issuerUrl: string, args: string[]) => Promise<string>;

/** Who the token is for → how to get it. */
const commands: Record<string, Command> = { citizen: citizenToken, bureau: bureauToken };

async function citizenToken(issuerUrl: string, args: string[]): Promise<string> {
  const { who, level } = parseCitizenArgs(args);
  if (level !== undefined && !isRealNameLevel(level)) throw new UsageError();
  const { accessToken } = await loginCitizen(issuerUrl, {
    ...(who === undefined ? {} : { who }),
    ...(level === undefined ? {} : { level }),
  });
  return accessToken;
}

async function bureauToken(issuerUrl: string, [client, ...rest]: string[]): Promise<string> {
  if (rest.length > 0 || client?.startsWith('-')) throw new UsageError();
  const { accessToken } = await loginBureau(issuerUrl, await loadBureauLogin(client));
  return accessToken;
}

function parseCitizenArgs(args: string[]): { who: string | undefined; level: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { level: { type: 'string' } },
    });
    const [who, ...rest] = positionals;
    if (rest.length > 0) throw new UsageError();
    return { who, level: values.level };
  } catch (cause) {
    throw new UsageError(undefined, { cause });
  }
}

async function main([name = '', ...args]: string[]): Promise<void> {
  const issuerUrl = process.env['OIDC_ISSUER'] ?? 'http://127.0.0.1:4001';
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) throw new UsageError();
    process.stdout.write(`${await command(issuerUrl, args)}\n`);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${isUsage ? usage : message.replaceAll('\n', ' ')}\n`);
    process.exitCode = isUsage ? 2 : 1;
  }
}

await main(process.argv.slice(2));
