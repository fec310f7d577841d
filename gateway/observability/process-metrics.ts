// What the process itself needs: CPU, memory, event loop, garbage collection; under the names that dashboards for Node know.
import {
  constants,
  monitorEventLoopDelay,
  performance,
  PerformanceObserver,
  type PerformanceEntry,
} from 'node:perf_hooks';
import type { Instruments } from './instruments.js';

/** How often the event loop is looked at; what blocks it for longer is always seen. Twice as often costs an idle process 0.5 % CPU. */
const resolutionMs = 20;

const collectionKinds: ReadonlyMap<number, string> = new Map([
  [constants.NODE_PERFORMANCE_GC_MAJOR, 'major'],
  [constants.NODE_PERFORMANCE_GC_MINOR, 'minor'],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, 'incremental'],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, 'weakcb'],
]);

/** The planner's thread counts for CPU and resident memory, not for the heap and the event loop. */
export function measureProcess(instruments: Instruments): { stop(): void } {
  measureCpu(instruments);
  measureMemory(instruments);
  const stopDelay = measureEventLoop(instruments);
  const stopCollections = measureGarbageCollection(instruments);
  return {
    stop() {
      stopDelay();
      stopCollections();
    },
  };
}

function measureCpu(instruments: Instruments): void {
  const cpu = { name: 'process_cpu_seconds_total', help: 'CPU time of the process, all threads.' };
  instruments.readings('counter', { ...cpu, labels: [] }, () => {
    const { user, system } = process.cpuUsage();
    return [[[], (user + system) / 1_000_000]];
  });
  const start = { name: 'process_start_time_seconds', help: 'When the process started, Unix time.' };
  instruments.readings('gauge', { ...start, labels: [] }, () => [[[], performance.timeOrigin / 1_000]]);
}

function measureMemory(instruments: Instruments): void {
  let usage = process.memoryUsage();
  const gauge = (name: string, help: string, read: () => number): void =>
    instruments.readings('gauge', { name, help, labels: [] }, () => [[[], read()]]);
  gauge('process_resident_memory_bytes', 'Resident memory.', () => {
    usage = process.memoryUsage();
    return usage.rss;
  });
  gauge('nodejs_heap_size_total_bytes', 'Heap that V8 has.', () => usage.heapTotal);
  gauge('nodejs_heap_size_used_bytes', 'Heap that is used.', () => usage.heapUsed);
  gauge('nodejs_external_memory_bytes', 'Buffers and what else is outside the heap.', () => usage.external);
}

function measureEventLoop(instruments: Instruments): () => void {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  const secondsOf = (ns: number): number => Math.max(0, ns / 1e9 - resolutionMs / 1_000);
  const lag = {
    name: 'nodejs_eventloop_lag_seconds',
    help: 'How late timers were since this was asked last.',
  };
  instruments.readings('gauge', { ...lag, labels: ['quantile'] }, () => {
    const [p50, p99, max] = [delay.percentile(50), delay.percentile(99), delay.max].map(secondsOf);
    delay.reset();
    return [
      [['0.5'], p50 ?? 0],
      [['0.99'], p99 ?? 0],
      [['1'], max ?? 0],
    ];
  });
  const active = {
    name: 'nodejs_eventloop_active_seconds_total',
    help: 'Time that the event loop was busy: its rate is the utilization.',
  };
  instruments.readings('counter', { ...active, labels: [] }, () => [
    [[], performance.eventLoopUtilization().active / 1_000],
  ]);
  return () => delay.disable();
}

function measureGarbageCollection(instruments: Instruments): () => void {
  const family = instruments.histogram(
    { name: 'nodejs_gc_duration_seconds', help: 'Pauses for garbage collection.', labels: ['kind'] },
    [0.001, 0.01, 0.1, 1],
  );
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) family.of(kindOf(entry)).observe(entry.duration / 1_000);
  });
  observer.observe({ entryTypes: ['gc'] });
  return () => observer.disconnect();
}

/** What Node gives and its types leave out. */
function kindOf(entry: PerformanceEntry & { readonly detail?: { readonly kind?: number } }): string {
  return collectionKinds.get(entry.detail?.kind ?? -1) ?? 'other';
}
