// Plays the payment channel of the development city: sends the signed notification that completes a payment order.
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { parseAssertionKeys } from '../schema/contract/assertion.js';
import {
  notificationSignatureHeader,
  signNotification,
} from '../subgraphs/utilities/notification-signature.js';
import { paymentNotificationPath } from '../subgraphs/utilities/payment-notification.js';
import { developmentPaymentKeys } from './development-keys.js';

const usage = 'Usage: npm run pay -- <PaymentOrder.id> --amount <its amount, e.g. 67.84> [--fail]';

class UsageError extends Error {}

interface Payment {
  order: string;
  amount: string;
  fail: boolean;
}

function parsePayment(args: string[]): Payment {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { amount: { type: 'string' }, fail: { type: 'boolean', default: false } },
    });
    const [order, ...rest] = positionals;
    if (!order || !values.amount || rest.length > 0) throw new UsageError();
    return { order, amount: values.amount, fail: values.fail };
  } catch (cause) {
    throw new UsageError(undefined, { cause });
  }
}

/** The transaction follows from the order, so that to pay twice is to send the same notification twice. */
function notificationOf({ order, amount, fail }: Payment): string {
  return JSON.stringify({
    order,
    transaction: `development-${createHash('sha256').update(order).digest('hex').slice(0, 24)}`,
    outcome: fail ? 'FAILED' : 'PAID',
    amount,
    at: new Date().toISOString(),
  });
}

const answerSchema = z.union([
  z.object({ state: z.string() }),
  z.object({ errors: z.tuple([z.object({ message: z.string() })]) }),
]);

/** The order's state as the department answers. @throws Error in one line when it refuses or can't be reached */
async function send(body: string): Promise<string> {
  const [key] = parseAssertionKeys(process.env['PAYMENT_NOTIFICATION_KEYS'] ?? developmentPaymentKeys);
  const department = process.env['DEPARTMENT_UTILITIES_URL'] ?? 'http://127.0.0.1:4105';
  const response = await fetch(new URL(paymentNotificationPath, department), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [notificationSignatureHeader]: signNotification(body, key, Math.floor(Date.now() / 1000)),
    },
    body,
  }).catch((cause: unknown) => {
    throw new Error(`The utilities department doesn't answer at ${department}.`, { cause });
  });
  const answer = answerSchema.parse(await response.json());
  if ('state' in answer) return answer.state;
  throw new Error(`Refused (${response.status}): ${answer.errors[0].message}`);
}

async function main(args: string[]): Promise<void> {
  try {
    const payment = parsePayment(args);
    process.stdout.write(`${payment.order} is ${await send(notificationOf(payment))}\n`);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${isUsage ? usage : message.replaceAll('\n', ' ')}\n`);
    process.exitCode = isUsage ? 2 : 1;
  }
}

await main(process.argv.slice(2));
