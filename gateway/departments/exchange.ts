// One request to a department from its sending to the last byte of the answer: collects, limits, gives up, tells once.
import type { Dispatcher } from 'undici';
import { SourceDown } from '../errors.js';
import { readAnswerAge, type AnswerAge, type AnswerHeaders } from './answer-age.js';

export interface ReceivedAnswer {
  readonly status: number;
  readonly bytes: Buffer;
  readonly age: AnswerAge | undefined;
}

export interface ExchangeOptions {
  readonly department: string;
  readonly request: Dispatcher.DispatchOptions;
  readonly maxResponseBytes: number;
  /** Called once, when the connection broke before an answer began; whether the exchange was sent anew. */
  retry(): boolean;
  /** The answer or the failure: called once, and not later than the deadline. */
  settle(answer: ReceivedAnswer | SourceDown): void;
  /** The connection is free or closed; called once, not before `settle`, and after it when a deadline came first. */
  release(): void;
}

/** The connection ended under the request: undici's closed socket, and the kernel's reset and broken pipe. */
const connectionLost: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** undici calls it for each thing that happens; sent anew, the same exchange hears of the second attempt. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly request: Dispatcher.DispatchOptions;
  readonly #options: ExchangeOptions;
  #controller: Dispatcher.DispatchController | undefined;
  #isSecondTry = false;
  #settled = false;
  #status = 0;
  #age: AnswerAge | undefined;
  /** The first chunk as it came, which mostly is the answer; a larger buffer of our own when more follow. */
  #buffer: Buffer | undefined;
  #size = 0;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.request = options.request;
  }

  /** Fails the exchange now, and closes its connection if it has one. */
  giveUp(reason: string): void {
    if (this.#settled) return;
    const error = new SourceDown(this.#options.department, reason);
    this.#settle(error);
    this.#controller?.abort(error);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Given up while it waited for a connection. To throw here keeps the connection, which abort() would close.
    if (this.#settled) throw new SourceDown(this.#options.department, 'given up');
    this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: AnswerHeaders): void {
    // Informational answers (RFC 9110 section 15.2) come before the answer.
    if (status < 200) return;
    this.#status = status;
    this.#age = readAnswerAge(headers);
    const encoding = headers['content-encoding'];
    // Nobody asked for it (RFC 9110 section 12.5.3), and a few bytes could become gigabytes.
    if (encoding !== undefined && encoding !== 'identity') this.giveUp('answer is compressed');
    else if (Number(headers['content-length']) > this.#options.maxResponseBytes) this.#giveUpLength();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled) return;
    const size = this.#size + chunk.length;
    if (size > this.#options.maxResponseBytes) {
      this.#giveUpLength();
      return;
    }
    if (this.#buffer === undefined) this.#buffer = chunk;
    else this.#append(chunk, size);
    this.#size = size;
  }

  onResponseEnd(): void {
    const bytes = this.#buffer?.subarray(0, this.#size) ?? Buffer.alloc(0);
    this.#settle({ status: this.#status, bytes, age: this.#age });
    this.#options.release();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const isLost = this.#status === 0 && connectionLost.has((error as { code?: unknown }).code);
    this.#controller = undefined;
    if (isLost && !this.#settled && !this.#isSecondTry) {
      this.#isSecondTry = true;
      if (this.#options.retry()) return;
    }
    this.#settle(new SourceDown(this.#options.department, reasonOf(error), error));
    this.#options.release();
  }

  /**
   * Copies: a department that sends a byte a chunk would make a million buffers otherwise, some 100 bytes each, all of which
   * keep what was read from the socket. Grows by what has come, not by the length that was announced.
   */
  #append(chunk: Buffer, size: number): void {
    const buffer = this.#buffer ?? chunk;
    if (size > buffer.length) {
      this.#buffer = Buffer.allocUnsafeSlow(Math.max(2 * size, 16_384));
      buffer.copy(this.#buffer, 0, 0, this.#size);
    }
    this.#buffer?.set(chunk, this.#size);
  }

  #giveUpLength(): void {
    this.giveUp(`answer is larger than ${this.#options.maxResponseBytes} bytes`);
  }

  #settle(answer: ReceivedAnswer | SourceDown): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#buffer = undefined;
    this.#options.settle(answer);
  }
}

/** For the log: the kind of failure, never an address or a body. */
function reasonOf(error: Error): string {
  const { code, name } = error as { code?: unknown; name: string };
  return typeof code === 'string' ? code : name;
}
