// The files made of the registered operations: types, texts and the manifest that gateways load.
import { format } from 'prettier';
import type { GraphQLSchema } from 'graphql';
import type { AccessTable } from '../../gateway/access/access-table.js';
import { operationTypes } from './operation-types.js';
import { fileNameOf, type RegisteredOperation } from './read-operations.js';
import { toldFields } from './told-fields.js';

/** Name of the file, from `schema/operations/generated/` → content. */
export async function generatedFiles(
  schema: GraphQLSchema,
  table: AccessTable,
  operations: readonly RegisteredOperation[],
): Promise<Map<string, string>> {
  const files = new Map([['manifest.json', await writeManifest(operations)]]);
  for (const operation of operations) {
    const file = `${fileNameOf(operation.name)}.ts`;
    files.set(file, await writeOperation(schema, table, operation));
    files.set(`texts/${file}`, await writeText(operation));
  }
  return files;
}

/** Apollo's format of persisted query manifests, version 1, so that other clients' tools write and read it too. */
function writeManifest(operations: readonly RegisteredOperation[]): Promise<string> {
  const manifest = {
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: operations.map(({ hash, name, type, body }) => ({ id: hash, name, type, body })),
  };
  return layOut(JSON.stringify(manifest), 'json');
}

async function writeOperation(
  schema: GraphQLSchema,
  table: AccessTable,
  operation: RegisteredOperation,
): Promise<string> {
  const { name, type, hash, file, comment } = operation;
  const types = await operationTypes(schema, operation);
  const told = toldFields(schema, table, operation);
  const imports = [
    `import type { Operation } from '../../client/operation.js';`,
    ...(types.includes('Told<') ? [`import type { Told } from '../../client/told.js';`] : []),
  ];
  return layOut(
    `${header(file)}
${imports.join('\n')}

${comment ? `/** ${comment.replaceAll('*/', '* /').replaceAll('\n', '\n * ')} */` : ''}
export const ${name}: Operation<${name}Data, ${name}Variables> = {
  name: '${name}',
  type: '${type}',
  hash: '${hash}',
  told: ${JSON.stringify(told)},
  text: () => import('./texts/${fileNameOf(name)}.js').then(({ text }) => text),
};

${types}
`,
    'typescript',
  );
}

/** A module of its own, so that a page's bundle has the text in a part that is loaded when it is asked for. */
function writeText({ file, body }: RegisteredOperation): Promise<string> {
  const text = body.replaceAll(/[`\\]|\$\{/g, '\\$&');
  return layOut(`${header(file)}\nexport const text = \`${text}\`;\n`, 'typescript');
}

function header(file: string): string {
  return `// Generated from ${file} by \`npm run operations\`. Do not edit.`;
}

/** As the project's own Prettier settings do. */
function layOut(text: string, parser: 'json' | 'typescript'): Promise<string> {
  return format(text, { parser, printWidth: 110, singleQuote: true });
}
