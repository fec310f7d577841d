// `npm start`: the whole city on this machine, seeded, with its personas and a first question to ask.
import { parseArgs } from 'node:util';
import { defaultDataDirectory } from '../subgraphs/kit/open-database.js';
import { startCity, type City } from './city/city.js';
import { createProgressBar } from './progress-bar.js';

const usage = 'Usage: npm start -- [--citizens N] [--seed N] [--database-url postgres://…] [--port N]';
const defaultCitizens = 2_000;

function readCommandLine() {
  const { values } = parseArgs({
    options: {
      citizens: { type: 'string' },
      seed: { type: 'string' },
      'database-url': { type: 'string' },
      port: { type: 'string' },
    },
  });
  const databaseUrl = values['database-url'] ?? process.env['DATABASE_URL'];
  return {
    citizens: wholeNumber('--citizens', values.citizens, defaultCitizens),
    seed: wholeNumber('--seed', values.seed, 1),
    port: wholeNumber('--port', values.port ?? process.env['PORT'], 4000),
    ...(databaseUrl ? { databaseUrl } : {}),
  };
}

function wholeNumber(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined || text === '') return fallback;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} should be a whole number.`);
  return Number(text);
}

function describe({ gatewayUrl, issuer, personas }: City): string {
  const width = Math.max(...personas.map(({ key }) => key.length));
  const list = personas.map(
    ({ key, name, title }) => `  ${key.padEnd(width)}  ${title.zh} · ${title.en} (${name})`,
  );
  return `
Yihao 一号 is ready.

  Gateway   ${gatewayUrl}/graphql   (${gatewayUrl}/health, ${gatewayUrl}/ready)
  Issuer    ${issuer.url}
  Explorer  ${gatewayUrl}/explorer   (reference: ${gatewayUrl}/explorer/schema)
  Portal    ${gatewayUrl}/portal

Personas: npm run --silent token -- citizen <persona>
${list.join('\n')}

Ask the first question:

  curl -s ${gatewayUrl}/graphql -H "Authorization: Bearer $(npm run --silent token -- citizen)" -H 'Content-Type: application/json' -d '{"query":"{ me { name hukouHousehold { area { label } } pension { monthlyAmount } marriageRegistrations { registeredOn } realEstateRights { certificateNumber } utilityAccounts { account { kind arrears { amount } } } } }"}'

Stop with Ctrl-C.
`;
}

async function main(): Promise<void> {
  const { port, ...options } = readCommandLine();
  const progress = createProgressBar('Seeding the city', process.stderr);
  const city = await startCity({
    ...options,
    grantsFile: process.env['GRANTS_FILE'],
    ...(options.databaseUrl === undefined && {
      dataDirectory: process.env['YIHAO_DATA'] ?? defaultDataDirectory,
    }),
    ports: { gateway: port },
    withGateway: true,
    onProgress: (done, all) => progress.show(done, all),
  });
  progress.end();
  process.stdout.write(describe(city));

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    city.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

function fail(error: unknown): never {
  process.stderr.write(`yihao: ${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof TypeError && 'code' in error) process.stderr.write(`${usage}\n`);
  process.exit(1);
}

main().catch(fail);
