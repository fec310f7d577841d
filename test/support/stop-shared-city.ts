// After the tests in `test/city`.
import './start-shared-city.js';

export default async function stopSharedCity(): Promise<void> {
  await globalThis.sharedCityParts?.city.stop();
  await globalThis.sharedCityParts?.postgres.stop();
}
