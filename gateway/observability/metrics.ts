// What one gateway counts. No label says who asked what: every one is a closed set or a department's name.
import { errorCodes, isErrorCode, type ErrorCode } from '../../schema/contract/error-codes.js';
import { createInstruments, type Instruments } from './instruments.js';

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
  readonly instruments: Instruments;
  startRequest(method: string | undefined): RequestClock;
  /** An error in an answer, whatever became of the rest of it; codes that clients aren't shown don't count. */
  errorShown(this: void, code: unknown): void;
  department(name: string): DepartmentMetrics;
  planned(this: void, outcome: PlanningOutcome, startedMs: number): void;
  /** @param known compiled already */
  operationAsked(this: void, known: boolean): void;
  supergraphReloaded(this: void, outcome: 'served' | 'refused'): void;
}

/** 10 µs to 10 s: from looking up a known token to a department's deadline. */
const secondsBounds = [
  0.000_01, 0.000_1, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];
const bytesBounds = [256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216];

/** @param current what new requests run on */
export function createMetrics(current: () => MeasuredSnapshot | undefined): Metrics {
  const instruments = createInstruments();
  readSnapshot(instruments, current);
  return {
    instruments,
    startRequest: measureRequests(instruments),
    errorShown: countErrors(instruments),
    department: measureDepartments(instruments),
    planned: measurePlanning(instruments),
    ...countOperations(instruments),
  };
}

function measureRequests(instruments: Instruments): Metrics['startRequest'] {
  const requests = instruments.histogram(
    {
      name: 'yihao_http_request_duration_seconds',
      help: 'Requests to /graphql, from their headers to the written response.',
      labels: ['method', 'status'],
    },
    secondsBounds,
  );
  const family = instruments.histogram(
    {
      name: 'yihao_stage_duration_seconds',
      help: 'Stages of requests to /graphql that came through them.',
      labels: ['stage'],
    },
    secondsBounds,
  );
  const byStage = new Map(stages.map((stage) => [stage, family.of(stage)]));
  let inFlight = 0;
  const help = 'Requests to /graphql that are being answered.';
  instruments.readings('gauge', { name: 'yihao_http_requests_in_flight', help, labels: [] }, () => [
    [[], inFlight],
  ]);

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
        requests.of(knownMethod(method), String(status)).observe((endedMs - startedMs) / 1_000);
      },
    };
  };
}

/** Clients choose methods, and there is no end of them. */
function knownMethod(method: string | undefined): string {
  return method === 'GET' || method === 'POST' ? method : 'other';
}

function countErrors(instruments: Instruments): Metrics['errorShown'] {
  const errors = instruments.counter({
    name: 'yihao_errors_total',
    help: 'Errors in answers and refusals, by their code.',
    labels: ['code'],
  });
  const byCode = new Map((Object.keys(errorCodes) as ErrorCode[]).map((code) => [code, errors.of(code)]));
  return (code) => {
    if (isErrorCode(code)) byCode.get(code)?.add();
  };
}

function measureDepartments(instruments: Instruments): Metrics['department'] {
  const durations = instruments.histogram(
    {
      name: 'yihao_department_request_duration_seconds',
      help: 'Requests to departments, look-ups of identities included, from sending to the parsed answer.',
      labels: ['department', 'outcome'],
    },
    secondsBounds,
  );
  const sizes = instruments.histogram(
    { name: 'yihao_department_response_bytes', help: 'Answers of departments.', labels: ['department'] },
    bytesBounds,
  );
  return (name) => {
    const byOutcome = {
      ok: durations.of(name, 'ok'),
      errors: durations.of(name, 'errors'),
      down: durations.of(name, 'down'),
    };
    const size = sizes.of(name);
    return {
      answered(outcome, startedMs, bytes) {
        byOutcome[outcome].observe((performance.now() - startedMs) / 1_000);
        if (bytes !== undefined) size.observe(bytes);
      },
    };
  };
}

function measurePlanning(instruments: Instruments): Metrics['planned'] {
  const durations = instruments.histogram(
    {
      name: 'yihao_planning_duration_seconds',
      help: 'Operations planned, refused or failed by the planner, waiting included.',
      labels: ['outcome'],
    },
    secondsBounds,
  );
  const byOutcome = {
    planned: durations.of('planned'),
    refused: durations.of('refused'),
    failed: durations.of('failed'),
  };
  return (outcome, startedMs) => byOutcome[outcome].observe((performance.now() - startedMs) / 1_000);
}

function countOperations(instruments: Instruments): Pick<Metrics, 'operationAsked' | 'supergraphReloaded'> {
  const operations = instruments.counter({
    name: 'yihao_operations_total',
    help: 'Operations by whether they were compiled already; those compiled ahead at a reload included.',
    labels: ['compiled'],
  });
  const known = operations.of('before');
  const unknown = operations.of('now');
  const reloads = instruments.counter({
    name: 'yihao_supergraph_reloads_total',
    help: 'Changed supergraphs that were taken over or refused.',
    labels: ['outcome'],
  });
  const byOutcome = { served: reloads.of('served'), refused: reloads.of('refused') };
  return {
    operationAsked: (isKnown) => (isKnown ? known : unknown).add(),
    supergraphReloaded: (outcome) => byOutcome[outcome].add(),
  };
}

function readSnapshot(instruments: Instruments, current: () => MeasuredSnapshot | undefined): void {
  instruments.readings(
    'gauge',
    {
      name: 'yihao_supergraph_info',
      help: 'Always 1; the label is the beginning of the SHA-256 of the supergraph that is served.',
      labels: ['sha256'],
    },
    () => {
      const snapshot = current();
      return snapshot ? [[[snapshot.supergraphHash.slice(0, 12)], 1]] : [];
    },
  );
  instruments.readings(
    'gauge',
    {
      name: 'yihao_department_requests_in_flight',
      help: 'Requests that departments have not answered yet.',
      labels: ['department'],
    },
    () => Array.from(current()?.clients ?? [], ([name, { inFlight }]) => [[name], inFlight] as const),
  );
  const compiled = { name: 'yihao_compiled_operations', help: 'Compiled operations that are kept.' };
  instruments.readings('gauge', { ...compiled, labels: [] }, () => [[[], current()?.operations.size ?? 0]]);
  const pending = { name: 'yihao_planning_pending', help: 'Operations being planned or waiting for it.' };
  instruments.readings('gauge', { ...pending, labels: [] }, () => [[[], current()?.planner.pending ?? 0]]);
}
