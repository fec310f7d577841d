// Operations that are compiled for several callers at once: each waits in a turn of its own.
import { createHash } from 'node:crypto';
import { Supergraph } from '@apollo/federation-internals';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kind, parse } from 'graphql';
import {
  createOperationCompiler,
  type CompiledOperation,
  type OperationCompiler,
} from '../../gateway/execution/compile-operation.js';
import { readTypeRelations } from '../../gateway/execution/type-relations.js';
import { createLogger } from '../../gateway/observability/logger.js';
import { createWireKeys } from '../../gateway/operations/wire-key.js';
import { createPlanner, type Planner } from '../../gateway/planning/planner.js';
import { compose } from '../support/foreign-subgraph.js';

const sdl = compose({ only: { url: 'http://127.0.0.1', sdl: 'type Query { a(is: Int): Int }' } });

describe('an operation compiler', () => {
  let planner: Planner;
  let compiler: OperationCompiler;
  const planned: string[] = [];

  beforeAll(async () => {
    planner = await createPlanner({ sdl, deadlineMs: 20_000, logger: createLogger('silent') });
    compiler = createOperationCompiler({
      schema: Supergraph.build(sdl).apiSchema().toGraphQLJSSchema(),
      planner: {
        ...planner,
        async plan(document, caller) {
          const plan = await planner.plan(document, caller);
          planned.push(caller);
          return plan;
        },
      },
      wireKeys: createWireKeys(sdl),
      isOfType: readTypeRelations(sdl),
      neverNull: new Set(),
      watch: () => undefined,
    });
  });
  afterAll(() => planner.stop());

  async function compile(text: string, caller: string): Promise<CompiledOperation> {
    const document = parse(text);
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError('no operation');
    return compiler.compile({
      document,
      operation,
      queryHash: createHash('sha256').update(text).digest('hex'),
      accessKey: '',
      treat: () => ({ kind: 'clear' }),
      conditions: new Set(),
      caller,
    });
  }

  it('has nobody wait in the line of somebody else who asked for the same before', async () => {
    const texts = Array.from({ length: 30 }, (_, index) => `{ a(is: ${index}) }`);
    const flood = texts.map((text) => compile(text, 'flooding'));
    const last = flood.at(-1);
    const mine = compile(texts.at(-1) ?? '', 'somebody');
    expect(await mine).toBe(await last);
    // The one that was being planned, and this one for both.
    expect(planned.length).toBeLessThanOrEqual(3);
    await Promise.all(flood);
    expect(compiler.size).toBe(texts.length);
  });

  it('compiles anew what could not be planned', async () => {
    await planner.stop();
    const refused = await Promise.allSettled([compile('{ b: a }', 'one'), compile('{ b: a }', 'other')]);
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(compile('{ b: a }', 'one')).rejects.toMatchObject({ code: 'NOT_READY' });
  });
});
