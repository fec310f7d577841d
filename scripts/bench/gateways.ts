// How each gateway of the bench is started: a process of its own, the same Node flags, `authorization` forwarded, no log line a request.
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, startProcess, type BenchProcess } from './child-process.js';
import { hiveCommand, hiveDirectory } from './hive-installation.js';

export const gatewayNames = ['yihao', 'stock', 'hive', 'floor'] as const;
export type GatewayName = (typeof gatewayNames)[number];

export interface BenchGateway {
  readonly name: GatewayName;
  /** `http://host:port`; GraphQL is at `/graphql`. */
  readonly url: string;
  readonly process: BenchProcess;
}

const readyMs = 60_000;
const pollMs = 100;

/** Starts one and waits until it answers. */
export async function startGateway(name: GatewayName, supergraphFile: string): Promise<BenchGateway> {
  const port = await freePort();
  const { args, environment } = commandOf(name, supergraphFile, String(port));
  const process = startProcess([...nodeFlags(), ...args], environment);
  const gateway = { name, url: `http://127.0.0.1:${port}`, process };
  await untilReady(gateway).catch(async (error: unknown) => {
    await process.stop();
    throw error;
  });
  return gateway;
}

interface Command {
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

function commandOf(name: GatewayName, supergraphFile: string, port: string): Command {
  switch (name) {
    case 'yihao':
      return {
        args: [
          compiled('../../gateway/main.js'),
          ...flags({ supergraph: supergraphFile, port, access: 'open' }),
        ],
        // The others have no deadline: on a busy machine ours would give up where they wait.
        environment: { LOG_LEVEL: 'warn', DRAIN_MS: '0', DEPARTMENT_TIMEOUT_MS: '30000' },
      };
    case 'stock':
      return {
        args: [compiled('stock-gateway.js'), supergraphFile, port],
        environment: { APOLLO_TELEMETRY_DISABLED: '1' },
      };
    case 'hive':
      return {
        args: [
          hiveCommand,
          'supergraph',
          supergraphFile,
          '--hive-router-runtime',
          ...flags({ port, host: '127.0.0.1', 'config-path': `${hiveDirectory}/gateway.config.js` }),
        ],
      };
    case 'floor':
      return { args: [compiled('floor-server.js'), port] };
  }
}

function flags(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]);
}

function compiled(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

/** Flags of `npm run gateway`. Every gateway gets them: what they gain isn't ours alone. */
export function nodeFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(compiled('../../../package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const match = /node ((?:--\S+ )*)dist\/gateway\/main\.js/.exec(scripts['gateway'] ?? '');
  if (!match) throw new Error('package.json should start dist/gateway/main.js in its script "gateway"');
  return (match[1] ?? '').split(' ').filter((flag) => flag !== '');
}

async function untilReady({ name, url, process }: BenchGateway): Promise<void> {
  const deadline = performance.now() + readyMs;
  while (performance.now() < deadline) {
    const output = process.ended();
    if (output !== undefined) throw new Error(`${name} ended: ${output}`);
    if (await answers(name, url)) return;
    await wait(pollMs);
  }
  throw new Error(`${name} doesn't answer`);
}

async function answers(name: GatewayName, url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    });
    await response.text();
    return response.ok || name === 'floor';
  } catch {
    return false;
  }
}
