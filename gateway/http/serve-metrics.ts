// Where `/metrics` is: on a port of its own, in development on that of GraphQL, or nowhere.
import type { Registry } from 'prom-client';
import type { Config } from '../config.js';
import { createMetricsRoute } from './metrics-route.js';
import { startHttpServer, type Route } from './server.js';

export interface ServedMetrics {
  /** What the server of GraphQL has of it. */
  readonly routes: Readonly<Record<string, Route>>;
  /** Of the server that has nothing else. */
  readonly url: string | undefined;
  stop(): Promise<void>;
}

/** A scrape takes a millisecond: what takes longer is somebody who doesn't read. */
const stopTimeoutMs = 500;

/** @throws Error in one line when the port can't be had */
export async function serveMetrics(
  { host, metricsPort }: Pick<Config, 'host' | 'metricsPort'>,
  registry: Registry,
): Promise<ServedMetrics> {
  if (metricsPort === undefined) return { routes: {}, url: undefined, stop: async () => undefined };
  const routes = { '/metrics': createMetricsRoute(registry) };
  if (metricsPort === 'same') return { routes, url: undefined, stop: async () => undefined };
  const server = await startHttpServer({ host, port: metricsPort, portVariable: 'METRICS_PORT', routes });
  return { routes: {}, url: `${server.url}/metrics`, stop: () => server.stop(stopTimeoutMs) };
}
