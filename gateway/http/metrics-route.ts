// `/metrics`: what this process counted, for Prometheus.
import { textFormat, type Instruments } from '../observability/instruments.js';
import { sendJson, type Route } from './server.js';

export function createMetricsRoute(instruments: Instruments): Route {
  return async (request, response) => {
    if (request.method !== 'GET') {
      response.setHeader('allow', 'GET');
      return sendJson(response, 405, { errors: [{ message: 'Only GET is accepted.' }] });
    }
    response
      .writeHead(200, { 'content-type': textFormat, 'cache-control': 'no-store' })
      .end(instruments.text());
  };
}
