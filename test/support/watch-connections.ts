// Preloaded into a process (`node --import`): writes every address that it connects to, to the file in WATCH_CONNECTIONS.
import { appendFileSync } from 'node:fs';
import { Socket } from 'node:net';

const file = process.env['WATCH_CONNECTIONS'];
if (file === undefined) throw new Error('WATCH_CONNECTIONS should name a file');

const connect = Reflect.get(Socket.prototype, 'connect') as (...given: unknown[]) => Socket;
Socket.prototype.connect = function watched(this: Socket, ...given: unknown[]): Socket {
  // Node normalises the arguments into an array whose first element is the options; direct callers pass the options.
  const [first] = given;
  const options = (Array.isArray(first) ? first[0] : first) as
    { host?: string; port?: number; path?: string } | number;
  const target =
    typeof options === 'object'
      ? (options.path ?? `${options.host ?? 'localhost'}:${options.port ?? ''}`)
      : `localhost:${options}`;
  appendFileSync(file, `${target}\n`);
  return connect.apply(this, given);
};
