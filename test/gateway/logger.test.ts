import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createLogger, redactNumbers } from '../../gateway/observability/logger.js';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = [];
  write(createLogger('debug', { write: (line) => void lines.push(line) }));
  return lines;
}

describe('the log', () => {
  it('is one line of JSON an event', () => {
    const [line] = logged((logger) => logger.info({ status: 200, ms: 12 }, 'request'));
    expect(JSON.parse(line ?? '')).toMatchObject({ level: 'info', status: 200, ms: 12, msg: 'request' });
  });

  it('lets no number of a person through, wherever it stands', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{15}$|^\d{17}[\dX]$/), fc.string(), (number, text) => {
        const [line] = logged((logger) =>
          logger.info(
            {
              field: text + number,
              nested: { list: [number] },
              [number]: 1,
              numeric: Number.parseInt(number, 10),
            },
            `about ${number} and ${text}`,
          ),
        );
        expect(line).not.toContain(number.slice(0, 14));
        expect(() => JSON.parse(line ?? '') as unknown).not.toThrow();
      }),
    );
  });

  it('escapes line ends and terminal codes', () => {
    const [line] = logged((logger) => logger.info({ name: 'a\r\n{"level":"error"}\u001b[31m' }, 'x'));
    for (const raw of ['\r', '\n', '\u001b']) expect(line?.trimEnd()).not.toContain(raw);
  });

  it('keeps times and short numbers', () => {
    expect(redactNumbers('{"time":"2026-11-15T10:20:30.123Z","ms":12345}')).toBe(
      '{"time":"2026-11-15T10:20:30.123Z","ms":12345}',
    );
  });
});
