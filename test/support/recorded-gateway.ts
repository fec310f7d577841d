// A gateway whose every request to every department is written down.
import { departmentVariable } from '../../gateway/config.js';
import { departmentNames, type DepartmentName } from '../../schema/contract/departments.js';
import { startRecorder, type Recorded, type Recorder } from './recorder.js';
import { sharedCity, startTestGateway, type TestGateway } from './shared-city.js';

export interface RecordedGateway extends TestGateway {
  readonly departments: Readonly<Record<DepartmentName, Recorder>>;
  /** GraphQL requests that departments got so far. */
  asked(): Recorded[];
}

export async function startRecordedGateway(overrides: Record<string, string> = {}): Promise<RecordedGateway> {
  const departments = Object.fromEntries(
    await Promise.all(
      departmentNames.map(
        async (name) => [name, await startRecorder(sharedCity().departmentUrls[name])] as const,
      ),
    ),
  ) as Record<DepartmentName, Recorder>;
  const urls = Object.fromEntries(
    departmentNames.map((name) => [departmentVariable(name, 'URL'), `${departments[name].url}/graphql`]),
  );
  const gateway = await startTestGateway({ ...urls, ...overrides });
  return {
    ...gateway,
    departments,
    asked: () => departmentNames.flatMap((name) => departments[name].graphql()),
    async stop() {
      await gateway.stop();
      await Promise.all(departmentNames.map((name) => departments[name].stop()));
    },
  };
}
