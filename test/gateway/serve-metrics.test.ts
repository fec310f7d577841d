import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { serveMetrics } from '../../gateway/http/serve-metrics.js';

const host = '127.0.0.1';

describe('/metrics', () => {
  it('is nowhere when no port is given', async () => {
    const served = await serveMetrics({ host, metricsPort: undefined }, new Registry());
    expect(served).toMatchObject({ routes: {}, url: undefined });
    await served.stop();
  });

  it('is a route of the gateway in development', async () => {
    const served = await serveMetrics({ host, metricsPort: 'same' }, new Registry());
    expect(Object.keys(served.routes)).toEqual(['/metrics']);
    await served.stop();
  });

  it('names its own variable when its port is in use', async () => {
    const one = await serveMetrics({ host, metricsPort: 0 }, new Registry());
    const port = Number(new URL(one.url ?? '').port);
    await expect(serveMetrics({ host, metricsPort: port }, new Registry())).rejects.toThrow(
      `Port ${port} is in use: stop what listens there, or set METRICS_PORT to another.`,
    );
    await one.stop();
    await expect(fetch(one.url ?? '')).rejects.toThrow();
  });
});
