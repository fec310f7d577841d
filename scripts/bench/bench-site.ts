// Everything the bench measures, running: the departments, their supergraph, and the gateways in front of it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { startProcess } from './child-process.js';
import type { DepartmentCounts, DepartmentsReady } from './department-servers.js';
import { benchDepartments } from './departments.js';
import { startGateway, type BenchGateway, type GatewayName } from './gateways.js';

export interface BenchSite {
  readonly gateways: readonly BenchGateway[];
  countDepartmentRequests(): Promise<DepartmentCounts>;
  stop(): Promise<void>;
}

export async function startBenchSite(names: readonly GatewayName[]): Promise<BenchSite> {
  const departments = startProcess([fileURLToPath(new URL('department-servers.js', import.meta.url))]);
  const gateways: BenchGateway[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all([departments, ...gateways.map((gateway) => gateway.process)].map((one) => one.stop()));
  };
  try {
    const { urls } = await departments.nextMessage<DepartmentsReady>();
    const supergraphFile = writeTemporary('supergraph.graphql', composeBench(urls));
    for (const name of names) gateways.push(await startGateway(name, supergraphFile));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    gateways,
    countDepartmentRequests: () => departments.ask<DepartmentCounts>({ count: true }),
    stop,
  };
}

/** Path of a file that is gone when this process is. */
function writeTemporary(name: string, content: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'yihao-bench-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const file = join(directory, name);
  writeFileSync(file, content);
  return file;
}

export function composeBench(urls: DepartmentsReady['urls']): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(benchDepartments).map(([name, { sdl }]) => ({
      name,
      url: urls[name] ?? '',
      typeDefs: parse(sdl),
    })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
