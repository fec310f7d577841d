// Runs a conformance case: the same questions to the gateway over real subgraphs and to one monolithic schema of the same data.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphql, type GraphQLSchema } from 'graphql';
import { startGateway, type Gateway } from '../../gateway/app.js';
import { readConfig } from '../../gateway/config.js';
import { createLogger } from '../../gateway/observability/logger.js';
import {
  compose,
  replyInJson,
  startForeignSubgraph,
  type ForeignSubgraph,
  type Replier,
} from '../support/foreign-subgraph.js';
import { buildMonolith, type MonolithResolvers } from './build-monolith.js';

type SubgraphResolvers = Parameters<typeof startForeignSubgraph>[1];

/** One request. Its answer has to be the monolith's, objects' key order included. */
export interface Question {
  /** What is special about it; ends the test's name. */
  readonly about: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /**
   * `same` paths, as a set (the default). `more`, where the monolith stops at the first of the nulls that take away one
   * object. Only `some` where the monolith has some: a federated execution may rightly put an error at another place,
   * e.g. at the entity that a subgraph could not find. Paths themselves, where one service would have no errors.
   */
  readonly errors?: 'same' | 'more' | 'some' | readonly (readonly (string | number)[])[];
  /** By subgraph: how it replies while this is asked. */
  readonly replies?: Readonly<Record<string, Replier>>;
  /** How the one service resolves what these replies leave out. */
  readonly instead?: MonolithResolvers;
  /** Why the gateway does not answer this rightly today; the test then fails once it does. */
  readonly failing?: string;
}

export interface ConformanceCase {
  /** The behaviour of the federation that it is about. */
  readonly name: string;
  readonly subgraphs: Readonly<Record<string, { sdl: string; resolvers: SubgraphResolvers }>>;
  /** The graph as one service; abstract types are resolved by `__typename` of the data. */
  readonly monolith: { readonly sdl: string; readonly resolvers?: MonolithResolvers };
  /** Brings data that mutations change back to where it was; called before every execution. */
  readonly reset?: () => void;
  readonly questions: readonly Question[];
}

/** Begins the SDL of a subgraph in Federation 2 style. */
export const federation2 = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@external", "@requires", "@provides", "@shareable", "@override", "@inaccessible", "@tag", "@extends",
  "@interfaceObject", "@composeDirective"])
`;

/** What subgraphs' own errors say in these cases. Clients must never read it. */
export const secretWords = 'secret words of a subgraph';

/** Declares the tests of one case, whose servers they share. */
export function runCase({ name, subgraphs, monolith, reset, questions }: ConformanceCase): void {
  describe(name, () => {
    let federation: Federation | undefined;
    beforeAll(async () => {
      federation = await startFederation(subgraphs);
    });
    afterAll(() => federation?.stop());

    for (const question of questions) {
      const declare = question.failing === undefined ? it : it.failing;
      declare(`answers as one service would: ${question.about}`, async () => {
        reset?.();
        const schema = buildMonolith(monolith.sdl, monolith.resolvers, question.instead);
        const expected = await askMonolith(schema, question);
        // The second time finds what the first one left in caches.
        for (const _time of ['first', 'second']) {
          reset?.();
          expectAnswer(await federation?.ask(question), expected, question);
        }
      });
    }
  });
}

interface Answer {
  /** As JSON, which has an order of keys. */
  readonly data: string | undefined;
  /** One entry an error. */
  readonly paths: readonly string[];
}

interface GatewayAnswer extends Answer {
  readonly text: string;
}

function expectAnswer(
  actual: GatewayAnswer | undefined,
  expected: Answer,
  { errors = 'same' }: Question,
): void {
  if (!actual) throw new Error('the federation did not start');
  expect(JSON.parse(actual.data ?? 'null')).toEqual(JSON.parse(expected.data ?? 'null'));
  expect(actual.data).toBe(expected.data);
  if (errors === 'same') expect(new Set(actual.paths)).toEqual(new Set(expected.paths));
  else if (errors === 'more') expect(actual.paths).toEqual(expect.arrayContaining([...expected.paths]));
  else if (errors !== 'some') expect(actual.paths).toEqual(errors.map((path) => JSON.stringify(path)));
  else expect(actual.paths.length > 0).toBe(expected.paths.length > 0);
  expect(actual.text).not.toContain(secretWords);
  // Parsing hides a key that was written twice. Which characters are escaped is the writer's choice.
  if (!actual.text.includes('\\')) expect(JSON.stringify(JSON.parse(actual.text))).toBe(actual.text.trim());
}

async function askMonolith(schema: GraphQLSchema, question: Question): Promise<Answer> {
  const { query, variables, operationName } = JSON.parse(requestBody(question)) as Question;
  const answer = await graphql({
    schema,
    source: query,
    variableValues: variables,
    operationName: operationName ?? null,
  });
  // A request error has no data (GraphQL, section 7.1), but graphql-js gives null for an operation that the schema has no root for.
  const isRefused = answer.errors?.every(({ path }) => path === undefined) ?? false;
  return readAnswer(isRefused ? { ...answer, data: undefined } : answer);
}

function requestBody({ query, variables, operationName }: Question): string {
  return JSON.stringify({ query, variables, operationName });
}

interface AnswerBody {
  readonly data?: unknown;
  readonly errors?: readonly { readonly path?: readonly (string | number)[] | undefined }[];
}

function readAnswer({ data, errors = [] }: AnswerBody): Answer {
  return { data: JSON.stringify(data), paths: errors.map(({ path }) => JSON.stringify(path ?? [])) };
}

interface Federation {
  ask(question: Question): Promise<GatewayAnswer>;
  stop(): Promise<void>;
}

async function startFederation(subgraphs: ConformanceCase['subgraphs']): Promise<Federation> {
  let replies: Question['replies'];
  const started = await Promise.all(
    Object.entries(subgraphs).map(async ([name, { sdl, resolvers }]) => {
      const reply: Replier = (answer) => (replies?.[name] ?? replyInJson)(answer);
      return [name, await startForeignSubgraph(sdl, resolvers, reply)] as const;
    }),
  );
  const stopAll = (): Promise<unknown> => Promise.all(started.map(([, subgraph]) => subgraph.stop()));
  try {
    const gateway = await startOver(Object.fromEntries(started));
    return {
      ask(question) {
        replies = question.replies;
        return ask(gateway.url, question);
      },
      async stop() {
        await gateway.stop();
        await stopAll();
      },
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function startOver(subgraphs: Record<string, ForeignSubgraph>): Promise<Gateway> {
  const directory = await mkdtemp(join(tmpdir(), 'yihao-conformance-'));
  try {
    const file = join(directory, 'supergraph.graphql');
    await writeFile(file, compose(subgraphs));
    const config = readConfig({ ACCESS: 'open', PORT: '0', SUPERGRAPH: file, PLANNING_TIMEOUT_MS: '20000' });
    return await startGateway(config, createLogger('silent'));
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function ask(url: string, question: Question): Promise<GatewayAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: requestBody(question),
  });
  const text = await response.text();
  return { ...readAnswer(JSON.parse(text) as AnswerBody), text };
}
