// `npm run grants`: registers bureaus, lists their grants, and requests, approves, suspends, resumes and revokes them.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Bureau, Grant } from '../gateway/access/grant.js';
import {
  decideGrant,
  grantTransitions,
  registerBureau,
  requestGrant,
  type GrantAction,
} from '../gateway/access/grant-changes.js';
import { readGrantState } from '../gateway/access/grant-state.js';
import type { GrantStore } from '../gateway/access/grant-store.js';
import { openGrantStore } from '../gateway/access/open-grant-store.js';
import { readCatalogue } from '../schema/catalogue/read-catalogue.js';
import { chinaDay } from '../schema/contract/calendar.js';
import { formatTable } from './format-table.js';

const usage = `Usage: npm run grants -- list [--bureau B]
       npm run grants -- register --bureau B --name-zh N --name-en N --credit-code C --key JWK|@FILE
       npm run grants -- request --bureau B --resources a,b --purposes P --items I --basis "…" --from D --to D [--clear] [--official-required] [--live]
       npm run grants -- approve|suspend|resume|revoke ID --by WHO --reason R
       each with [--json] [--database-url postgres://…]`;

/** What is wrong with the command line, in one line. */
class UsageError extends Error {}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const anywhere = { json: flag, 'database-url': text } as const;
const listOptions = { bureau: text } as const;
const registerOptions = {
  ...{ bureau: text, 'name-zh': text, 'name-en': text, 'credit-code': text, key: text },
} as const;
const requestOptions = {
  ...{ bureau: text, resources: text, purposes: text, items: text, basis: text, from: text, to: text },
  ...{ clear: flag, 'official-required': flag, live: flag },
} as const;
const decisionOptions = { by: text, reason: text } as const;

interface Command {
  readonly databaseUrl: string | undefined;
  /** What it prints. */
  run(store: GrantStore): Promise<string>;
}

function readCommand([name = '', ...args]: string[]): Command {
  if (name === 'list') return listCommand(args);
  if (name === 'register') return registerCommand(args);
  if (name === 'request') return requestCommand(args);
  if (isAction(name)) return decisionCommand(name, args);
  throw new UsageError(name === '' ? 'A command is missing.' : 'There is no such command.');
}

function isAction(name: string): name is GrantAction {
  return Object.hasOwn(grantTransitions, name);
}

function listCommand(args: string[]): Command {
  const { bureau, json, ...rest } = parsing(
    () => parseArgs({ args, options: { ...anywhere, ...listOptions } }).values,
  );
  return {
    databaseUrl: databaseUrlOf(rest),
    run: async (store) => {
      const { grants } = await store.load();
      return describeGrants(
        grants.filter((grant) => bureau === undefined || grant.bureau === bureau),
        json,
      );
    },
  };
}

function registerCommand(args: string[]): Command {
  const values = parsing(() => parseArgs({ args, options: { ...anywhere, ...registerOptions } }).values);
  const application = {
    client: given('--bureau', values.bureau),
    name: { zh: given('--name-zh', values['name-zh']), en: given('--name-en', values['name-en']) },
    creditCode: given('--credit-code', values['credit-code']),
    key: readKey(given('--key', values.key)),
  };
  return {
    databaseUrl: databaseUrlOf(values),
    run: async (store) =>
      describeBureau(await store.change((stored) => registerBureau(stored, application)), values.json),
  };
}

/** The JWK itself, or `@` and the file that holds it. */
function readKey(value: string): unknown {
  const json = value.startsWith('@') ? readFileSync(value.slice(1), 'utf8') : value;
  try {
    return JSON.parse(json);
  } catch {
    // Without the cause, which repeats a part of what may be a private key.
    throw new Error('The key is no JSON Web Key: give its JSON, or @ and the file that holds it.');
  }
}

function requestCommand(args: string[]): Command {
  const values = parsing(() => parseArgs({ args, options: { ...anywhere, ...requestOptions } }).values);
  const terms = {
    bureau: given('--bureau', values.bureau),
    resources: listOf(given('--resources', values.resources)),
    purposes: listOf(given('--purposes', values.purposes)),
    items: listOf(given('--items', values.items)),
    legalBasis: given('--basis', values.basis),
    validFrom: given('--from', values.from),
    validTo: given('--to', values.to),
    clear: values.clear,
    officialRequired: values['official-required'],
    live: values.live,
  };
  const catalogue = readCatalogue();
  return {
    databaseUrl: databaseUrlOf(values),
    run: async (store) => {
      const now = new Date();
      const grant = await store.change((stored) => requestGrant(stored, terms, { catalogue, now }));
      return describeGrants([grant], values.json);
    },
  };
}

function decisionCommand(action: GrantAction, args: string[]): Command {
  const { values, positionals } = parsing(() =>
    parseArgs({ args, allowPositionals: true, options: { ...anywhere, ...decisionOptions } }),
  );
  const [id, ...more] = positionals;
  if (more.length > 0) throw new UsageError('One grant at a time.');
  const decision = {
    action,
    id: given('The id of a grant', id),
    by: given('--by', values.by),
    reason: given('--reason', values.reason),
  };
  return {
    databaseUrl: databaseUrlOf(values),
    run: async (store) => {
      const grant = await store.change((stored) => decideGrant(stored, { ...decision, now: new Date() }));
      return describeGrants([grant], values.json);
    },
  };
}

function databaseUrlOf(values: { 'database-url'?: string | undefined }): string | undefined {
  return values['database-url'] ?? process.env['GRANTS_DATABASE_URL'];
}

function parsing<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split('\n')[0] : String(error));
  }
}

function given(name: string, value: string | undefined): string {
  if (value === undefined) throw new UsageError(`${name} is missing.`);
  return value;
}

function listOf(value: string): string[] {
  return value.split(/[\s,]+/).filter((entry) => entry !== '');
}

function describeBureau(bureau: Bureau, json: boolean): string {
  if (json) return `${JSON.stringify(bureau, null, 2)}\n`;
  const { client, name, creditCode, keys } = bureau;
  return formatTable([
    ['BUREAU', 'NAME', 'CREDIT CODE', 'KEYS'],
    [client, name.zh, creditCode, keys.map(({ kid }) => String(kid)).join(',')],
  ]);
}

function describeGrants(grants: readonly Grant[], json: boolean): string {
  const today = chinaDay(new Date());
  const withState = grants.map((grant) => ({ ...grant, state: readGrantState(grant, today) }));
  return json ? `${JSON.stringify(withState, null, 2)}\n` : tableOf(grants, today);
}

function tableOf(grants: readonly Grant[], today: string): string {
  const header = [
    'GRANT',
    'BUREAU',
    'STATE',
    'SHOWN',
    'OFFICIAL',
    'FRESHNESS',
    'VALID',
    'PURPOSES',
    'ITEMS',
    'RESOURCES',
  ];
  const rows = grants.map((grant) => [
    ...[grant.id, grant.bureau, readGrantState(grant, today), grant.clear ? 'clear' : 'masked'],
    ...[grant.officialRequired ? 'required' : '-', grant.live ? 'live' : 'kept'],
    `${grant.validFrom}/${grant.validTo}`,
    ...[grant.purposes, grant.items, grant.resources].map((list) => list.join(',')),
  ]);
  return formatTable([header, ...rows]);
}

async function main(): Promise<void> {
  const command = readCommand(process.argv.slice(2));
  const store = await openGrantStore({ databaseUrl: command.databaseUrl, file: process.env['GRANTS_FILE'] });
  try {
    process.stdout.write(await command.run(store));
  } finally {
    await store.close();
  }
}

function fail(error: unknown): void {
  const isUsage = error instanceof UsageError;
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`yihao: ${reason.replaceAll('\n', '; ')}\n${isUsage ? `${usage}\n` : ''}`);
  process.exitCode = isUsage ? 2 : 1;
}

await main().catch(fail);
