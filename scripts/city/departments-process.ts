// All departments of a development city in one process, over one database, which it seeds first. Started by `city.ts`.
import { pino } from 'pino';
import { departmentNames, type DepartmentName } from '../../schema/contract/departments.js';
import type { Database } from '../../subgraphs/kit/database.js';
import { databaseSchema } from '../../subgraphs/kit/department.js';
import { startDepartment, type DepartmentService } from '../../subgraphs/kit/department-server.js';
import { migrate } from '../../subgraphs/kit/migrate.js';
import { openDatabase } from '../../subgraphs/kit/open-database.js';
import { seedCity } from '../seed/load.js';
import { defaultAsOf } from '../seed/world.js';
import { assertionKeys, departmentDefinitions } from './department-definitions.js';

export interface DepartmentsOptions {
  readonly citizens: number;
  readonly seed: number;
  /** Issuer that the citizens' logins are registered for. */
  readonly issuer: string;
  /** Port of the first department; 0 for free ones. */
  readonly firstPort: number;
  /** Where the gateway is told of changes. */
  readonly invalidationUrls: readonly string[];
  readonly databaseUrl?: string;
  readonly dataDirectory?: string;
}

export type DepartmentsMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly all: number }
  | { readonly kind: 'ready'; readonly urls: Record<DepartmentName, string> }
  | { readonly kind: 'failed'; readonly reason: string };

process.once('message', (options: DepartmentsOptions) => {
  run(options).catch((error: unknown) => {
    tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
    process.disconnect();
  });
});

async function run(options: DepartmentsOptions): Promise<void> {
  const definitions = departmentDefinitions(process.env);
  const database = await openDatabase({ url: options.databaseUrl, directory: options.dataDirectory });
  const services: DepartmentService[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(services.map((service) => service.stop()));
    await database.close();
    process.exit(0);
  };
  let stopping: Promise<void> | undefined;
  const stopOnce = (): void => void (stopping ??= stop());
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(event, stopOnce);

  for (const name of departmentNames)
    await migrate(database, databaseSchema(name), definitions[name].migrations);
  await seed(database, options);
  const logger = pino({ level: process.env['LOG_LEVEL'] ?? 'warn', base: { service: 'yihao-departments' } });
  const urls: Partial<Record<DepartmentName, string>> = {};
  for (const [index, name] of departmentNames.entries()) {
    const port = options.firstPort === 0 ? 0 : options.firstPort + index;
    const service = await startDepartment(definitions[name], {
      database,
      keys: assertionKeys(process.env, name),
      invalidationUrls: options.invalidationUrls,
      port,
      logger: logger.child({ department: name }),
    });
    services.push(service);
    urls[name] = service.url;
  }
  tell({ kind: 'ready', urls: urls as Record<DepartmentName, string> });
}

async function seed(
  database: Database,
  { citizens, seed: citySeed, issuer }: DepartmentsOptions,
): Promise<void> {
  const databases = Object.fromEntries(departmentNames.map((name) => [name, database])) as Record<
    DepartmentName,
    Database
  >;
  await seedCity({
    databases,
    citizens,
    seed: citySeed,
    asOf: defaultAsOf,
    issuer,
    onProgress: ({ done }: { done: number }) => tell({ kind: 'progress', done, all: citizens }),
  });
}

function tell(message: DepartmentsMessage): void {
  process.send?.(message);
}
