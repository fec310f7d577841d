import { describe, expect, it } from '@jest/globals';
import { serveMetrics } from '../../gateway/http/serve-metrics.js';
import { createInstruments } from '../../gateway/observability/instruments.js';

const host = '127.0.0.1';

describe('/metrics', () => {
  it('is nowhere when no port is given', async () => {
    const served = await serveMetrics({ host, metricsPort: undefined }, createInstruments());
    expect(served).toMatchObject({ routes: {}, url: undefined });
    await served.stop();
  });

  it('is a route of the gateway in development', async () => {
    const served = await serveMetrics({ host, metricsPort: 'same' }, createInstruments());
    expect(Object.keys(served.routes)).toEqual(['/metrics']);
    await served.stop();
  });

  it('names its own variable when its port is in use', async () => {
    const one = await serveMetrics({ host, metricsPort: 0 }, createInstruments());
    const port = Number(new URL(one.url ?? '').port);
    await expect(serveMetrics({ host, metricsPort: port }, createInstruments())).rejects.toThrow(
      `Port ${port} is in use: stop what listens there, or set METRICS_PORT to another.`,
    );
    await one.stop();
    await expect(fetch(one.url ?? '')).rejects.toThrow();
  });
});
