// Redis servers for tests and figures, in temporary directories and on free loopback ports, so that they may stop and kill them.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from '../city/free-port.js';

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
  /** On the same port, with what it had written to disk. @param changed settings that are others from now on */
  restart(changed?: RedisSettings): Promise<void>;
  /** For good: its directory goes too. */
  stop(): Promise<void>;
}

/** As in redis.conf: `{ maxmemory: '4mb', appendonly: 'yes' }`. */
export type RedisSettings = Readonly<Record<string, string>>;

export interface RedisServerOptions {
  readonly settings?: RedisSettings;
  readonly port?: number;
}

/** Starts an empty server and waits until it answers. @throws Error that says how to install Redis where it isn't */
export async function startRedis({ settings = {}, port }: RedisServerOptions = {}): Promise<RedisServer> {
  const directory = mkdtempSync(join(tmpdir(), 'yihao-redis-'));
  const chosen = port ?? (await freePort());
  const program = startable('redis-server', directory);
  let current: RedisSettings = {
    port: String(chosen),
    save: '',
    'enable-debug-command': 'local',
    ...settings,
  };
  const start = async (): Promise<void> => {
    await program.start(current);
    await waitUntilAnswering(chosen, current['requirepass']);
  };
  await start();
  return {
    ...program,
    port: chosen,
    url: `redis://127.0.0.1:${chosen}`,
    directory,
    command: (name, ...args) => runCommand(chosen, current['requirepass'], name, args),
    async restart(changed = {}) {
      current = { ...current, ...changed };
      await program.kill();
      await start();
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

async function startSentinel(port: number, masterPort: number): Promise<Program> {
  const program = startable('redis-sentinel', mkdtempSync(join(tmpdir(), 'yihao-sentinel-')));
  await program.start({ port: String(port) }, [
    `sentinel monitor city 127.0.0.1 ${masterPort} 2`,
    'sentinel down-after-milliseconds city 500',
    'sentinel failover-timeout city 2000',
  ]);
  await waitUntilAnswering(port, undefined);
  return program;
}

interface Program extends Pick<RedisServer, 'pause' | 'resume' | 'kill' | 'stop'> {
  start(settings: RedisSettings, lines?: readonly string[]): Promise<void>;
}

function startable(name: 'redis-server' | 'redis-sentinel', directory: string): Program {
  // Sentinels write to their file, so it is a file and not arguments.
  const file = join(directory, 'redis.conf');
  let running: ChildProcess | undefined;
  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const exited = once(running, 'exit');
    running.kill(signal);
    await exited;
  };
  return {
    async start(settings, lines = []) {
      const all = { bind: '127.0.0.1', dir: directory, 'protected-mode': 'no', ...settings };
      const texts = Object.entries(all).map(([key, value]) => `${key} ${value === '' ? '""' : value}`);
      writeFileSync(file, [...texts, ...lines, ''].join('\n'));
      running = await spawnProgram(name, file);
    },
    pause: () => void running?.kill('SIGSTOP'),
    resume: () => void running?.kill('SIGCONT'),
    kill,
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
      `This needs ${name}: \`apt-get install redis-server redis-sentinel\` on Debian, \`brew install redis\` on macOS.`,
      { cause },
    );
  }
  return program;
}

async function waitUntilAnswering(port: number, password: string | undefined): Promise<void> {
  await waitFor(`Redis on port ${port}`, async () => {
    try {
      return (await runCommand(port, password, 'PING', [])) === 'PONG';
    } catch (error) {
      // That is an answer too.
      return String(error).includes('LOADING');
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
