// One page of a mini-program as `Page()` makes it: its data crosses to another thread as JSON, at a price.
const maxSetDataBytes = 1024 * 1024;

export type PageOptions = Record<string, unknown> & { data?: Record<string, unknown> };

export interface WxPage {
  readonly route: string;
  readonly data: Record<string, unknown>;
  /** How often `setData` was called, and how much it carried. */
  readonly cost: { calls: number; bytes: number };
  /** Runs a method as an event does; one that isn't there is left out if it is of the life cycle. */
  call(method: string, argument?: unknown): unknown;
  has(method: string): boolean;
}

export function createWxPage(route: string, options: PageOptions): WxPage {
  const cost = { calls: 0, bytes: 0 };
  const instance: Record<string, unknown> = {
    ...options,
    route,
    data: cloneOf(options.data ?? {}),
    setData(changes: Record<string, unknown>, done?: () => void) {
      const carried = JSON.stringify(changes, refuseLost);
      cost.calls += 1;
      cost.bytes += Buffer.byteLength(carried);
      if (Buffer.byteLength(carried) > maxSetDataBytes)
        throw new Error(`setData carries ${carried.length} characters, over the limit of 1024 kB`);
      const received = JSON.parse(carried) as Record<string, unknown>;
      for (const [path, value] of Object.entries(received)) setAt(instance['data'] as object, path, value);
      if (done) setImmediate(done);
    },
  };
  const methodOf = (name: string) => instance[name] as ((argument?: unknown) => unknown) | undefined;
  return {
    route,
    cost,
    get data() {
      return instance['data'] as Record<string, unknown>;
    },
    call: (name, argument) => methodOf(name)?.call(instance, argument),
    has: (name) => typeof instance[name] === 'function',
  };
}

function cloneOf(data: object): object {
  return JSON.parse(JSON.stringify(data, refuseLost)) as object;
}

/** What JSON leaves out would be missing on the screen without a word. */
function refuseLost(key: string, value: unknown): unknown {
  if (value === undefined || typeof value === 'function')
    throw new Error(`setData cannot carry ${typeof value} (${key})`);
  return value;
}

/** `bills[0].state` and the like. */
function setAt(data: object, path: string, value: unknown): void {
  const steps = path.match(/[^.[\]]+/g) ?? [];
  const last = steps.pop();
  let place = data as Record<string, unknown>;
  for (const step of steps) place = place[step] as Record<string, unknown>;
  if (last !== undefined) place[last] = value;
}
