// Warnings about what somebody can bring about a thousand times a second: one line a second says how often.
import type { Logger } from 'pino';

export interface BurstLog {
  /**
   * @param logger of the first of a burst; the line has its request's id, as an example
   * @param fields what bursts are told apart by: of few values each, and none of a person
   */
  add(logger: Pick<Logger, 'warn'>, fields: Readonly<Record<string, unknown>>): void;
}

const everyMs = 1_000;

export function createBurstLog(message: string): BurstLog {
  const counts = new Map<string, number>();
  return {
    add(logger, fields) {
      const key = JSON.stringify(fields);
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      if (count > 0) return;
      setTimeout(() => {
        logger.warn({ ...fields, count: counts.get(key) }, message);
        counts.delete(key);
      }, everyMs).unref();
    },
  };
}
