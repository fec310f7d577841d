// Redis servers of the tests' own, in temporary directories and on free loopback ports, so that they may stop and kill them.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from './postgres.js';

export interface RedisServer {
  readonly port: number;
  /** `redis://127.0.0.1:port` */
  readonly url: string;
  /** Dump and append-only file are here. */
  readonly directory: string;
  /** Runs one command on a connection of its own, as its administrator. @throws what Redis answers with an error */
  command(name: string, ...args: (string | number)[]): Promise<unknown>;
  /** Hangs, while the kernel goes on taking connections and bytes. */
  pause(): void;
  resume(): void;
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** On the same port, with what it had written to disk. */
  restart(): Promise<void>;
  /** For good: its directory goes too. */
  stop(): Promise<void>;
}

export interface RedisServerOptions {
  /** As in redis.conf: `{ maxmemory: '4mb', appendonly: 'yes' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly port?: number;
}

/** Starts an empty server and waits until it answers. @throws Error that says how to install Redis where it isn't */
export async function startRedis({ settings = {}, port }: RedisServerOptions = {}): Promise<RedisServer> {
  const directory = mkdtempSync(join(tmpdir(), 'yihao-redis-'));
  const chosen = port ?? (await freePort());
  const program = await startProgram('redis-server', directory, {
    port: String(chosen),
    save: '',
    'enable-debug-command': 'local',
    ...settings,
  });
  const password = settings['requirepass'];
  await waitUntilAnswering(chosen, password);
  return {
    ...program,
    port: chosen,
    url: `redis://127.0.0.1:${chosen}`,
    directory,
    command: (name, ...args) => runCommand(chosen, password, name, args),
    async restart() {
      await program.restart();
      await waitUntilAnswering(chosen, password);
    },
  };
}

export interface SentinelSetup {
  /** `redis+sentinel://…/city` */
  readonly url: string;
  readonly master: RedisServer;
  readonly replica: RedisServer;
  stop(): Promise<void>;
}

/** A master and a replica, watched by three Sentinels, two of which can make the replica the master after half a second. */
export async function startSentinelSetup(): Promise<SentinelSetup> {
  const master = await startRedis();
  const replica = await startRedis({ settings: { replicaof: `127.0.0.1 ${master.port}` } });
  const ports = [await freePort(), await freePort(), await freePort()];
  const sentinels = await Promise.all(ports.map((port) => startSentinel(port, master.port)));
  await waitFor('Sentinels to know each other and the replica', async () => {
    const states = await Promise.all(
      ports.map((port) => runCommand(port, undefined, 'SENTINEL', ['MASTER', 'city'])),
    );
    return states.every((state) => {
      const fields = state as string[];
      const field = (name: string) => fields[fields.indexOf(name) + 1];
      return field('num-other-sentinels') === '2' && field('num-slaves') === '1';
    });
  });
  return {
    url: `redis+sentinel://${ports.map((port) => `127.0.0.1:${port}`).join(',')}/city`,
    master,
    replica,
    async stop() {
      await Promise.all([...sentinels, master, replica].map((server) => server.stop()));
    },
  };
}

export interface RedisCluster {
  /** `redis+cluster://…` */
  readonly url: string;
  readonly nodes: readonly RedisServer[];
  stop(): Promise<void>;
}

/** Three masters without replicas, which share the slots. */
export async function startRedisCluster(): Promise<RedisCluster> {
  const settings = {
    'cluster-enabled': 'yes',
    'cluster-node-timeout': '1000',
    // The others go on when one is gone.
    'cluster-require-full-coverage': 'no',
  };
  const nodes = [
    await startRedis({ settings }),
    await startRedis({ settings }),
    await startRedis({ settings }),
  ];
  const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`);
  execFileSync('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes'], { stdio: 'pipe' });
  await waitFor('the Cluster to agree', async () => {
    const states = await Promise.all(nodes.map((node) => node.command('CLUSTER', 'INFO')));
    return states.every((state) => String(state).includes('cluster_state:ok'));
  });
  return {
    url: `redis+cluster://${addresses.join(',')}`,
    nodes,
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

/** Polls until it is so. @throws Error that says what did not come about */
export async function waitFor(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  timeoutMs = 15_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    await wait(20);
  }
}

type Program = Pick<RedisServer, 'pause' | 'resume' | 'kill' | 'restart' | 'stop'>;

async function startSentinel(port: number, masterPort: number): Promise<Program> {
  const directory = mkdtempSync(join(tmpdir(), 'yihao-sentinel-'));
  const program = await startProgram('redis-sentinel', directory, { port: String(port) }, [
    `sentinel monitor city 127.0.0.1 ${masterPort} 2`,
    'sentinel down-after-milliseconds city 500',
    'sentinel failover-timeout city 2000',
  ]);
  await waitUntilAnswering(port, undefined);
  return program;
}

async function startProgram(
  name: 'redis-server' | 'redis-sentinel',
  directory: string,
  settings: Readonly<Record<string, string>>,
  lines: readonly string[] = [],
): Promise<Program> {
  // Sentinels write to their file, so it is a file and not arguments.
  const file = join(directory, 'redis.conf');
  const all = { bind: '127.0.0.1', dir: directory, 'protected-mode': 'no', daemonize: 'no', ...settings };
  const texts = Object.entries(all).map(([key, value]) => `${key} ${value === '' ? '""' : value}`);
  writeFileSync(file, [...texts, ...lines, ''].join('\n'));
  let running = await spawnProgram(name, file);
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (running.exitCode !== null || running.signalCode !== null) return;
    const exited = once(running, 'exit');
    running.kill(signal);
    await exited;
  };
  return {
    pause: () => void running.kill('SIGSTOP'),
    resume: () => void running.kill('SIGCONT'),
    kill,
    async restart() {
      await kill();
      running = await spawnProgram(name, file);
    },
    async stop() {
      await kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function spawnProgram(name: string, file: string): Promise<ChildProcess> {
  const program = spawn(name, [file], { stdio: 'ignore' });
  try {
    await once(program, 'spawn');
  } catch (cause) {
    throw new Error(
      `These tests need ${name}: \`apt-get install redis-server redis-sentinel\` on Debian, \`brew install redis\` on macOS.`,
      { cause },
    );
  }
  return program;
}

async function waitUntilAnswering(port: number, password: string | undefined): Promise<void> {
  await waitFor(`Redis on port ${port}`, async () => {
    try {
      return (await runCommand(port, password, 'PING', [])) === 'PONG';
    } catch {
      return false;
    }
  });
}

async function runCommand(
  port: number,
  password: string | undefined,
  name: string,
  args: readonly (string | number)[],
): Promise<unknown> {
  const connection = new Redis({
    host: '127.0.0.1',
    port,
    ...(password !== undefined && { password }),
    retryStrategy: null,
    enableReadyCheck: false,
    lazyConnect: true,
    disconnectTimeout: 50,
  });
  // Told by the promises.
  connection.on('error', () => undefined);
  try {
    await connection.connect();
    return await connection.call(name, ...args);
  } finally {
    connection.disconnect();
  }
}
