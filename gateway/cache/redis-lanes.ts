// One lane for each server of a Cluster, so that one that hangs doesn't keep anybody from the others.
import { Cluster } from 'ioredis';
import { createBreaker } from './breaker.js';
import type { BreakerState } from './cache-metrics.js';
import { keySlot } from './key-slot.js';
import type { RedisClient } from './redis-connection.js';
import { createRedisLane, type RedisLane } from './redis-lane.js';

export interface RedisLanes {
  /** That of the server which has this owner. */
  of(owner: string): RedisLane;
  /** Whether no breaker is open. */
  readonly closed: boolean;
  /** To all servers. */
  readonly commandsInFlight: number;
}

type Moved = (to: BreakerState, from: BreakerState) => void;

export function createRedisLanes(client: RedisClient, timeoutMs: number, moved: Moved): RedisLanes {
  const create = () => createRedisLane(client, createBreaker(moved), timeoutMs);
  if (client instanceof Cluster) return clusterLanes(client, create);
  const lane = create();
  return {
    of: () => lane,
    get closed() {
      return lane.breakerState === 'closed';
    },
    get commandsInFlight() {
      return lane.commandsInFlight;
    },
  };
}

function clusterLanes(cluster: Cluster, create: () => RedisLane): RedisLanes {
  const lanes = new Map<string, RedisLane>();
  cluster.on('refresh', () => {
    // Slots of one range share their list of nodes.
    const served = new Set([...new Set(cluster.slots)].map(laneName));
    for (const name of lanes.keys()) if (!served.has(name)) lanes.delete(name);
  });
  return {
    of(owner) {
      const name = laneName(cluster.slots[keySlot(owner)]);
      const lane = lanes.get(name) ?? create();
      lanes.set(name, lane);
      return lane;
    },
    get closed() {
      return [...lanes.values()].every(({ breakerState }) => breakerState === 'closed');
    },
    get commandsInFlight() {
      return [...lanes.values()].reduce((sum, lane) => sum + lane.commandsInFlight, 0);
    },
  };
}

/** A master and its replicas: ioredis takes a pipeline for slots that the very same ones serve. */
function laneName(nodes: readonly string[] | undefined): string {
  return nodes?.join() ?? '';
}
