// `npm run grants`: lists bureaus' grants, and requests, approves, suspends, resumes and revokes them.
import { parseArgs } from 'node:util';
import type { Grant } from '../gateway/access/grant.js';
import {
  decideGrant,
  grantTransitions,
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
       npm run grants -- request --bureau B --resources a,b --purposes P --items I --basis "…" --from D --to D [--clear] [--official-required]
       npm run grants -- approve|suspend|resume|revoke ID --by WHO --reason R
       each with [--json] [--database-url postgres://…]`;

/** What is wrong with the command line, in one line. */
class UsageError extends Error {}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const anywhere = { json: flag, 'database-url': text } as const;
const listOptions = { bureau: text } as const;
const requestOptions = {
  ...{ bureau: text, resources: text, purposes: text, items: text, basis: text, from: text, to: text },
  ...{ clear: flag, 'official-required': flag },
} as const;
const decisionOptions = { by: text, reason: text } as const;

interface Command {
  readonly json: boolean;
  readonly databaseUrl: string | undefined;
  run(store: GrantStore): Promise<readonly Grant[]>;
}

function readCommand([name = '', ...args]: string[]): Command {
  if (name === 'list') return listCommand(args);
  if (name === 'request') return requestCommand(args);
  if (isAction(name)) return decisionCommand(name, args);
  throw new UsageError(name === '' ? 'A command is missing.' : 'There is no such command.');
}

function isAction(name: string): name is GrantAction {
  return Object.hasOwn(grantTransitions, name);
}

function listCommand(args: string[]): Command {
  const { bureau, ...rest } = parsing(
    () => parseArgs({ args, options: { ...anywhere, ...listOptions } }).values,
  );
  return {
    ...settings(rest),
    run: async (store) => {
      const { grants } = await store.load();
      return grants.filter((grant) => bureau === undefined || grant.bureau === bureau);
    },
  };
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
  };
  const catalogue = readCatalogue();
  return {
    ...settings(values),
    run: async (store) => [
      await store.change((stored) => requestGrant(stored, terms, { catalogue, now: new Date() })),
    ],
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
    ...settings(values),
    run: async (store) => [
      await store.change((stored) => decideGrant(stored, { ...decision, now: new Date() })),
    ],
  };
}

function settings(values: { json: boolean; 'database-url'?: string | undefined }) {
  const databaseUrl = values['database-url'] ?? process.env['GRANTS_DATABASE_URL'];
  return { json: values.json, databaseUrl };
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

function tableOf(grants: readonly Grant[], today: string): string {
  const header = ['GRANT', 'BUREAU', 'STATE', 'SHOWN', 'OFFICIAL', 'VALID', 'PURPOSES', 'ITEMS', 'RESOURCES'];
  const rows = grants.map((grant) => [
    ...[grant.id, grant.bureau, readGrantState(grant, today), grant.clear ? 'clear' : 'masked'],
    ...[grant.officialRequired ? 'required' : '-', `${grant.validFrom}/${grant.validTo}`],
    ...[grant.purposes, grant.items, grant.resources].map((list) => list.join(',')),
  ]);
  return formatTable([header, ...rows]);
}

async function main(): Promise<void> {
  const command = readCommand(process.argv.slice(2));
  const store = await openGrantStore({ databaseUrl: command.databaseUrl, file: process.env['GRANTS_FILE'] });
  try {
    const today = chinaDay(new Date());
    const grants = await command.run(store);
    const withState = grants.map((grant) => ({ ...grant, state: readGrantState(grant, today) }));
    const output = command.json ? `${JSON.stringify(withState, null, 2)}\n` : tableOf(grants, today);
    process.stdout.write(output);
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
