// The whole city in one object: issuer, departments with a seeded population, gateway. For development and for tests alike.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { GrantStore } from '../../gateway/access/grant-store.js';
import { defaultGrantsFile, openGrantStore } from '../../gateway/access/open-grant-store.js';
import { departmentNames, type DepartmentName } from '../../schema/contract/departments.js';
import { invalidationPath } from '../../schema/contract/invalidation.js';
import { firstDepartmentPort } from '../compose.js';
import { developmentBureaus } from '../development-bureaus.js';
import { developmentAssertionKeys } from '../development-keys.js';
import { createIssuer, type Issuer } from '../issuer/issuer.js';
import type { Persona } from '../issuer/persona.js';
import { defaultAsOf } from '../seed/world.js';
import { listPersonas } from '../seed/personas.js';
import { audience } from './audience.js';
import { departmentVariable } from './department-variable.js';
import type { DepartmentsMessage, DepartmentsOptions } from './departments-process.js';
import { createBureauFinder } from './find-bureau.js';
import { freePort, isTaken } from './free-port.js';

export interface CityOptions {
  readonly citizens: number;
  readonly seed: number;
  /** PostgreSQL for all departments; without it PGlite in `dataDirectory`. */
  readonly databaseUrl?: string | undefined;
  readonly dataDirectory?: string | undefined;
  /** Where the gateways' grants are kept; the development bureaus are put there when it holds none. */
  readonly grantsFile?: string | undefined;
  /** `usual`: 4000, 4001, 4101–4105; `free`: whatever is free, so that cities can stand side by side. */
  readonly ports: 'usual' | 'free' | { gateway: number };
  /** Tests start gateways of their own. */
  readonly withGateway: boolean;
  /** Of other gateways than the city's own, whose pages may log people in. */
  readonly pagePorts?: readonly number[];
  /** Where departments tell other gateways than the city's own of changes. */
  readonly invalidationUrls?: readonly string[];
  /** Citizens loaded so far, of all. */
  readonly onProgress?: (done: number, all: number) => void;
}

export interface City {
  /** Undefined without gateway. */
  readonly gatewayUrl: string | undefined;
  readonly issuer: Issuer;
  readonly departmentUrls: Readonly<Record<DepartmentName, string>>;
  readonly personas: readonly Persona[];
  /** What a gateway of this city needs in its environment. */
  readonly gatewayEnvironment: Readonly<Record<string, string>>;
  /** Process ids by part, to be measured. */
  readonly processes: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

export { audience };
export const issuerPort = 4001;
const gatewayPort = 4000;

/** @throws Error in one line: a port in use, a database that refuses */
export async function startCity(options: CityOptions): Promise<City> {
  const running: { stop(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    for (const part of running.splice(0).reverse()) await part.stop();
  };
  await expectFreePorts(options);
  try {
    const personas = listPersonas({ seed: options.seed, asOf: defaultAsOf });
    const grantsFile = options.grantsFile ?? defaultGrantsFile;
    const grantStore = await openGrantStore({ file: grantsFile });
    running.push({ stop: () => grantStore.close() });
    await registerDevelopmentBureaus(grantStore);
    const port = options.withGateway ? portOf(options) || (await freePort()) : 0;
    const issuer = await createIssuer({
      port: options.ports === 'free' ? 0 : issuerPort,
      audience,
      personas,
      findBureau: createBureauFinder(grantStore),
      developmentBureaus,
      redirectUris: redirectUris([port || gatewayPort, ...(options.pagePorts ?? [])]),
    });
    running.push(issuer);
    // Departments start first, and tell the gateway of changes where it will be.
    const departments = await startDepartments(options, issuer.url, [
      ...(options.withGateway ? [`http://127.0.0.1:${port}${invalidationPath}`] : []),
      ...(options.invalidationUrls ?? []),
    ]);
    running.push(departments);
    const gatewayEnvironment = environmentFor(issuer.url, departments.urls, grantsFile);
    const gateway = options.withGateway ? await startGatewayProcess(gatewayEnvironment, port) : undefined;
    if (gateway) running.push(gateway);
    const processes = {
      issuer: process.pid,
      departments: departments.pid,
      ...(gateway && { gateway: gateway.pid }),
    };
    return {
      gatewayUrl: gateway?.url,
      issuer,
      departmentUrls: departments.urls,
      personas,
      gatewayEnvironment,
      processes,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function portOf({ ports }: CityOptions): number {
  if (ports === 'free') return 0;
  return ports === 'usual' ? gatewayPort : ports.gateway;
}

/** Before anything is seeded: that takes most of a minute, and a port in use ends the start all the same. */
async function expectFreePorts(options: CityOptions): Promise<void> {
  if (options.ports === 'free') return;
  const port = portOf(options);
  if (options.withGateway && (await isTaken(port)))
    throw new Error(`Port ${port} is in use: stop what listens there, or choose another with --port.`);
  const others = [issuerPort, ...departmentNames.map((_name, index) => firstDepartmentPort + index)];
  for (const other of others)
    if (await isTaken(other)) throw new Error(`Port ${other} is in use: stop what listens there.`);
}

/** The gateways' pages, by both names that a browser on this machine knows them by. */
function redirectUris(ports: readonly number[]): string[] {
  return ports.flatMap((port) =>
    ['127.0.0.1', 'localhost'].flatMap((host) =>
      ['portal', 'explorer'].map((page) => `http://${host}:${port}/${page}/`),
    ),
  );
}

function environmentFor(
  issuer: string,
  urls: Readonly<Record<DepartmentName, string>>,
  grantsFile: string,
): Record<string, string> {
  return {
    OIDC_ISSUERS: issuer,
    OIDC_AUDIENCE: audience,
    GRANTS_FILE: grantsFile,
    ...Object.fromEntries(
      departmentNames.flatMap((name) => [
        [departmentVariable(name, 'URL'), `${urls[name]}/graphql`],
        [departmentVariable(name, 'KEYS'), developmentAssertionKeys(name)],
      ]),
    ),
  };
}

/** What somebody changed with `npm run grants` stays. */
async function registerDevelopmentBureaus(store: GrantStore): Promise<void> {
  await store.change((stored) => ({
    result: undefined,
    stored:
      stored.bureaus.length > 0
        ? stored
        : {
            bureaus: developmentBureaus.map(({ bureau }) => bureau),
            grants: developmentBureaus.flatMap(({ grants }) => grants),
          },
  }));
}

async function startDepartments(options: CityOptions, issuer: string, invalidationUrls: readonly string[]) {
  const child = forkScript(new URL('./departments-process.js', import.meta.url), process.env);
  const request: DepartmentsOptions = {
    citizens: options.citizens,
    seed: options.seed,
    issuer,
    invalidationUrls,
    firstPort: options.ports === 'free' ? 0 : firstDepartmentPort,
    ...(options.databaseUrl !== undefined && { databaseUrl: options.databaseUrl }),
    ...(options.dataDirectory !== undefined && { dataDirectory: options.dataDirectory }),
  };
  child.send(request);
  const urls = await firstMessage(child, (message: DepartmentsMessage) => {
    switch (message.kind) {
      case 'progress':
        options.onProgress?.(message.done, message.all);
        return undefined;
      case 'ready':
        return message.urls;
      case 'failed':
        throw new Error(message.reason);
    }
  });
  return { urls, pid: child.pid ?? 0, stop: () => stopChild(child) };
}

async function startGatewayProcess(environment: Readonly<Record<string, string>>, port: number) {
  const child = forkScript(new URL('../../gateway/main.js', import.meta.url), {
    ...process.env,
    ...environment,
    PORT: String(port),
  });
  const url = await firstMessage(child, (message: { url: string }) => message.url);
  return { url, pid: child.pid ?? 0, stop: () => stopChild(child) };
}

function forkScript(script: URL, env: NodeJS.ProcessEnv): ChildProcess {
  return fork(fileURLToPath(script), {
    env,
    execArgv: ['--enable-source-maps', '--max-semi-space-size=64'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** The first message that `read` makes something of. @throws Error when the process ends before */
function firstMessage<Message, Result>(
  child: ChildProcess,
  read: (message: Message) => Result | undefined,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const exited = () => reject(new Error('The city did not start; the reason stands above.'));
    child.once('exit', exited);
    child.on('message', (message) => {
      try {
        const result = read(message as Message);
        if (result === undefined) return;
        child.off('exit', exited);
        resolve(result);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
