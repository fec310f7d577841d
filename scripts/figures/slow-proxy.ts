// Stands between gateways and Redis and passes every byte on later, in a thread of its own so that it is no slower than told.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

export interface SlowProxy {
  readonly port: number;
  /** For what comes from now on, each way. */
  delay(ms: number): void;
  stop(): Promise<void>;
}

export async function startSlowProxy(targetPort: number): Promise<SlowProxy> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { targetPort } });
  const [port] = (await once(worker, 'message')) as [number];
  return {
    port,
    delay: (ms) => worker.postMessage(ms),
    async stop() {
      await worker.terminate();
    },
  };
}

function serve(targetPort: number): void {
  let delayMs = 0;
  parentPort?.on('message', (ms: number) => (delayMs = ms));
  const pass = (from: Socket, to: Socket): void => {
    from.on('data', (bytes: Buffer) => {
      if (delayMs === 0) to.write(bytes);
      else setTimeout(() => to.write(bytes), delayMs);
    });
    // As if there were nothing between the two.
    from.on('close', () => to.resetAndDestroy());
    from.on('error', () => to.resetAndDestroy());
  };
  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1');
    pass(client, target);
    pass(target, client);
  });
  server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port));
}

if (!isMainThread) serve((workerData as { targetPort: number }).targetPort);
