// Who asks.
import type { BureauStatement } from './bureau-desk.js';

export interface Citizen {
  readonly kind: 'citizen';
  /** Undefined until the gateway has told it. */
  readonly name: string | undefined;
  /** Real-name level, L1 to L4. */
  readonly level: string;
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
}

export interface BureauCaller {
  readonly kind: 'bureau';
  readonly name: string;
  /** Signed with each request. */
  readonly statement: BureauStatement;
  readonly accessToken: string;
}

/** Who is `expired` was somebody, and can be again without choosing anew. */
export type Caller =
  | { readonly kind: 'nobody' }
  | Citizen
  | BureauCaller
  | { readonly kind: 'expired'; readonly was: Citizen | BureauCaller };

export function nameOf(caller: Citizen | BureauCaller): string {
  if (caller.kind === 'citizen') return `${caller.name ?? '市民 citizen'} · ${caller.level}`;
  const { purpose, item, official } = caller.statement;
  return `${caller.name} · ${purpose} · ${item}${official ? ` · ${official.post}` : ''}`;
}
