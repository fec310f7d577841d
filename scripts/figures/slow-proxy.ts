// Makes a Redis slow: a proxy in a process of its own, so that it is no slower than told.
import { fileURLToPath } from 'node:url';
import { startProcess } from '../bench/child-process.js';

export interface SlowProxy {
  readonly port: number;
  /** For what comes from now on, each way. */
  delay(ms: number): Promise<unknown>;
  stop(): Promise<void>;
}

const script = fileURLToPath(new URL('./slow-proxy-process.js', import.meta.url));

export async function startSlowProxy(targetPort: number): Promise<SlowProxy> {
  const proxy = startProcess([script, String(targetPort)]);
  const { port } = await proxy.nextMessage<{ port: number }>();
  return { port, delay: (ms) => proxy.ask({ ms }), stop: () => proxy.stop() };
}
