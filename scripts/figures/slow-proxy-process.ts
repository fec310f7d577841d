// Stands between gateways and Redis and passes every byte on later. Started by `slow-proxy.ts`, with Redis's port.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

const targetPort = Number(process.argv[2]);
let delayMs = 0;

function pass(from: Socket, to: Socket): void {
  from.on('data', (bytes: Buffer) => {
    if (delayMs === 0) to.write(bytes);
    else setTimeout(() => to.write(bytes), delayMs);
  });
  // As if there were nothing between the two.
  from.on('close', () => to.resetAndDestroy());
  from.on('error', () => to.resetAndDestroy());
}

process.on('message', ({ ms }: { ms: number }) => {
  delayMs = ms;
  process.send?.('delayed');
});
process.on('disconnect', () => process.exit());

const server = createServer((client) => {
  const target = connect(targetPort, '127.0.0.1');
  pass(client, target);
  pass(target, client);
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
