// What one gateway counts. No label says who asked what: every one is a closed set, a department's name or that of client software.
import { Counter, Gauge, Registry } from 'prom-client';
import { errorCodes, isErrorCode, type ErrorCode } from '../../schema/contract/error-codes.js';
import { createFieldUsage, type FieldUsage } from './field-usage.js';
import { measureCache, type CacheInstruments } from './measure-cache.js';
import { createHistogram, type Series } from './histogram.js';

/** What a request goes through, in this order; `identify` only in a city. */
export const stages = [
  /** The token, and whose it is. */
  'authenticate',
  /** Its bytes, as fast as the client sends them. */
  'body',
  /** What is signed about the body, and its JSON. */
  'admit',
  /** Apollo Server: parse and validate what it did not see before. */
  'parse',
  /** Size, cost and variables. */
  'limit',
  /** What of it the caller may see. */
  'authorize',
  /** Plan and compile what was not asked before. */
  'compile',
  /** Whom a bureau asks about. */
  'identify',
  /** Ask the departments and write their answers. */
  'execute',
  /** Say what is missing and how fresh the rest is, write the response. */
  'respond',
] as const;
export type Stage = (typeof stages)[number];

/** One request's time, cut into stages. Costs a look at the clock for each. */
export interface RequestClock {
  /** What `stage` took is the time since the stage before it ended. A stage that fails isn't ended. */
  end(stage: Stage): void;
  /** The response is written. */
  finish(status: number): void;
}

/** `errors`: it answered, and its answer has errors or isn't GraphQL; `down`: it did not answer. */
export type DepartmentOutcome = 'ok' | 'errors' | 'down';

export interface DepartmentMetrics {
  /** @param bytes of the answer; undefined when there is none */
  answered(outcome: DepartmentOutcome, startedMs: number, bytes: number | undefined): void;
}

/** `refused`: too complex, or too many wait; `failed`: a defect. */
export type PlanningOutcome = 'planned' | 'refused' | 'failed';

/** What is read from the parts themselves whenever somebody asks. */
export interface MeasuredSnapshot {
  /** SHA-256 of the supergraph, hexadecimal. */
  readonly supergraphHash: string;
  /** By department. */
  readonly clients: ReadonlyMap<string, { readonly inFlight: number }>;
  readonly operations: { readonly size: number };
  readonly planner: { readonly pending: number };
}

export interface Metrics {
  /** Of this gateway alone: what several in one process count stays apart. */
  readonly instruments: Registry;
  startRequest(method: string | undefined): RequestClock;
  /** An error in an answer, whatever became of the rest of it; codes that clients aren't shown don't count. */
  errorShown(this: void, code: unknown): void;
  department(name: string): DepartmentMetrics;
  planned(this: void, outcome: PlanningOutcome, startedMs: number): void;
  /** @param known compiled already */
  operationAsked(this: void, known: boolean): void;
  supergraphReloaded(this: void, outcome: 'served' | 'refused'): void;
  readonly cache: CacheInstruments;
  readonly fieldUsage: FieldUsage;
}

/** 10 µs to 10 s: from looking up a known token to a department's deadline. */
const secondsBounds = [
  0.000_01, 0.000_1, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];
const bytesBounds = [256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216];

/** @param current what new requests run on */
export function createMetrics(current: () => MeasuredSnapshot | undefined): Metrics {
  const registry = new Registry();
  readSnapshot(registry, current);
  return {
    instruments: registry,
    startRequest: measureRequests(registry),
    errorShown: countErrors(registry),
    department: measureDepartments(registry),
    planned: measurePlanning(registry),
    ...countOperations(registry),
    cache: measureCache(registry),
    fieldUsage: createFieldUsage(registry),
  };
}

/** The one with these labels, exported as 0 before anything is counted: Prometheus sees no increase in what appears as 1. */
function counterOf<Label extends string>(
  family: Counter<Label>,
  labels: Readonly<Record<Label, string>>,
): Counter.Internal {
  family.inc(labels, 0);
  return family.labels(labels);
}

function measureRequests(registry: Registry): Metrics['startRequest'] {
  const answered = measureAnswers(registry);
  const durations = createHistogram({
    name: 'yihao_stage_duration_seconds',
    help: 'Stages of requests to /graphql that came through them.',
    labelNames: ['stage'],
    buckets: secondsBounds,
    registry,
  });
  const byStage = new Map(stages.map((stage) => [stage, durations({ stage })]));
  let inFlight = 0;
  new Gauge({
    name: 'yihao_http_requests_in_flight',
    help: 'Requests to /graphql that are being answered.',
    registers: [registry],
    collect() {
      this.set(inFlight);
    },
  });

  return (method) => {
    inFlight += 1;
    const startedMs = performance.now();
    let endedMs = startedMs;
    let last: Stage | undefined;
    const end = (stage: Stage): void => {
      const nowMs = performance.now();
      byStage.get(stage)?.observe((nowMs - endedMs) / 1_000);
      endedMs = nowMs;
      last = stage;
    };
    return {
      end,
      finish(status) {
        inFlight -= 1;
        // Of what was refused on its way the rest is no stage.
        if (last === 'execute') end('respond');
        else endedMs = performance.now();
        answered(knownMethod(method), status).observe((endedMs - startedMs) / 1_000);
      },
    };
  };
}

function measureAnswers(registry: Registry): (method: KnownMethod, status: number) => Series {
  const durations = createHistogram({
    name: 'yihao_http_request_duration_seconds',
    help: 'Requests to /graphql, from their headers to the written response.',
    labelNames: ['method', 'status'],
    buckets: secondsBounds,
    registry,
  });
  const byMethod = {
    GET: new Map<number, Series>(),
    POST: new Map<number, Series>(),
    other: new Map<number, Series>(),
  };
  return (method, status) => {
    const byStatus = byMethod[method];
    const series = byStatus.get(status) ?? durations({ method, status: String(status) });
    byStatus.set(status, series);
    return series;
  };
}

/** Clients choose methods, and there is no end of them. */
type KnownMethod = 'GET' | 'POST' | 'other';

function knownMethod(method: string | undefined): KnownMethod {
  return method === 'GET' || method === 'POST' ? method : 'other';
}

function countErrors(registry: Registry): Metrics['errorShown'] {
  const errors = new Counter({
    name: 'yihao_errors_total',
    help: 'Errors in answers and refusals, by their code.',
    labelNames: ['code'],
    registers: [registry],
  });
  const byCode = new Map(
    (Object.keys(errorCodes) as ErrorCode[]).map((code) => [code, counterOf(errors, { code })]),
  );
  return (code) => {
    if (isErrorCode(code)) byCode.get(code)?.inc();
  };
}

function measureDepartments(registry: Registry): Metrics['department'] {
  const durations = createHistogram({
    name: 'yihao_department_request_duration_seconds',
    help: 'Requests to departments, look-ups of identities included, from sending to the parsed answer.',
    labelNames: ['department', 'outcome'],
    buckets: secondsBounds,
    registry,
  });
  const sizes = createHistogram({
    name: 'yihao_department_response_bytes',
    help: 'Answers of departments.',
    labelNames: ['department'],
    buckets: bytesBounds,
    registry,
  });
  return (department) => {
    const byOutcome = {
      ok: durations({ department, outcome: 'ok' }),
      errors: durations({ department, outcome: 'errors' }),
      down: durations({ department, outcome: 'down' }),
    };
    const size = sizes({ department });
    return {
      answered(outcome, startedMs, bytes) {
        byOutcome[outcome].observe((performance.now() - startedMs) / 1_000);
        if (bytes !== undefined) size.observe(bytes);
      },
    };
  };
}

function measurePlanning(registry: Registry): Metrics['planned'] {
  const durations = createHistogram({
    name: 'yihao_planning_duration_seconds',
    help: 'Operations planned, refused or failed by the planner, waiting included.',
    labelNames: ['outcome'],
    buckets: secondsBounds,
    registry,
  });
  const byOutcome = {
    planned: durations({ outcome: 'planned' }),
    refused: durations({ outcome: 'refused' }),
    failed: durations({ outcome: 'failed' }),
  };
  return (outcome, startedMs) => byOutcome[outcome].observe((performance.now() - startedMs) / 1_000);
}

function countOperations(registry: Registry): Pick<Metrics, 'operationAsked' | 'supergraphReloaded'> {
  const operations = new Counter({
    name: 'yihao_operations_total',
    help: 'Operations by whether they were compiled already; those compiled ahead at a reload included.',
    labelNames: ['compiled'],
    registers: [registry],
  });
  const known = counterOf(operations, { compiled: 'before' });
  const unknown = counterOf(operations, { compiled: 'now' });
  const reloads = new Counter({
    name: 'yihao_supergraph_reloads_total',
    help: 'Changed supergraphs that were taken over or refused.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const byOutcome = {
    served: counterOf(reloads, { outcome: 'served' }),
    refused: counterOf(reloads, { outcome: 'refused' }),
  };
  return {
    operationAsked: (isKnown) => (isKnown ? known : unknown).inc(),
    supergraphReloaded: (outcome) => byOutcome[outcome].inc(),
  };
}

function readSnapshot(registry: Registry, current: () => MeasuredSnapshot | undefined): void {
  new Gauge({
    name: 'yihao_supergraph_info',
    help: 'Always 1; the label is the beginning of the SHA-256 of the supergraph that is served.',
    labelNames: ['sha256'],
    registers: [registry],
    collect() {
      this.reset();
      const snapshot = current();
      if (snapshot) this.set({ sha256: snapshot.supergraphHash.slice(0, 12) }, 1);
    },
  });
  new Gauge({
    name: 'yihao_department_requests_in_flight',
    help: 'Requests that departments have not answered yet.',
    labelNames: ['department'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [department, { inFlight }] of current()?.clients ?? []) this.set({ department }, inFlight);
    },
  });
  new Gauge({
    name: 'yihao_compiled_operations',
    help: 'Compiled operations that are kept.',
    registers: [registry],
    collect() {
      this.set(current()?.operations.size ?? 0);
    },
  });
  new Gauge({
    name: 'yihao_planning_pending',
    help: 'Operations being planned or waiting for it.',
    registers: [registry],
    collect() {
      this.set(current()?.planner.pending ?? 0);
    },
  });
}
