// `npm run catalogue`: which bureau may look at which resource today, and how.
import { parseArgs } from 'node:util';
import type { Grant } from '../gateway/access/grant.js';
import { readGrantState, type GrantState } from '../gateway/access/grant-state.js';
import { openGrantStore } from '../gateway/access/open-grant-store.js';
import type { StoredGrants } from '../gateway/access/stored-grants.js';
import type { CatalogueResource } from '../schema/catalogue/catalogue-resource.js';
import { readCatalogue, structuralResource } from '../schema/catalogue/read-catalogue.js';
import { chinaDay } from '../schema/contract/calendar.js';
import { formatTable } from './format-table.js';

const usage = 'Usage: npm run catalogue -- [--json] [--database-url postgres://…]';

/** What is wrong with the command line, in one line. */
class UsageError extends Error {}

interface Access {
  /** `clear`, `masked`, the state of the grant that comes nearest, or `-`. */
  readonly shown: string;
  /** The grant that says so. */
  readonly grant?: string;
}

interface ResourceAccess {
  readonly id: string;
  readonly name: string;
  readonly class: string;
  /** By bureau. */
  readonly bureaus: Readonly<Record<string, Access>>;
}

/** The nearer a grant is to being good, the further up. */
const nearest: readonly GrantState[] = [
  ...(['APPROVED', 'NOT_YET_VALID', 'SUSPENDED', 'REQUESTED', 'EXPIRED', 'REVOKED'] as const),
];

function accessOf(resource: CatalogueResource, grants: readonly Grant[], today: string): Access {
  const { sharing } = resource;
  if (sharing.class === 'NOT_SHARED') return { shown: '-' };
  const [best] = grants
    .filter(({ resources }) => resources.includes(resource.id))
    .map((grant) => ({ grant, state: readGrantState(grant, today) }))
    .sort(
      (a, b) =>
        nearest.indexOf(a.state) - nearest.indexOf(b.state) || Number(b.grant.clear) - Number(a.grant.clear),
    );
  if (best?.state === 'APPROVED')
    return { shown: best.grant.clear ? 'clear' : 'masked', grant: best.grant.id };
  // Unconditional sharing needs a purpose, no grant.
  if (sharing.class === 'UNCONDITIONAL') return { shown: 'masked' };
  return best
    ? { shown: best.state.toLowerCase().replaceAll('_', ' '), grant: best.grant.id }
    : { shown: '-' };
}

function readAccess({ bureaus, grants }: StoredGrants, today: string): ResourceAccess[] {
  return [...readCatalogue().resources.values()]
    .filter(({ id }) => id !== structuralResource)
    .map((resource) => ({
      id: resource.id,
      name: resource.name.zh,
      class: resource.sharing.class,
      bureaus: Object.fromEntries(
        bureaus.map(({ client }) => {
          const own = grants.filter(({ bureau }) => bureau === client);
          return [client, accessOf(resource, own, today)] as const;
        }),
      ),
    }));
}

function tableOf(resources: readonly ResourceAccess[], clients: readonly string[]): string {
  return formatTable([
    ['RESOURCE', 'NAME', 'CLASS', ...clients],
    ...resources.map(({ id, name, class: sharing, bureaus }) => [
      ...[id, name, sharing],
      ...clients.map((client) => bureaus[client]?.shown ?? '-'),
    ]),
  ]);
}

function readOptions(args: string[]) {
  try {
    const options = { json: { type: 'boolean' }, 'database-url': { type: 'string' } } as const;
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split('\n')[0] : String(error));
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const databaseUrl = options['database-url'] ?? process.env['GRANTS_DATABASE_URL'];
  const store = await openGrantStore({ databaseUrl, file: process.env['GRANTS_FILE'] });
  try {
    const stored = await store.load();
    const resources = readAccess(stored, chinaDay(new Date()));
    const clients = stored.bureaus.map(({ client }) => client);
    process.stdout.write(
      options.json ? `${JSON.stringify(resources, null, 2)}\n` : tableOf(resources, clients),
    );
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
