// `/metrics`: what this gateway counted and what its process needs, for Prometheus.
import { Registry } from 'prom-client';
import { processMetrics } from '../observability/process-metrics.js';
import { sendJson, type Route } from './server.js';

export function createMetricsRoute(registry: Registry): Route {
  return async (request, response) => {
    if (request.method !== 'GET') {
      response.setHeader('allow', 'GET');
      return sendJson(response, 405, { errors: [{ message: 'Only GET is accepted.' }] });
    }
    const all = Registry.merge([registry, processMetrics()]);
    const text = await all.metrics();
    response.writeHead(200, { 'content-type': all.contentType, 'cache-control': 'no-store' }).end(text);
  };
}
