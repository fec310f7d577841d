// A gateway in a process of its own, for tests that kill it or watch it from outside.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface GatewayProcess {
  readonly url: string;
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Exit code, once it has ended. */
  ended(): Promise<number | null>;
}

export const gatewayMain = fileURLToPath(new URL('../../gateway/main.js', import.meta.url));

/** Runs `gateway/main.js` until it ends; for starts that are meant to fail. */
export async function runGateway(
  environment: Record<string, string>,
  flags: string[] = [],
): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [gatewayMain, ...flags], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, stderr };
}

/** Starts it and waits until it listens. */
export async function startGatewayProcess(
  environment: Record<string, string>,
  nodeFlags: string[] = [],
): Promise<GatewayProcess> {
  const child = spawn(process.execPath, [...nodeFlags, gatewayMain], {
    env: { PATH: process.env['PATH'], PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const [message] = (await Promise.race([
    once(child, 'message'),
    exited.then(() => {
      throw new Error(`the gateway ended: ${output}`);
    }),
  ])) as [{ url: string }];
  return { url: message.url, child, output: () => output, ended: async () => (await exited)[0] };
}
