// What can be wrong with a Redis server, and how it is put right again.
import { freePort } from '../city/free-port.js';
import type { RedisServer } from './redis-server.js';
import type { SlowProxy } from './slow-proxy.js';

export interface RedisFault {
  readonly name: string;
  begin(server: RedisServer, proxy: SlowProxy): Promise<unknown>;
  end(server: RedisServer, proxy: SlowProxy): Promise<unknown>;
}

const nothing = async (): Promise<void> => undefined;
const password = 'password-of-a-fault';

export const redisFaults: readonly RedisFault[] = [
  { name: 'killed', begin: (server) => server.kill(), end: (server) => server.restart() },
  {
    name: 'stopped (SIGSTOP)',
    begin: async (server) => server.pause(),
    end: async (server) => server.resume(),
  },
  { name: 'flushed', begin: (server) => server.command('FLUSHALL'), end: nothing },
  {
    name: 'slower by 200 ms',
    begin: async (_, proxy) => proxy.delay(100),
    end: async (_, proxy) => proxy.delay(0),
  },
  {
    name: 'full (OOM)',
    async begin(server) {
      await server.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
      await server.command('CONFIG', 'SET', 'maxmemory', '1mb');
    },
    end: (server) => server.command('CONFIG', 'SET', 'maxmemory', '0'),
  },
  {
    name: 'a replica (READONLY)',
    begin: async (server) => server.command('REPLICAOF', '127.0.0.1', await freePort()),
    end: (server) => server.command('REPLICAOF', 'NO', 'ONE'),
  },
  {
    name: 'loading (LOADING)',
    async begin(server) {
      await server.command('CONFIG', 'SET', 'rdbcompression', 'no');
      for (let index = 0; index < 30; index++)
        await server.command('SET', `yihao:fault:${index}`, 'x'.repeat(2_000));
      await server.command('SAVE');
      // Microseconds for each key.
      await server.restart({ 'key-load-delay': '20000', 'loading-process-events-interval-bytes': '1024' });
    },
    end: (server) => server.restart({ 'key-load-delay': '0' }),
  },
  {
    name: 'behind another password (NOAUTH)',
    begin: (server) => server.restart({ requirepass: password }),
    end: (server) => server.restart({ requirepass: '' }),
  },
];
