// One operation to be asked, with everything that is said of it.
import type { Language } from './failure.js';
import type { Operation } from './operation.js';
import type { Priority } from './queue.js';
import type { CancelSignal } from './transport.js';

export interface Request<Data, Variables extends object> {
  readonly operation: Operation<Data, Variables>;
  readonly variables: Variables;
  readonly language: Language;
  /** Nothing that is kept will do. */
  readonly live: boolean;
  readonly priority: Priority;
  readonly timeoutMs: number;
  readonly cancelled: CancelSignal | undefined;
}
