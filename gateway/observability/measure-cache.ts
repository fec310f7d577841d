// What the cache counts, for Prometheus: by department, level and outcome, never by key or value.
import { Counter, Gauge, type Registry } from 'prom-client';
import type { CacheLevel, CacheMetrics, StoreOperation } from '../cache/cache-metrics.js';
import type { Outcome } from '../cache/kept-look-ups.js';
import { createHistogram, type Series } from './histogram.js';

export interface CacheInstruments extends CacheMetrics {
  served(this: void, department: string, outcome: Outcome, count: number): void;
  /** Read whenever somebody asks. */
  watchMemory(this: void, bytes: () => number): void;
  /** Likewise. */
  watchCommands(this: void, inFlight: () => number): void;
}

/** From a look into memory to Redis's deadline. */
const secondsBounds = [
  0.000_001, 0.000_01, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.02, 0.05,
];

export function measureCache(registry: Registry): CacheInstruments {
  const registers = [registry];
  const lookUps = new Counter({
    name: 'yihao_cache_lookups_total',
    help: 'Look-ups of fields, and of whole answers, by what answered them: near (memory), far (Redis), stale, shared (waited for another), loaded, failed.',
    labelNames: ['department', 'outcome'],
    registers,
  });
  const failures = new Counter({
    name: 'yihao_cache_failures_total',
    help: 'Calls to Redis that came to nothing: the department was asked instead, or nothing was kept.',
    labelNames: ['operation', 'failure'],
    registers,
  });
  const unreadable = new Counter({
    name: 'yihao_cache_unreadable_total',
    help: 'Values in Redis that are no use: cut short, of another version, sealed with an unknown key, or forged.',
    labelNames: ['reason'],
    registers,
  });
  const breaker = new Counter({
    name: 'yihao_cache_breaker_changes_total',
    help: 'How often Redis was given up (open), tried (half-open) and trusted again (closed).',
    labelNames: ['to'],
    registers,
  });
  let memoryBytes = (): number => 0;
  new Gauge({
    name: 'yihao_cache_memory_bytes',
    help: 'Of what is kept in this process, as estimated.',
    registers,
    collect() {
      this.set(memoryBytes());
    },
  });
  let commandsInFlight = (): number => 0;
  new Gauge({
    name: 'yihao_cache_commands_in_flight',
    help: 'Commands to Redis without an answer yet; beyond 5,000 to one server there are no more.',
    registers,
    collect() {
      this.set(commandsInFlight());
    },
  });
  return {
    served: countLookUps(lookUps),
    answered: measureCalls(registry),
    failed: (operation, failure) => failures.inc({ operation, failure }),
    unreadable: (reason) => unreadable.inc({ reason: reason.replaceAll(' ', '_') }),
    breakerMoved: (to) => breaker.inc({ to }),
    watchMemory: (bytes) => void (memoryBytes = bytes),
    watchCommands: (inFlight) => void (commandsInFlight = inFlight),
  };
}

/** Kept here until somebody asks: a page makes some dozens. */
function countLookUps(family: Counter<'department' | 'outcome'>): CacheInstruments['served'] {
  const children = new Map<string, Counter.Internal>();
  return (department, outcome, count) => {
    if (count === 0) return;
    const key = `${department} ${outcome}`;
    const child = children.get(key) ?? family.labels({ department, outcome });
    children.set(key, child);
    child.inc(count);
  };
}

function measureCalls(registry: Registry): CacheInstruments['answered'] {
  const durations = createHistogram({
    name: 'yihao_cache_operation_duration_seconds',
    help: 'Answered calls to the stores of the cache.',
    labelNames: ['level', 'operation'],
    buckets: secondsBounds,
    registry,
  });
  const byLevel: Readonly<Record<CacheLevel, Map<StoreOperation, Series>>> = {
    memory: new Map(),
    redis: new Map(),
  };
  return (level, operation, ms) => {
    const series = byLevel[level].get(operation) ?? durations({ level, operation });
    byLevel[level].set(operation, series);
    series.observe(ms / 1_000);
  };
}
