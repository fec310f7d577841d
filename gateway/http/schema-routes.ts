// The schema beside the explorer: for people as HTML, for tools as SDL, and the registered operations as examples.
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { printSchema, type GraphQLSchema } from 'graphql';
import { schemaFile } from '../../schema/files.js';
import { renderSchemaReference } from '../schema-reference/render-schema-reference.js';
import type { SchemaFacts } from '../schema-reference/schema-facts.js';
import type { Route } from './server.js';
import { createDocumentRoute } from './static-route.js';

interface Documents {
  readonly reference: Route;
  readonly sdl: Route;
}

/** Written when somebody asks for them first, once for each schema. No login: who may see the explorer may see what it knows. */
export function createSchemaRoutes(current: () => SchemaFacts): Readonly<Record<string, Route>> {
  const written = new WeakMap<GraphQLSchema, Documents>();
  const documents = (): Documents => {
    const facts = current();
    const known = written.get(facts.schema);
    if (known) return known;
    const made = {
      reference: compressed(renderSchemaReference(facts, '/explorer/schema-filter.js'), 'text/html'),
      sdl: compressed(printSchema(facts.schema), 'text/plain'),
    };
    written.set(facts.schema, made);
    return made;
  };
  return {
    '/explorer/schema': async (request, response) => documents().reference(request, response),
    '/explorer/schema.graphql': async (request, response) => documents().sdl(request, response),
    '/explorer/operations.json': compressed(JSON.stringify(readExamples()), 'application/json'),
  };
}

function compressed(text: string, type: string): Route {
  const content = Buffer.from(text);
  return createDocumentRoute({ content, gzipped: gzipSync(content), type: `${type}; charset=utf-8` });
}

/** The project's own operations as they were written, with their comments. */
function readExamples(): readonly { readonly file: string; readonly text: string }[] {
  const folder = schemaFile('operations');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => ({ file, text: readFileSync(`${folder}/${file}`, 'utf8') }));
}
