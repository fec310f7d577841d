// Registered operations are compiled before anybody asks them: for every level of citizens and for every bureau as its grants say.
import { Kind, parse, type OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
import type { GrantRegister } from './access/grant.js';
import type { Principal } from './auth/principal.js';
import { readConditions } from './operations/prepare-operation.js';
import type { RegisteredOperation } from './operations/read-manifest.js';
import type { AskedOperation, Pipeline } from './pipeline.js';

/** Planning takes 10 ms an operation and kind of caller; what isn't compiled in this time is when it is asked. */
const deadlineMs = 30_000;

export interface RegisteredCompilerOptions {
  /** Undefined before the supergraph is loaded. */
  readonly pipeline: () => Pick<Pipeline, 'warm'> | undefined;
  readonly operations: () => Iterable<RegisteredOperation>;
  readonly callers: () => readonly Principal[];
  readonly logger: Logger;
}

/** @returns a function that compiles all that isn't yet, one call after the other; it never fails */
export function createRegisteredCompiler({
  pipeline,
  operations,
  callers,
  logger,
}: RegisteredCompilerOptions): () => Promise<void> {
  const compileAll = async (): Promise<void> => {
    const registered = [...operations()];
    if (registered.length === 0) return;
    const startedMs = performance.now();
    const warmed = await pipeline()?.warm(questions(registered, callers()), deadlineMs);
    if (!warmed) return;
    const { compiled, isComplete } = warmed;
    const ms = Math.round(performance.now() - startedMs);
    const facts = { operations: registered.length, compiled, ms };
    if (isComplete) logger.info(facts, 'registered operations are compiled');
    else logger.warn(facts, 'time is up: the other registered operations are compiled when they are asked');
  };
  let last = Promise.resolve();
  return () => {
    last = last.then(compileAll).catch((error: unknown) => {
      const name = error instanceof Error ? error.name : 'unknown';
      logger.error({ reason: name }, 'registered operations are not compiled');
    });
    return last;
  };
}

/** Callers of one operation after the other, as its document is in memory for as long as that takes. */
function* questions(
  operations: readonly RegisteredOperation[],
  callers: readonly Principal[],
): Generator<AskedOperation> {
  for (const { id, body } of operations) {
    const document = parse(body);
    const operation = document.definitions.find(
      (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
    );
    if (!operation) continue;
    const conditions = readConditions(document, operation, {});
    for (const principal of callers) yield { document, operation, queryHash: id, conditions, principal };
  }
}

/** One of every kind of a city's callers: what decides about them, and nobody in person. */
export function kindsOfCallers({ grants }: GrantRegister): readonly Principal[] {
  const citizens = ['L1', 'L2', 'L3', 'L4'].map((level): Principal => {
    return { kind: 'citizen', client: '', citizen: { id: '', numbers: [] }, level };
  });
  const bureaus = [...grants].flatMap(([client, granted]) => {
    const approved = granted.filter(({ status }) => status === 'APPROVED');
    const stated = approved.flatMap(({ purposes, items }) =>
      purposes.flatMap((purpose) => items.map((item) => ({ purpose, item }))),
    );
    const distinct = new Map(stated.map((one) => [JSON.stringify(one), one]));
    return [...distinct.values()].flatMap((one): Principal[] => {
      const bureau = { client, ...one, caseNumber: '' };
      return [
        { kind: 'bureau', ...bureau },
        { kind: 'official', ...bureau, official: { id: '', post: '', terminal: '' } },
      ];
    });
  });
  return [...citizens, ...bureaus];
}
