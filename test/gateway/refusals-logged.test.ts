// What the log says of operations that come to nothing, however many.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { buildSchema, parse, type OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../../gateway/context.js';
import { GatewayError } from '../../gateway/errors.js';
import { createLogger } from '../../gateway/observability/logger.js';
import { createMetrics } from '../../gateway/observability/metrics.js';
import { createPipeline, type Pipeline } from '../../gateway/pipeline.js';

const schema = buildSchema('type Query { a: Int }');
const document = parse('{ a }');
const message = { zh: '', en: '' };

describe('the log of operations that come to nothing', () => {
  let lines: string[];
  beforeEach(() => {
    lines = [];
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const failingWith = (error: Error): Pipeline =>
    createPipeline({
      ...{ schema, rules: undefined, clients: new Map(), lookUps: undefined, scope: '' },
      operations: { compile: () => Promise.reject(error), size: 0 },
      limitCost: () => 0,
      countUse: () => undefined,
      isRegistered: () => false,
    });
  const contextOf = (requestId: string): RequestContext => ({
    requestId,
    language: 'en',
    principal: { kind: 'open', claims: undefined },
    client: { name: undefined, version: undefined },
    logger: createLogger('info', { write: (line: string) => void lines.push(line) }).child({ requestId }),
    clock: createMetrics(() => undefined).startRequest('POST'),
    forwardedHeaders: {},
    identity: undefined,
    refusalsInExtensionsOnly: false,
    live: false,
    origins: new Map(),
    uses: [],
    written: { body: undefined },
    down: new Set(),
    answeredAt: new Map(),
  });
  const ask = async (pipeline: Pipeline, times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1)
      await pipeline.execute({
        ...{ schema, document, variables: {}, queryHash: 'h', context: contextOf(`r${time}`) },
        operation: document.definitions[0] as OperationDefinitionNode,
      });
  };
  const logged = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

  it('has one warning a second of what the planner has no room for, with how often', async () => {
    const detail = 'too many of one caller';
    await ask(failingWith(new GatewayError('NOT_READY', 503, message, { detail })), 1_000);
    expect(lines).toEqual([]);
    jest.advanceTimersByTime(1_000);
    expect(logged()).toEqual([
      expect.objectContaining({
        level: 'warn',
        ...{ code: 'NOT_READY', detail, principal: 'open', count: 1_000, requestId: 'r0' },
      }),
    ]);
  });

  it('has every failure that nobody foresaw, as an error', async () => {
    await ask(failingWith(new TypeError('no')), 3);
    jest.advanceTimersByTime(1_000);
    expect(logged().map(({ level, code }) => [level, code])).toEqual(
      Array.from({ length: 3 }, () => ['error', 'INTERNAL_SERVER_ERROR']),
    );
  });
});
