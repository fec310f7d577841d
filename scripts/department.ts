// `npm run department -- land`: one department on its own.
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { departmentNames, isDepartmentName, type DepartmentName } from '../schema/contract/departments.js';
import { databaseSchema } from '../subgraphs/kit/department.js';
import { startDepartment } from '../subgraphs/kit/department-server.js';
import { migrate } from '../subgraphs/kit/migrate.js';
import { defaultDataDirectory, openDatabase } from '../subgraphs/kit/open-database.js';
import { assertionKeys, departmentDefinitions, invalidationUrls } from './city/department-definitions.js';
import { departmentVariable } from './city/department-variable.js';
import { developmentUrl } from './compose.js';

const usage = `Usage: npm run department -- ${departmentNames.join('|')} [--port N]`;

function readCommandLine(): { name: DepartmentName; port: number } {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string' } },
  });
  const [name, ...others] = positionals;
  if (name === undefined || !isDepartmentName(name) || others.length > 0) throw new Error(usage);
  const port =
    values.port ?? process.env[departmentVariable(name, 'PORT')] ?? new URL(developmentUrl(name)).port;
  if (!/^\d{1,5}$/.test(port)) throw new Error(`The port should be a number. ${usage}`);
  return { name, port: Number(port) };
}

async function main(): Promise<void> {
  const { name, port } = readCommandLine();
  const environment = process.env;
  const definition = departmentDefinitions(environment)[name];
  const keys = assertionKeys(environment, name);
  const urls = invalidationUrls(environment);
  const logger = pino({ level: environment['LOG_LEVEL'] ?? 'info', base: { service: `yihao-${name}` } });
  const database = await openDatabase({
    url: environment[departmentVariable(name, 'DATABASE_URL')] ?? environment['DATABASE_URL'],
    directory: environment['YIHAO_DATA'] ?? defaultDataDirectory,
  });
  await migrate(database, databaseSchema(name), definition.migrations);
  const service = await startDepartment(definition, {
    database,
    keys,
    invalidationUrls: urls,
    port,
    host: environment['HOST'] ?? '127.0.0.1',
    logger,
  });
  logger.info({ url: `${service.url}/graphql` }, 'department listens');

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    service
      .stop()
      .then(() => database.close())
      .then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

function fail(error: unknown): never {
  process.stderr.write(`yihao: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
