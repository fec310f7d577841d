// Starts one gateway process: `npm run gateway`. Everything it needs to know is in the environment (see .env.example).
import { parseArgs } from 'node:util';
import { startGateway } from './app.js';
import { BadConfig, readConfig, type Config } from './config.js';
import { createLogger } from './observability/logger.js';

const usage = 'Usage: npm run gateway -- [--supergraph FILE] [--port N] [--access citizens|open]';

/** Flags are short for variables. */
function readCommandLine(): Record<string, string | undefined> {
  try {
    const { values } = parseArgs({
      options: { supergraph: { type: 'string' }, port: { type: 'string' }, access: { type: 'string' } },
    });
    return { SUPERGRAPH: values.supergraph, PORT: values.port, ACCESS: values.access };
  } catch (error) {
    throw new BadConfig([`${error instanceof Error ? error.message : ''}\n${usage}`]);
  }
}

async function main(): Promise<void> {
  const flags = Object.fromEntries(
    Object.entries(readCommandLine()).filter(([, value]) => value !== undefined),
  );
  const config: Config = readConfig({ ...process.env, ...flags });
  const logger = createLogger(config.logLevel);
  const gateway = await startGateway(config, logger);
  process.send?.({ url: gateway.url });

  const stop = (): void => {
    process.removeAllListeners('SIGTERM').removeAllListeners('SIGINT');
    gateway.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGHUP', () => void gateway.reload());
  // As part of a development city the gateway doesn't outlive it.
  process.on('SIGTERM', stop).on('SIGINT', stop).once('disconnect', stop);
}

function fail(error: unknown): never {
  const lines =
    error instanceof BadConfig ? error.problems : [error instanceof Error ? error.message : String(error)];
  for (const line of lines) process.stderr.write(`yihao gateway: ${line}\n`);
  process.exit(1);
}

main().catch(fail);
