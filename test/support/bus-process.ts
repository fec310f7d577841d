// A process with an invalidation bus, for tests that stop and kill it: hears commands and tells what it heard, over IPC.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { createRedisBus } from '../../gateway/cache/redis-bus.js';
import { parseRedisUrl } from '../../gateway/cache/redis-url.js';
import { waitFor } from '../../scripts/figures/redis-server.js';

type Heard =
  | { readonly kind: 'state'; readonly isUp: boolean }
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'gap' }
  | { readonly kind: 'published'; readonly confirmed: boolean };

export interface BusProcess {
  readonly child: ChildProcess;
  readonly names: readonly string[];
  readonly gaps: () => number;
  readonly isUp: () => boolean;
  publish(names: readonly string[]): Promise<boolean>;
  kill(): Promise<void>;
}

/** Starts it and waits until its bus is up. */
export async function startBusProcess(url: string, key: Uint8Array): Promise<BusProcess> {
  const child = fork(fileURLToPath(import.meta.url), [url, Buffer.from(key).toString('base64url')]);
  const names: string[] = [];
  let gaps = 0;
  let isUp = false;
  child.on('message', (heard: Heard) => {
    if (heard.kind === 'names') names.push(...heard.names);
    if (heard.kind === 'gap') gaps++;
    if (heard.kind === 'state') isUp = heard.isUp;
  });
  await waitFor('the bus of another process', () => isUp);
  return {
    child,
    names,
    gaps: () => gaps,
    isUp: () => isUp,
    async publish(given) {
      const answer = new Promise<boolean>((resolve) => {
        const listen = (heard: Heard): void => {
          if (heard.kind !== 'published') return;
          child.off('message', listen);
          resolve(heard.confirmed);
        };
        child.on('message', listen);
      });
      child.send(given);
      return answer;
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function run(url: string, key: string): void {
  const bus = createRedisBus({
    address: parseRedisUrl(url),
    keys: [Buffer.from(key, 'base64url')],
    logger: pino({ level: 'silent' }),
  });
  const tell = (heard: Heard): void => void process.send?.(heard);
  bus.onInvalidated((names) => tell({ kind: 'names', names }));
  bus.onGap(() => tell({ kind: 'gap' }));
  setInterval(() => tell({ kind: 'state', isUp: bus.isUp }), 20);
  process.on('message', (names: string[]) => {
    void bus.publish(names).then((confirmed) => tell({ kind: 'published', confirmed }));
  });
  process.once('disconnect', () => process.exit());
}

const [, script, url, key] = process.argv;
if (script === fileURLToPath(import.meta.url) && url !== undefined && key !== undefined) run(url, key);
