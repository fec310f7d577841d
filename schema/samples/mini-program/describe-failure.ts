// What a page shows when there is no answer, and the way on that it offers.
import type { Failure } from '../../client/failure.js';

export interface Notice {
  /** Empty: nothing to say. */
  readonly message: string;
  readonly wayOn: '' | 'retry' | 'login';
}

export const noNotice: Notice = { message: '', wayOn: '' };
export const logInFirst: Notice = { message: '请先登录。', wayOn: 'login' };

export function describeFailure({ kind, message }: Failure): Notice {
  return { message, wayOn: kind === 'unauthenticated' ? 'login' : 'retry' };
}
