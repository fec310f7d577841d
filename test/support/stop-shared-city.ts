// After the tests in `test/city`.
import { rmSync } from 'node:fs';
import './start-shared-city.js';

export default async function stopSharedCity(): Promise<void> {
  const parts = globalThis.sharedCityParts;
  await parts?.city.stop();
  await parts?.relay.stop();
  await parts?.postgres.stop();
  if (parts) rmSync(parts.directory, { recursive: true, force: true });
}
