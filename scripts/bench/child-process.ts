// Processes of the bench: started, asked, and what the kernel says they cost.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

export interface BenchProcess {
  readonly pid: number;
  /** Sends a message and waits for the next one. */
  ask<T>(message: object): Promise<T>;
  /** @throws Error with its output when it ends before it says something */
  nextMessage<T>(): Promise<T>;
  /** Undefined while it runs; its output once it has ended. */
  ended(): string | undefined;
  stop(): Promise<void>;
}

/** Clock ticks of /proc a second: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;
const stopMs = 5_000;
const maxOutput = 4_000;

/** Runs `node ...args` with nothing of this process's environment but PATH, so that no setting of the user's counts. */
export function startProcess(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): BenchProcess {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  // Also when this process is interrupted, at whatever point.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const output = collectOutput(child);
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const nextMessage = <T>(): Promise<T> => messageOf<T>(child, output);
  return {
    pid: child.pid ?? NaN,
    nextMessage,
    ask<T>(message: object): Promise<T> {
      child.send(message);
      return nextMessage<T>();
    },
    ended: () => (hasEnded() ? output() : undefined),
    stop: async () => (hasEnded() ? undefined : stop(child)),
  };
}

/** The end of what it has written so far. */
function collectOutput(child: ChildProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-maxOutput)));
  return () => output;
}

/** The next message, unless the process ends before. */
function messageOf<T>(child: ChildProcess, output: () => string): Promise<T> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown): void => {
      child.off('exit', onExit);
      resolve(message as T);
    };
    const onExit = (): void => {
      child.off('message', onMessage);
      reject(new Error(`${child.spawnargs.slice(1).join(' ')} ended: ${output()}`));
    };
    child.once('message', onMessage).once('exit', onExit);
  });
}

async function stop(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
  await exited;
  clearTimeout(timer);
}

/** User and system time of a process with all its threads so far, in ms (proc(5), fields 14 and 15 of stat). */
export function cpuMs({ pid }: BenchProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
}

/** Largest resident set so far, in MB (VmHWM). */
export function peakMemoryMb({ pid }: BenchProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

/** A port that nothing listens on, for a process that can't tell which one it has taken. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}
