// What the gateway knows of a request while it answers it.
import type { Logger } from 'pino';
import type { Language } from './errors.js';
import type { Principal } from './auth/principal.js';

export interface RequestContext {
  /** Given by the client or made here; in the response header, the log and nowhere else. */
  readonly requestId: string;
  readonly language: Language;
  readonly principal: Principal;
  readonly logger: Logger;
  /** Headers that a foreign supergraph's services get as they came; empty in a city. */
  readonly forwardedHeaders: Readonly<Record<string, string>>;
  /** Department → when its first answer to this request came. */
  readonly answeredAt: Map<string, Date>;
}
