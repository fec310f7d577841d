// The way to one Redis server: the calls of a turn in one pipeline, each with a deadline, none while the server is down.
import { Cluster } from 'ioredis';
import type { BreakerState, StoreFailure } from './cache-metrics.js';
import type { Breaker } from './breaker.js';
import type { RedisClient } from './redis-connection.js';
import { StoreDown } from './store.js';

/** A command of ioredis and its arguments. */
export type RedisCommand = [name: string, ...args: (string | number | Buffer)[]];

export interface RedisLane {
  readonly breakerState: BreakerState;
  /** Sent, or to be sent at the end of the turn, and not answered yet; those that nobody waits for any more included. */
  readonly commandsInFlight: number;
  /**
   * Answers in the order of `commands`.
   * @throws RedisDown at once while the server is known to be down, and when the deadline is over
   */
  ask(commands: readonly RedisCommand[]): Promise<readonly unknown[]>;
}

/** StoreDown with its reason, for counting. */
export class RedisDown extends StoreDown {
  constructor(readonly failure: StoreFailure) {
    super(`Redis: ${failure}`);
  }
}

interface Call {
  readonly commands: readonly RedisCommand[];
  readonly resolve: (replies: readonly unknown[]) => void;
  readonly reject: (error: RedisDown) => void;
  /** Answered or given up. */
  settled: boolean;
}

/** Of a command, as ioredis has it. */
type Reply = [error: Error | null, reply: unknown];

/** Some hundred times what is under way when all is well. */
const maxCommandsInFlight = 5_000;

/** @param timeoutMs from the end of the turn, when its calls are sent */
export function createRedisLane(client: RedisClient, breaker: Breaker, timeoutMs: number): RedisLane {
  let inFlight = 0;
  let turn: Call[] = [];

  function refusal(commands: number): StoreFailure | undefined {
    if (client.status !== 'ready') return 'disconnected';
    if (inFlight + commands > maxCommandsInFlight) return 'busy';
    // Last: a call that is permitted must be settled.
    return breaker.permit() ? undefined : 'tripped';
  }

  function sendTurn(): void {
    const calls = turn;
    turn = [];
    // A busy process finds an answer that is there already only after its timers: so it looks once more.
    const deadline = setTimeout(() => setImmediate(expire, calls), timeoutMs);
    void sendPipeline(client, calls).then((replies) => {
      clearTimeout(deadline);
      for (const call of calls) finish(call, replies.splice(0, call.commands.length));
    });
  }

  function finish(call: Call, replies: readonly Reply[]): void {
    inFlight -= call.commands.length;
    if (call.settled) return;
    call.settled = true;
    const failure = failureOf(replies);
    // Whatever Redis answers, it is there: what it refuses (OOM, READONLY, LOADING, NOAUTH) costs no time.
    breaker.settle(failure === 'disconnected' ? 'dead' : 'alive');
    if (failure) call.reject(new RedisDown(failure));
    else call.resolve(replies.map(([, reply]) => reply));
  }

  function expire(calls: readonly Call[]): void {
    for (const call of calls.filter(({ settled }) => !settled)) {
      call.settled = true;
      breaker.settle('dead');
      call.reject(new RedisDown('timeout'));
    }
  }

  return {
    get breakerState() {
      return breaker.state;
    },
    get commandsInFlight() {
      return inFlight;
    },
    ask(commands) {
      const refused = refusal(commands.length);
      if (refused) return Promise.reject(new RedisDown(refused));
      inFlight += commands.length;
      if (turn.length === 0) setImmediate(sendTurn);
      return new Promise((resolve, reject) => turn.push({ commands, resolve, reject, settled: false }));
    },
  };
}

/**
 * One write to the socket. Not ioredis' auto-pipelining: it lets one pipeline run at a time, so a call would wait for the
 * deadline of those before it and then for its own.
 */
async function sendPipeline(client: RedisClient, calls: readonly Call[]): Promise<Reply[]> {
  const commands = calls.flatMap((call) => call.commands);
  // A Cluster refuses keys of several slots in one command.
  const { merged, replyTo } = client instanceof Cluster ? unmerged(commands) : mergeReads(commands);
  try {
    const replies = (await client.pipeline(merged).exec()) ?? [];
    return commands.map((_, index) => replyTo(index, replies));
  } catch (error) {
    // A Cluster whose slots have moved since the calls were put together.
    return commands.map(() => [error as Error, undefined]);
  }
}

interface Merged {
  readonly merged: RedisCommand[];
  /** To the command at this place, of the replies to `merged`. */
  readonly replyTo: (place: number, replies: readonly Reply[]) => Reply;
}

function unmerged(commands: readonly RedisCommand[]): Merged {
  return { merged: [...commands], replyTo: (place, replies) => replies[place] ?? [null, undefined] };
}

/** What Redis looks up for one call at a stretch: some 50 µs, in which it does nothing else. */
const maxKeysPerRead = 256;

/** A page reads several owners in a turn: a command costs ioredis some 25 µs, however many keys it has. */
function mergeReads(commands: readonly RedisCommand[]): Merged {
  const merged: RedisCommand[] = [];
  const places = commands.map((command) => {
    const last = merged.at(-1);
    const isJoined =
      isRead(command) && last && isRead(last) && last.length + command.length <= maxKeysPerRead;
    const start = isJoined ? last.length - 1 : 0;
    if (isJoined) last.push(...command.slice(1));
    else merged.push([...command]);
    return { at: merged.length - 1, start, count: command.length - 1 };
  });
  return {
    merged,
    replyTo(place, replies) {
      const { at, start, count } = places[place] ?? { at: 0, start: 0, count: 0 };
      const [error, reply] = replies[at] ?? [null, undefined];
      const isPart = error === null && Array.isArray(reply) && isRead(commands[place]);
      return isPart ? [null, reply.slice(start, start + count)] : [error, reply];
    },
  };
}

function isRead(command: RedisCommand | undefined): boolean {
  return command?.[0] === 'mgetBuffer';
}

function failureOf(replies: readonly Reply[]): StoreFailure | undefined {
  const error = replies.find(([error]) => error !== null)?.[0];
  if (!error) return undefined;
  return error.name === 'ReplyError' ? 'refused' : 'disconnected';
}
