// A process that requests grants one after another: `request-many.js <count> <file or PostgreSQL address>`.
import { openGrantStore } from '../../gateway/access/open-grant-store.js';
import { requestGrant } from '../../gateway/access/grant-changes.js';
import { readCatalogue } from '../../schema/catalogue/read-catalogue.js';
import { exampleTerms } from './stored-example.js';

const [count = '1', place = ''] = process.argv.slice(2);
const catalogue = readCatalogue();
const store = await openGrantStore(place.startsWith('postgres:') ? { databaseUrl: place } : { file: place });
for (let left = Number(count); left > 0; left -= 1) {
  await store.change((stored) => requestGrant(stored, exampleTerms, { catalogue, now: new Date() }));
}
await store.close();
