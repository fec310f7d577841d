// The signature on a payment channel's notification: HMAC-SHA256 over time and body, so that neither can be changed.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AssertionKey } from '../../schema/contract/assertion.js';
import { RouteRefused } from '../kit/department.js';
import type { PaymentChannel } from './generated.js';

/** `t=<unix seconds>,kid=<key id>,v1=<hex HMAC-SHA256 over "<t>.<raw body>">`. */
export const notificationSignatureHeader = 'yihao-signature';

/** A captured notification can't be sent again after this; nor may a clock be further ahead. */
const toleranceSeconds = 300;

/** How a channel is written before the first dot of a key's id. */
const channelPrefixes: ReadonlyMap<string, PaymentChannel> = new Map([
  ['wechat-pay', 'WECHAT_PAY'],
  ['alipay', 'ALIPAY'],
  ['union-pay', 'UNION_PAY'],
]);

/** Which orders a key signs for: those of one channel, or undefined for all. See `verifyNotification`. */
export type KeyScope = PaymentChannel | undefined;

/** The header's value for `body`, sent at `nowSeconds` since 1970. */
export function signNotification(body: string, { id, secret }: AssertionKey, nowSeconds: number): string {
  return `t=${nowSeconds},kid=${id},v1=${macOf(secret, String(nowSeconds), Buffer.from(body)).toString('hex')}`;
}

/**
 * Gives the channel whose orders alone the signing key is good for. A key whose id is `<channel>.<anything>`, such as
 * `alipay.2026-11`, is bound to that channel (`wechat-pay`, `alipay`, `union-pay`): what leaks at one channel completes
 * no order of another. A key with any other id, such as the development city's, signs for all.
 * @throws RouteRefused with status 401 when `body` isn't what a channel signed within the last five minutes
 */
export function verifyNotification(
  header: string | string[] | undefined,
  body: Buffer,
  keys: readonly AssertionKey[],
  nowSeconds: number,
): KeyScope {
  const match = /^t=(\d{1,12}),kid=([\w.-]{1,64}),v1=([0-9a-f]{64})$/.exec(String(header ?? ''));
  const [, time, keyId, given] = match ?? [];
  if (time === undefined || keyId === undefined || given === undefined)
    throw new RouteRefused(401, 'signature missing or malformed');
  const key = keys.find(({ id }) => id === keyId);
  if (!key) throw new RouteRefused(401, 'signature has no key known here');
  if (!timingSafeEqual(Buffer.from(given, 'hex'), macOf(key.secret, time, body)))
    throw new RouteRefused(401, 'signature is wrong');
  if (Math.abs(nowSeconds - Number(time)) > toleranceSeconds)
    throw new RouteRefused(401, 'signature is too old, or the clock that made it is wrong');
  const [prefix, ...rest] = keyId.split('.');
  return rest.length > 0 ? channelPrefixes.get(prefix ?? '') : undefined;
}

function macOf(secret: Uint8Array, seconds: string, body: Buffer): Buffer {
  return createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();
}
