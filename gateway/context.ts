// What the gateway knows of a request while it answers it.
import type { Logger } from 'pino';
import type { PlanWish } from '../schema/contract/extension.js';
import type { Language } from './errors.js';
import type { AssertedIdentity, Principal } from './auth/principal.js';
import type { ClientSoftware } from './http/client-software.js';
import type { DepartmentTimes } from './execution/time-departments.js';
import type { Origins, Use } from './request-look-ups.js';
import type { RequestClock } from './observability/metrics.js';

export interface RequestContext {
  /** Given by the client or made here; in the response header, the log and nowhere else. */
  readonly requestId: string;
  readonly language: Language;
  readonly principal: Principal;
  readonly client: ClientSoftware;
  readonly logger: Logger;
  readonly clock: RequestClock;
  /** Headers that a foreign supergraph's services get as they came; empty in a city. */
  readonly forwardedHeaders: Readonly<Record<string, string>>;
  /** What departments are told; known once the operation says whose data it asks for. Never set for foreign supergraphs. */
  identity: AssertedIdentity | undefined;
  /** `X-Refusals: extensions`: refusals stand in `absences` alone, for clients that drop data on any error. */
  readonly refusalsInExtensionsOnly: boolean;
  /** `Cache-Control: no-cache`: nothing that is kept will do. Taken back once it is known that the caller may not ask for that. */
  live: boolean;
  /** `X-Plan`, and what is asked of departments for that; undefined where the plan isn't wanted or isn't shown. */
  readonly plan?: { readonly wish: PlanWish; readonly asked: DepartmentTimes } | undefined;
  /** What its look-ups were answered from, by resource. */
  readonly origins: Origins;
  readonly uses: Use[];
  /** Departments that did not answer. */
  readonly down: Set<string>;
  /** The whole response where it was written before: UTF-8, each byte as a character. In a place that Apollo Server's copies share. */
  readonly written: { body: string | undefined };
  /** Department → when its first answer to this request came. */
  readonly answeredAt: Map<string, Date>;
}
