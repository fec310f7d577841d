// Planning in a process of its own: the same plans, a deadline that holds, and nobody harmed by another's operation.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Supergraph, operationFromDocument } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { BadSupergraph, GatewayError } from '../../gateway/errors.js';
import { plannerOptions } from '../../gateway/planning/planner-main.js';
import { createPlanner, type Planner } from '../../gateway/planning/planner.js';
import { createLogger } from '../../gateway/observability/logger.js';
import { readOperationFiles } from '../../scripts/schema-rules/read-schema-inputs.js';
import { schemaFile } from '../../schema/files.js';
import { createRandomFederation } from '../conformance/random-federation.js';
import { federation2 } from '../conformance/run-case.js';
import { compose } from '../support/foreign-subgraph.js';

const city = readFileSync(schemaFile('supergraph.graphql'), 'utf8');
const operations = readOperationFiles().map(({ file, text }): [string, string] => [file, text]);
const identity = '{ me { id name } }';
const somebody = 'somebody';
/** More than any machine that the tests run on takes for an operation of the city. */
const amplyMs = 20_000;
const shortMs = 1_000;

const lines: string[] = [];
const logger = createLogger('info', { write: (line) => void lines.push(line) });

/** A flat and its dwelling in turns, twice at each level: 2^levels fields in some 100 characters a level. */
function doubling(levels: number): string {
  const fragments = Array.from(
    { length: levels },
    (_, level) =>
      `fragment U${level} on RealEstateUnit { dwelling { a: realEstateUnit { ...U${level + 1} } b${level}: realEstateUnit { ...U${level + 1} } } }`,
  );
  return `{ me { realEstateRights { unit { ...U0 } } } } ${fragments.join(' ')} fragment U${levels} on RealEstateUnit { unitCode }`;
}

/** Takes minutes of planning where it doesn't fill the memory first. */
const hostile = doubling(19);

/** Fills the memory before it is planned. */
const memoryFilling = doubling(20);

/** One subgraph that knows an interface and its types, and others. */
function composeNodes(types: number, others: Readonly<Record<string, string>>): string {
  const own = Array.from(
    { length: types },
    (_, type) => `type T${type} implements Node ${key} { id: ID! own${type}: Int }`,
  );
  const sdls = {
    ...others,
    types: `type Query { node: Node } interface Node ${key} { id: ID! } ${own.join(' ')}`,
  };
  const subgraphs = Object.entries(sdls).map(([name, sdl]) => [
    name,
    { url: `http://127.0.0.1/${name}`, sdl: `${federation2} ${sdl}` },
  ]);
  return compose(Object.fromEntries(subgraphs) as Parameters<typeof compose>[0]);
}

const key = '@key(fields: "id")';
const nodeObject = `type Node ${key} @interfaceObject { id: ID!`;

/** Different operations, each planned in some milliseconds. */
function distinct(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `{ me { id a${index}: name } }`);
}

async function refusalOf(plan: Promise<unknown>): Promise<{ code: string; status: number }> {
  const error: unknown = await plan.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof GatewayError)) throw new Error(`not refused: ${String(error)}`);
  return { code: error.code, status: error.httpStatus };
}

/** This process's children, once they are as they should be. */
async function childrenWhere(isSo: (pids: readonly number[]) => boolean): Promise<readonly number[]> {
  for (;;) {
    const text = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
    const pids = text.split(' ').filter(Boolean).map(Number);
    if (isSo(pids)) return pids;
    await wait(5);
  }
}

const tooComplex = { code: 'LIMIT_EXCEEDED', status: 400 };
const notReady = { code: 'NOT_READY', status: 503 };

describe('a planner', () => {
  const supergraph = Supergraph.build(city);
  const inThread = new QueryPlanner(supergraph, plannerOptions);
  let planner: Planner;

  beforeAll(async () => {
    planner = await createPlanner({ sdl: city, deadlineMs: amplyMs, logger });
  });
  afterAll(() => planner.stop());

  it.each(operations)('plans %s as the query planner does in this process', async (_file, document) => {
    const here = inThread.buildQueryPlan(operationFromDocument(supergraph.apiSchema(), parse(document)));
    const plan = await planner.plan(document, somebody);
    expect(plan.node).toBeDefined();
    expect(plan).toStrictEqual(JSON.parse(JSON.stringify(here)));
  });

  it('says of a malformed document that it failed, without its text', async () => {
    const failed = await planner
      .plan('{ me { secretName(number: "110101199003070000") } }', somebody)
      .catch(String);
    expect(failed).toMatch(/^Error: The planner failed: GraphQLError at /);
    expect(failed).not.toMatch(/secretName|1101/);
    const unparsable = await planner.plan('{ me { secretName', somebody).catch(String);
    expect(unparsable).toMatch(/^Error: The planner failed: GraphQLError at /);
    expect(unparsable).not.toContain('secretName');
  });

  it('answers many at once, each with its own plan', async () => {
    const fields = ['id', 'name', 'sex', 'birthDate', 'residentId'];
    const plans = fields.map((field) => planner.plan(`{ me { ${field} } }`, somebody));
    expect(planner.pending).toBe(fields.length);
    const texts = (await Promise.all(plans)).map((plan) => JSON.stringify(plan));
    fields.forEach((field, index) => expect(texts[index]).toContain(field));
    expect(planner.pending).toBe(0);
  });

  it('lets this process go on while it plans', async () => {
    let longestMs = 0;
    let lastMs = performance.now();
    const watch = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - lastMs);
      lastMs = performance.now();
    }, 1);
    const beganMs = performance.now();
    await planner.plan(doubling(11), somebody);
    const tookMs = performance.now() - beganMs;
    clearInterval(watch);
    expect(longestMs).toBeGreaterThan(0);
    expect(longestMs).toBeLessThan(tookMs / 2);
  });
});

describe('a planner at its limits', () => {
  let planner: Planner;
  const start = async (deadlineMs: number, sdl = city): Promise<void> => {
    planner = await createPlanner({ sdl, deadlineMs, logger });
    lines.length = 0;
  };
  afterEach(() => planner.stop());

  it('refuses what takes longer than the deadline and answers the others in their turn', async () => {
    await start(shortMs);
    const settled: string[] = [];
    const note = (name: string) => () => void settled.push(name);
    const late = refusalOf(planner.plan(hostile, somebody)).finally(note('hostile'));
    const first = planner.plan(identity, somebody).finally(note('first'));
    const second = planner.plan('{ me { sex } }', somebody).finally(note('second'));
    expect(await late).toEqual(tooComplex);
    expect((await first).node).toBeDefined();
    expect((await second).node).toBeDefined();
    expect(settled).toEqual(['hostile', 'first', 'second']);
    expect(lines.join('')).toContain('"outcome":"late"');
    expect(lines.join('')).not.toContain('RealEstateUnit');
  });

  it('ends one process alone for one hostile text, however often it comes', async () => {
    await start(shortMs);
    const together = await Promise.all([1, 2, 3].map(() => refusalOf(planner.plan(hostile, somebody))));
    expect(together).toEqual([tooComplex, tooComplex, tooComplex]);
    expect(await refusalOf(planner.plan(hostile, somebody))).toEqual(tooComplex);
    // Planned again, it would have ended another process.
    expect(lines).toHaveLength(1);
  });

  it('refuses what fills the memory, and goes on with another process', async () => {
    await start(120_000);
    const filling = refusalOf(planner.plan(memoryFilling, somebody));
    const other = planner.plan(identity, somebody);
    expect(await filling).toEqual(tooComplex);
    expect((await other).node).toBeDefined();
    expect(lines.join('')).toContain('SIGABRT');
    expect(await refusalOf(planner.plan(memoryFilling, somebody))).toEqual(tooComplex);
  }, 150_000);

  it.each([
    ['thousands of ways', 2, 4],
    ['more ways than a list holds', 10, 2],
  ])('refuses what can be fetched in %s without ending its process', async (_many, types, levels) => {
    const object = `${nodeObject} peer: Node @shareable size: Int @shareable }`;
    await start(amplyMs, composeNodes(types, { a: object, b: object, c: object }));
    const nested = `${'{ peer '.repeat(levels)}{ size ... on T0 { own0 } }${'}'.repeat(levels)}`;
    expect(await refusalOf(planner.plan(`{ node ${nested} }`, somebody))).toEqual(tooComplex);
    expect((await planner.plan('{ node { peer { size } } }', somebody)).node).toBeDefined();
    expect(lines).toEqual([]);
  });

  it('plans interface objects nested in each other, of however many types', async () => {
    const left = `${nodeObject} left: Node size: Int }`;
    const right = `${nodeObject} right: Node length: Int }`;
    await start(amplyMs, composeNodes(12, { left, right }));
    const fields = 'size length ... on T5 { own5 }';
    const nested = `left { right { left { right { left { right { ${fields} } } } } } }`;
    expect((await planner.plan(`{ node { ${nested} } }`, somebody)).node).toBeDefined();
    expect(lines).toEqual([]);
  });

  it('ends a process that doesn’t get ready, refuses who waits for it, and starts another for the next', async () => {
    await start(
      shortMs,
      compose({ a: { url: 'http://127.0.0.1/', sdl: 'type Query { a: Int b: Int c: Int }' } }),
    );
    const [first = 0] = await childrenWhere((pids) => pids.length === 1);
    process.kill(first, 'SIGKILL');
    await childrenWhere((pids) => !pids.includes(first));
    const waiting = ['{ a }', '{ b }'].map((document) => refusalOf(planner.plan(document, somebody)));
    const [second = 0] = await childrenWhere((pids) => pids.length === 1);
    process.kill(second, 'SIGSTOP');
    expect(await Promise.all(waiting)).toEqual([notReady, notReady]);
    expect(lines.join('')).toContain('"outcome":"late"');
    expect((await planner.plan('{ c }', somebody)).node).toBeDefined();
    expect(await childrenWhere((pids) => pids.length === 1)).not.toContain(second);
  }, 120_000);

  it('plans requirements that the query planner finds no end of', async () => {
    const { subgraphs, questions } = createRandomFederation(46);
    const urls = Object.entries(subgraphs).map(([name, { sdl }]) => [name, { sdl, url: 'http://127.0.0.1' }]);
    await start(5_000, compose(Object.fromEntries(urls) as Parameters<typeof compose>[0]));
    expect((await planner.plan(questions[2]?.query ?? '', somebody)).node).toBeDefined();
    expect(lines.join('')).toContain('planner ended');
  }, 60_000);

  it('refuses a caller with more than a hundred different ones waiting, and nobody else', async () => {
    await start(amplyMs);
    const floods = distinct(101).map((document) => planner.plan(document, 'flooding'));
    const flooded = Promise.allSettled(floods);
    const refused: unknown = await planner
      .plan('{ me { sex } }', 'flooding')
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'NOT_READY', httpStatus: 503, headers: { 'retry-after': '20' } });
    expect(planner.pending).toBe(101);
    expect((await planner.plan('{ me { sex } }', somebody)).node).toBeDefined();
    expect(planner.pending).toBeGreaterThan(90);
    await planner.stop();
    expect((await flooded).at(-1)).toMatchObject({ reason: { code: 'NOT_READY' } });
  });

  it('plans the callers in turns', async () => {
    await start(amplyMs);
    const settled: string[] = [];
    const ask = (document: string, caller: string) =>
      planner.plan(document, caller).then(() => void settled.push(caller));
    const [first = '', second = '', ...others] = distinct(12);
    const flood = others.map((document) => ask(document, 'flooding'));
    await Promise.all([ask(first, 'one'), ask(second, 'other'), ask('{ me { sex } }', 'one'), ...flood]);
    expect(settled.slice(0, 6)).toEqual(['flooding', 'one', 'other', 'flooding', 'one', 'flooding']);
  });

  it('lets one caller’s hostile operations delay another’s by one of them', async () => {
    await start(shortMs);
    const flood = Array.from({ length: 20 }, (_, index) => doubling(19).replaceAll('b0', `c${index}`));
    const refused = Promise.all(flood.map((document) => refusalOf(planner.plan(document, 'hostile'))));
    await planner.plan(identity, somebody);
    expect(lines).toHaveLength(1);
    await planner.plan('{ me { sex } }', somebody);
    expect(lines).toHaveLength(2);
    expect(planner.pending).toBe(18);
    await planner.stop();
    expect((await refused).at(-1)).toEqual(notReady);
  });

  it('plans once what several ask for, in whichever turn comes first', async () => {
    await start(shortMs);
    const [first = '', second = '', third = ''] = distinct(3);
    const late = refusalOf(planner.plan(hostile, 'flooding'));
    const settled: string[] = [];
    const flood = [first, second, third].map((document) =>
      planner.plan(document, 'flooding').finally(() => settled.push(document)),
    );
    const mine = planner.plan(third, somebody);
    expect(planner.pending).toBe(4);
    expect(await late).toEqual(tooComplex);
    const plans = await Promise.all(flood);
    expect(await mine).toBe(plans[2]);
    expect(settled).toEqual([third, first, second]);
  });

  it('refuses what has waited for ten deadlines', async () => {
    await start(50);
    const variants = Array.from({ length: 13 }, (_, index) => doubling(19).replaceAll('b0', `c${index}`));
    const outcomes = await Promise.all(
      variants.map((document) => refusalOf(planner.plan(document, somebody))),
    );
    expect(outcomes[0]).toEqual(tooComplex);
    expect(outcomes.at(-1)).toEqual(notReady);
  });

  it('gives no deadline’s blame to an operation that was answered while this one was busy', async () => {
    await start(shortMs);
    await planner.plan(identity, somebody);
    const plan = planner.plan('{ me { birthDate } }', somebody);
    // Busy from here, the event loop comes to its timers before it comes to the answer.
    await nextTurn();
    const until = performance.now() + 1.5 * shortMs;
    while (performance.now() < until);
    expect((await plan).node).toBeDefined();
  });

  it('refuses what is pending and what comes after when it is stopped', async () => {
    await start(amplyMs);
    const pending = [hostile, identity].map((document) => refusalOf(planner.plan(document, somebody)));
    await planner.stop();
    expect(await Promise.all(pending)).toEqual([notReady, notReady]);
    expect(await refusalOf(planner.plan(identity, somebody))).toEqual(notReady);
    expect(planner.pending).toBe(0);
    expect(lines).toEqual([]);
  });
});

describe('a process with a planner', () => {
  it('ends by itself when nothing is to be planned', async () => {
    const modules = {
      planner: new URL('../../gateway/planning/planner.js', import.meta.url),
      logger: new URL('../../gateway/observability/logger.js', import.meta.url),
    };
    const program = `
      import { readFileSync } from 'node:fs';
      import { createPlanner } from '${modules.planner.href}';
      import { createLogger } from '${modules.logger.href}';
      const sdl = readFileSync(${JSON.stringify(schemaFile('supergraph.graphql'))}, 'utf8');
      const planner = await createPlanner({ sdl, deadlineMs: ${amplyMs}, logger: createLogger('info') });
      console.log((await planner.plan('${identity}', 'somebody')).kind);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      timeout: amplyMs,
    });
    expect(stdout.trim()).toBe('QueryPlan');
  });
});

describe('a supergraph that no planner can be built of', () => {
  it.each([
    ['without subgraphs', 'type Query { a: Int }'],
    ['that doesn’t parse', 'type {'],
    [
      'with a security feature that nobody knows',
      city.replace('schema\n', 'schema @link(url: "https://specs.example/x/v1.0", for: SECURITY)\n'),
    ],
  ])('is refused: one %s', async (_what, sdl) => {
    await expect(createPlanner({ sdl, deadlineMs: amplyMs, logger })).rejects.toThrow(BadSupergraph);
  });
});
