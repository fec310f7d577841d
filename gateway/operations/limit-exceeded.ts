// The refusal of what is larger than a limit; it names the limit and its maximum, in development and production alike.
import { GatewayError, type Message } from '../errors.js';

/**
 * The maximum is no secret (the README has it), and a client that knows it can do something about it.
 * @param what counted thing, to be read after "at most 10"
 */
export function limitExceeded(most: number, what: Message): GatewayError {
  return new GatewayError('LIMIT_EXCEEDED', 400, {
    zh: `操作过大：${what.zh}最多 ${most}。请分成几个操作。`,
    en: `The operation is too large: at most ${most} ${what.en}. Split it into several.`,
  });
}
