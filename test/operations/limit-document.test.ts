// Documents made to keep the gateway busy are refused before validation, and quickly; what clients send is not.
import { readFileSync } from 'node:fs';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, getIntrospectionQuery, parse } from 'graphql';
import type { RequestContext } from '../../gateway/context.js';
import { presentableError } from '../../gateway/errors.js';
import { applyScalarRules } from '../../gateway/operations/check-variables.js';
import {
  createDocumentLimits,
  documentLimits,
  limitDocument,
  maxValidationErrors,
} from '../../gateway/operations/limit-document.js';
import { fragmentsOf, measureExpansion, rootSetsOf } from '../../gateway/operations/measure-expansion.js';
import { readOperationFiles } from '../../scripts/schema-rules/read-schema-inputs.js';
import { schemaFile } from '../../schema/files.js';
import { refusedByLimits, refusedByValidation } from './attacks.js';

const schema = buildSchema(readFileSync(schemaFile('release/api.graphql'), 'utf8'));
applyScalarRules(schema);

describe('a document from a client', () => {
  const limits = createDocumentLimits();
  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection: true,
    parseOptions: { maxTokens: documentLimits.tokens },
    validationRules: [limits.rule],
    validationOptions: { maxErrors: maxValidationErrors },
    plugins: [limits.plugin],
    formatError: presentableError,
  });
  beforeAll(() => apollo.start());
  afterAll(() => apollo.stop());

  async function ask(query: string, language: RequestContext['language'] = 'en') {
    const body = JSON.stringify({ query });
    const started = process.cpuUsage();
    const response = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: 'POST',
        headers: new HeaderMap([['content-type', 'application/json']]),
        search: '',
        body: JSON.parse(body) as unknown,
      },
      context: async () => ({ language }) as RequestContext,
    });
    const { user, system } = process.cpuUsage(started);
    if (response.body.kind !== 'complete') throw new Error('incremental');
    const { errors = [] } = JSON.parse(response.body.string) as {
      errors?: { message: string; extensions: { code: string } }[];
    };
    return { status: response.status, errors, cpuMs: (user + system) / 1_000 };
  }

  it.each(refusedByLimits)(
    'is refused for a limit that the refusal names: $name',
    async ({ query, refusal }) => {
      const { status, errors } = await ask(query);
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['LIMIT_EXCEEDED']);
      expect(errors[0]?.message).toMatch(refusal);
      expect(status).toBe(400);
    },
  );

  it.each(refusedByValidation)(
    'is left to validation, which says little: $name',
    async ({ query, refusal }) => {
      const { status, errors } = await ask(query);
      expect(errors[0]?.extensions.code).toMatch(/^GRAPHQL_(VALIDATION|PARSE)_FAILED$/);
      expect(errors[0]?.message).toMatch(refusal);
      // One more says that there would have been more.
      expect(errors.length).toBeLessThanOrEqual(maxValidationErrors + 1);
      expect(status).toBe(400);
    },
  );

  it.each([...refusedByLimits, ...refusedByValidation])(
    'blocks the event loop for less than 50 ms: $name',
    async ({ query }) => {
      // Other work on the machine only adds to it, so the quickest run counts.
      let quickest = Infinity;
      for (let run = 0; run < 20 && quickest >= 50; run += 1)
        quickest = Math.min(quickest, (await ask(query)).cpuMs);
      expect(quickest).toBeLessThan(50);
    },
  );

  it('is refused in the language of the client', async () => {
    const { errors } = await ask(`{ ${'me { id } '.repeat(30)} }`, 'zh');
    expect(errors).toEqual([
      { message: '操作过大：根字段数最多 20。请分成几个操作。', extensions: { code: 'LIMIT_EXCEEDED' } },
    ]);
  });

  it('is refused again when it comes again', async () => {
    const query = `{ me { ${'name '.repeat(30)} } }`;
    for (const _ of [1, 2]) expect((await ask(query)).errors[0]?.extensions.code).toBe('LIMIT_EXCEEDED');
  });

  it.each(readOperationFiles())('is accepted: $file', async ({ text }) => {
    const { errors } = await ask(text);
    expect(errors.filter(({ extensions }) => /LIMIT|VALIDATION/.test(extensions.code))).toEqual([]);
  });

  it('is accepted when it is the introspection query of graphql-js with everything in it', async () => {
    const query = getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    });
    expect(await ask(query)).toMatchObject({ status: undefined, errors: [] });
  });

  it('is accepted with aliases for __type and for data beside introspection', () => {
    const document = parse('{ a: __type(name: "A") { name } b: __type(name: "B") { name } c: me { d: id } }');
    expect(limitDocument(document)).toBeUndefined();
  });
});

describe('expanded fragments', () => {
  /** A fragment spreads some of those after it. */
  const fragmentBodies = fc.array(fc.array(fc.nat({ max: 11 }), { maxLength: 4 }), {
    minLength: 12,
    maxLength: 12,
  });
  const write = (bodies: readonly (readonly number[])[]): string =>
    bodies
      .map((steps, index) => {
        const targets = steps.map((step) => index + 1 + step).filter((target) => target < bodies.length);
        return `fragment F${index} on Query { a${index} ${targets.map((target) => `...F${target}`).join(' ')} }`;
      })
      .join('\n');
  const measure = (query: string) => {
    const document = parse(query);
    const fragments = fragmentsOf(document);
    return measureExpansion(rootSetsOf(document, fragments), fragments, documentLimits.depth);
  };

  it('are counted as often as they are spread', () => {
    fc.assert(
      fc.property(fragmentBodies, (bodies) => {
        const expand = (index: number): number =>
          (bodies[index] ?? [])
            .map((step) => index + 1 + step)
            .filter((target) => target < bodies.length)
            .reduce((sum, target) => sum + expand(target), 1);
        // The other fragments count together as one more operation.
        const { fields } = measure(`{ ...F0 } ${write(bodies)}`);
        expect(fields).toBeGreaterThanOrEqual(expand(0));
        expect(
          measure(`{ ${bodies.map((_, index) => `...F${index}`).join(' ')} } ${write(bodies)}`).fields,
        ).toBe(bodies.reduce((sum, _, index) => sum + expand(index), 0));
      }),
    );
  });

  it('are measured in a time that grows with the document alone', () => {
    const everySpreadsAllAfter = Array.from({ length: 39 }, (_, index) =>
      Array.from({ length: 38 - index }, (_unused, step) => step),
    );
    // 2^38 fields: walked one by one they would take an hour.
    expect(measure(`{ ...F0 } ${write(everySpreadsAllAfter)}`).fields).toBe(2 ** 38);
  });

  it('never keep the limits busy, whatever spreads what', () => {
    const spread = fc.record({ target: fc.nat({ max: 20 }), inField: fc.boolean() });
    fc.assert(
      fc.property(fc.array(fc.array(spread, { maxLength: 20 }), { maxLength: 20 }), (bodies) => {
        const definitions = bodies.map((spreads, index) => {
          const body = spreads.map(({ target, inField }, place) =>
            inField ? `a${place} { ...F${target} }` : `...F${target}`,
          );
          return `fragment F${index} on Query { a ${body.join(' ')} }`;
        });
        const started = process.cpuUsage();
        limitDocument(parse(`{ ...F0 } ${definitions.join('\n')}`));
        expect(process.cpuUsage(started).user / 1_000).toBeLessThan(2_000);
      }),
    );
  });
});
