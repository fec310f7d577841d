// How each gateway of the bench is started: a process of its own, the same Node flags, `authorization` forwarded, no log line a request.
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, startProcess, type BenchProcess } from './child-process.js';
import type { CityGatewayName } from './city-gateways.js';
import { hiveCommand, hiveDirectory } from './hive-installation.js';

export const gatewayNames = ['yihao', 'stock', 'hive', 'floor'] as const;
/** Those in front of the bench's own departments. */
export type ForeignGatewayName = (typeof gatewayNames)[number];
export type GatewayName = ForeignGatewayName | CityGatewayName;

export interface BenchGateway {
  readonly name: GatewayName;
  /** Its processes, asked in turns. */
  readonly instances: readonly GatewayInstance[];
  /** Its metrics tell what answered its look-ups. */
  readonly countsLookUps?: boolean;
}

export interface GatewayInstance {
  /** `http://host:port`; GraphQL is at `/graphql`. */
  readonly url: string;
  readonly process: BenchProcess;
}

const readyMs = 60_000;
const pollMs = 100;

export async function startGateway(name: ForeignGatewayName, supergraphFile: string): Promise<BenchGateway> {
  const instance = await startInstance(name, (port) => commandOf(name, supergraphFile, port));
  return { name, instances: [instance] };
}

/** How one process of a gateway is started. */
export interface Command {
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Answers 200 to GET once it is ready; without it `/graphql` is asked. */
  readonly readyPath?: string;
}

/** Starts one process and waits until it answers. */
export async function startInstance(
  name: GatewayName,
  commandOn: (port: string) => Command,
): Promise<GatewayInstance> {
  const port = String(await freePort());
  const { args, environment, readyPath } = commandOn(port);
  const process = startProcess([...nodeFlags(), ...args], environment);
  const instance = { url: `http://127.0.0.1:${port}`, process };
  await untilReady(name, instance, readyPath).catch(async (error: unknown) => {
    await process.stop();
    throw error;
  });
  return instance;
}

function commandOf(name: ForeignGatewayName, supergraphFile: string, port: string): Command {
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
      return stockCommand(supergraphFile, port);
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

export function stockCommand(supergraphFile: string, port: string): Command {
  return {
    args: [compiled('stock-gateway.js'), supergraphFile, port],
    environment: { APOLLO_TELEMETRY_DISABLED: '1' },
  };
}

function flags(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]);
}

/** Path of a file of the project, seen from here. */
export function compiled(file: string): string {
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

async function untilReady(
  name: GatewayName,
  { url, process }: GatewayInstance,
  readyPath: string | undefined,
): Promise<void> {
  const deadline = performance.now() + readyMs;
  while (performance.now() < deadline) {
    const output = process.ended();
    if (output !== undefined) throw new Error(`${name} ended: ${output}`);
    if (await answers(name, url, readyPath)) return;
    await wait(pollMs);
  }
  throw new Error(`${name} doesn't answer`);
}

async function answers(name: GatewayName, url: string, readyPath: string | undefined): Promise<boolean> {
  try {
    if (readyPath !== undefined) return (await fetch(url + readyPath)).ok;
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
