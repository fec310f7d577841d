// Bursts of one warning.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createBurstLog } from '../../gateway/observability/burst-log.js';
import { createLogger } from '../../gateway/observability/logger.js';

describe('a burst', () => {
  let lines: unknown[];
  const logger = createLogger('info', {
    write(line: string) {
      const { level, reason, count, msg } = JSON.parse(line) as Record<string, unknown>;
      lines.push([level, reason, count, msg]);
    },
  });
  beforeEach(() => {
    lines = [];
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is one line a second with how often', () => {
    const log = createBurstLog('refused');
    for (let time = 0; time < 10_000; time += 1) log.add(logger, { reason: 'many' });
    jest.advanceTimersByTime(1_000);
    expect(lines).toEqual([['warn', 'many', 10_000, 'refused']]);
    for (let time = 0; time < 3; time += 1) log.add(logger, { reason: 'many' });
    jest.advanceTimersByTime(999);
    expect(lines).toHaveLength(1);
    jest.advanceTimersByTime(1);
    expect(lines[1]).toEqual(['warn', 'many', 3, 'refused']);
    jest.advanceTimersByTime(60_000);
    expect(lines).toHaveLength(2);
  });

  it('of one reason does not hide another', () => {
    const log = createBurstLog('refused');
    for (const reason of ['a', 'b', 'a']) log.add(logger, { reason });
    jest.advanceTimersByTime(1_000);
    expect(lines).toEqual([
      ['warn', 'a', 2, 'refused'],
      ['warn', 'b', 1, 'refused'],
    ]);
  });
});
