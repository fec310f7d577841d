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
  /** Of the supergraph of the moment. */
  readonly pipeline: () => Pick<Pipeline, 'warm'>;
  readonly callers: () => readonly Principal[];
  readonly logger: Logger;
}

/** Compiles what isn't yet, one call after the other; never fails. */
export type CompileRegistered = (operations: readonly RegisteredOperation[]) => Promise<void>;

export function createRegisteredCompiler({
  pipeline,
  callers,
  logger,
}: RegisteredCompilerOptions): CompileRegistered {
  const compileAll = async (registered: readonly RegisteredOperation[]): Promise<void> => {
    if (registered.length === 0) return;
    const startedMs = performance.now();
    const { compiled, isComplete } = await pipeline().warm(questions(registered, callers()), deadlineMs);
    const ms = Math.round(performance.now() - startedMs);
    const facts = { operations: registered.length, compiled, ms };
    if (isComplete) logger.info(facts, 'registered operations are compiled');
    else logger.warn(facts, 'time is up: the other registered operations are compiled when they are asked');
  };
  let last = Promise.resolve();
  return (operations) => {
    last = last
      .then(() => compileAll(operations))
      .catch((error: unknown) => {
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
