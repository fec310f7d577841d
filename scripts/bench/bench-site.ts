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
import { startGateway, type BenchGateway, type ForeignGatewayName } from './gateways.js';

export interface BenchSite {
  readonly gateways: readonly BenchGateway[];
  countDepartmentRequests(): Promise<DepartmentCounts>;
  stop(): Promise<void>;
}

export async function startBenchSite(names: readonly ForeignGatewayName[]): Promise<BenchSite> {
  const departments = startProcess([fileURLToPath(new URL('department-servers.js', import.meta.url))]);
  const gateways: BenchGateway[] = [];
  const stop = (): Promise<void> =>
    stopAll([departments, ...gateways.flatMap(({ instances }) => instances.map(({ process }) => process))]);
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

export async function stopAll(parts: readonly { stop(): Promise<void> }[]): Promise<void> {
  await Promise.all(parts.map((part) => part.stop()));
}

/** Path of a file that is gone when this process is. */
export function writeTemporary(name: string, content: string): string {
  const file = temporaryFile(name);
  writeFileSync(file, content);
  return file;
}

/** The same, for others to write. */
export function temporaryFile(name: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'yihao-bench-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return join(directory, name);
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
