// Writes the API schema that clients are given with a release: `npm run release-schema`. Later changes are held against it.
import { writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { composeSupergraph } from './compose.js';
import { releaseFile } from './schema-rules/read-schema-inputs.js';

writeFileSync(releaseFile, `${printSchema(lexicographicSortSchema(composeSupergraph().apiSchema))}\n`);
process.stdout.write(`Written: ${releaseFile}\n`);
