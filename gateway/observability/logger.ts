// Structured logs, one JSON line an event, without anything that says who a person is.
import { pino, type DestinationStream, type Logger } from 'pino';

/** Six digits and more could be part of somebody's number, whatever field they are in. */
const longDigits = /(":-?)?\d*\.?\d{6,}[Xx]?/g;

export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'yihao-gateway' },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: redactNumbers },
  };
  return destination ? pino(options, destination) : pino(options);
}

/**
 * The net under every log line. What lines hold is chosen where they are written; should a number get into one all the
 * same (a library's message, a forged header), it doesn't get out. A bare JSON number becomes null, so the line stays JSON.
 */
export function redactNumbers(line: string): string {
  return line.replace(longDigits, (_match, asValue?: string) => (asValue === undefined ? '…' : '":null'));
}
