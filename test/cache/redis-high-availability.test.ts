// Redis behind Sentinels and as a Cluster: a node that is gone or hangs costs what it had, and nobody's time.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, createServer, type AddressInfo } from 'node:net';
import { keySlot } from '../../gateway/cache/key-slot.js';
import {
  startRedisCluster,
  startSentinelSetup,
  waitFor,
  type RedisCluster,
  type RedisServer,
  type SentinelSetup,
} from '../../scripts/figures/redis-server.js';
import { openRedisStore, storedValue } from '../support/redis-store.js';

type Store = Awaited<ReturnType<typeof openRedisStore>>;

/** Above that of the gateway: a busy machine's pauses aren't what these are about. */
const timeoutMs = 100;

async function works(store: Store, owner: string): Promise<boolean> {
  const startedMs = performance.now();
  try {
    await store.write(owner, [{ name: 'a', value: storedValue('1'), ttlMs: 60_000 }]);
    return (await store.read(owner, ['a'])).values[0]?.text === '1';
  } catch {
    return false;
  } finally {
    expect(performance.now() - startedMs).toBeLessThan(2 * timeoutMs + 2_000);
  }
}

describe('a Redis store behind Sentinels', () => {
  let setup: SentinelSetup;
  let store: Store;

  beforeAll(async () => {
    setup = await startSentinelSetup();
    store = await openRedisStore(setup.url, { timeoutMs });
  });
  afterAll(async () => {
    store.stop();
    await setup.stop();
  });

  it('uses the master, and the replica once it has become the master', async () => {
    await waitFor('the store to work', () => works(store, 'o'));
    expect(String(await setup.master.command('INFO', 'clients'))).toMatch(/connected_clients:/);
    expect(String(await setup.master.command('CLIENT', 'LIST'))).toContain('yihao-cache');
    // Hung, it closes no connection, so only the Sentinels know.
    setup.master.pause();
    // A Sentinel that promotes a replica closes its connections.
    const roleOf = () => setup.replica.command('INFO', 'replication').catch(() => '');
    await waitFor('the replica to be the master', async () => String(await roleOf()).includes('role:master'));
    await waitFor('the store to use it', () => works(store, 'o'));
    // How soon is measured by `npm run figures`: 0.1 s on a machine that isn't busy.
    expect(String(await setup.replica.command('CLIENT', 'LIST'))).toContain('yihao-cache');
  });
});

describe('a Redis store on a Cluster', () => {
  let cluster: RedisCluster;
  let store: Store;
  /** One owner on each node. */
  let owners: [string, string, string];

  beforeAll(async () => {
    cluster = await startRedisCluster();
    owners = await ownersOnEach(cluster.nodes);
    store = await openRedisStore(cluster.url, { timeoutMs });
  });
  afterEach(async () => {
    for (const owner of owners) await waitFor(`${owner} to work`, () => works(store, owner), 5_000);
  });
  afterAll(async () => {
    store.stop();
    await cluster.stop();
  });

  it('finds the slot of an owner as Redis does', async () => {
    for (const tag of ['a', 'Zm9vYmFy_-0123456789xy', '123456789']) {
      expect(keySlot(tag)).toBe(await cluster.nodes[0]?.command('CLUSTER', 'KEYSLOT', `yihao:{${tag}}:v:x`));
    }
  });

  it('keeps each owner on one node', async () => {
    for (const owner of owners) await waitFor('the store to work', () => works(store, owner), 10_000);
    for (const [index, owner] of owners.entries()) {
      const keys = (await cluster.nodes[index]?.command('KEYS', '*')) as string[];
      expect(keys.filter((key) => key.includes(`{${owner}}`)).sort()).toEqual([
        `yihao:{${owner}}:r`,
        `yihao:{${owner}}:v:a`,
      ]);
    }
  });

  it('loses what a killed node had and nothing else, and has it again when the node is back', async () => {
    await cluster.nodes[0]?.kill();
    try {
      await waitFor('its loss to be seen', async () => !(await works(store, owners[0])));
      for (let round = 0; round < 20; round++) {
        expect([await works(store, owners[1]), await works(store, owners[2])]).toEqual([true, true]);
      }
    } finally {
      await cluster.nodes[0]?.restart();
    }
    // A master of a Cluster that starts again waits for two seconds of its own.
    await waitFor('the store to use it again', () => works(store, owners[0]));
  });

  it('is not held up by a node that hangs for the owners of the others', async () => {
    cluster.nodes[2]?.pause();
    try {
      await waitFor('it to be given up', async () => {
        await works(store, owners[2]);
        return store.recorder.countOf('closed to open') > 0;
      });
      for (let round = 0; round < 20; round++) {
        expect([await works(store, owners[0]), await works(store, owners[1])]).toEqual([true, true]);
      }
    } finally {
      cluster.nodes[2]?.resume();
    }
    await waitFor('the store to use it again', () => works(store, owners[2]));
  });

  it('asked for one node alone has what is there, and refusals for the rest', async () => {
    const alone = await openRedisStore(cluster.nodes[0]?.url ?? '', { timeoutMs });
    expect(await works(alone, owners[0])).toBe(true);
    expect(await works(alone, owners[1])).toBe(false);
    expect(alone.recorder.countOf('write refused')).toBe(1);
    alone.stop();
  });
});

describe('the calls of one turn', () => {
  const started: { stop(): unknown }[] = [];
  const stopLater = <T extends { stop(): unknown }>(one: T): T => {
    started.unshift(one);
    return one;
  };
  afterAll(async () => {
    for (const one of started) await one.stop();
  });

  it('go to a node in one piece', async () => {
    const cluster = stopLater(await startRedisCluster());
    const counters = await Promise.all(
      cluster.nodes.map(async (node) => stopLater(await countingProxy(node))),
    );
    // Its nodes say where the proxies are.
    for (const [index, node] of cluster.nodes.entries()) {
      await node.command('CONFIG', 'SET', 'cluster-announce-port', counters[index]?.port ?? 0);
    }
    const url = `redis+cluster://${counters.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
    await waitFor('the nodes to tell each other', async () => {
      const slots = JSON.stringify(await cluster.nodes[0]?.command('CLUSTER', 'SLOTS'));
      return counters.every(({ port }) => slots.includes(String(port)));
    });
    const store = stopLater(await openRedisStore(url, { timeoutMs: 1_000 }));
    const owners = Array.from({ length: 60 }, (_, index) => `owner${index}`);
    const read = () => Promise.all(owners.map(async (owner) => store.read(owner, ['a', 'b'])));
    // The first ones connect.
    await waitFor('the store to work', () => read().then(Boolean, () => false));
    // A piece may be cut in two on the way, and the slots are asked for in between; sixty calls never become one by chance.
    await waitFor('one piece for each node', async () => {
      for (const counter of counters) counter.reset();
      await read();
      return counters.every((counter) => counter.sent() === 1 && counter.answered() === 1);
    });
  });
});

async function ownersOnEach(nodes: readonly RedisServer[]): Promise<[string, string, string]> {
  const slots = (await nodes[0]?.command('CLUSTER', 'SLOTS')) as [number, number, [string, number]][];
  const owners = nodes.map(({ port }) => {
    const range = slots.find(([, , [, master]]) => master === port);
    for (let index = 0; ; index++) {
      const slot = keySlot(`owner${index}`);
      if (range && slot >= range[0] && slot <= range[1]) return `owner${index}`;
    }
  });
  return owners as [string, string, string];
}

/** Passes bytes on, and counts in how many pieces they come from the client and from the server. */
async function countingProxy(server: RedisServer) {
  let sent = 0;
  let answered = 0;
  const sockets = new Set<{ destroy(): void }>();
  const proxy = createServer((client) => {
    const upstream = connect(server.port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.on('data', (bytes) => (upstream.write(bytes), sent++));
    upstream.on('data', (bytes) => (client.write(bytes), answered++));
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    port: (proxy.address() as AddressInfo).port,
    sent: () => sent,
    answered: () => answered,
    reset() {
      sent = 0;
      answered = 0;
    },
    stop() {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
