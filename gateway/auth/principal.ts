// Who is asking.
import type { AssertedCaller, AssertedSubject } from '../../schema/contract/assertion.js';

export interface CitizenPrincipal {
  readonly kind: 'citizen';
  /** OAuth client that the token was issued to. */
  readonly client: string;
  /** The citizen with every number, the current one first. */
  readonly citizen: AssertedSubject;
  /** Real-name level of this login. */
  readonly level: string;
}

/** Nobody in particular: the foreign supergraphs of `--access open`, which hold no citizens' data. */
export interface OpenPrincipal {
  readonly kind: 'open';
}

export type Principal = CitizenPrincipal | OpenPrincipal;

/** What departments are told about the caller, and whose data this request may touch. */
export interface AssertedIdentity {
  readonly caller: AssertedCaller;
  readonly me?: string;
  readonly subjects: readonly AssertedSubject[];
}

export function assertedIdentity(principal: CitizenPrincipal): AssertedIdentity {
  const { citizen, client, level } = principal;
  return {
    caller: { kind: 'citizen', client, citizen: citizen.id, level },
    me: citizen.id,
    subjects: [citizen],
  };
}

/** The gateway asking for itself: covers nobody. */
export const gatewayIdentity: AssertedIdentity = { caller: { kind: 'gateway' }, subjects: [] };
