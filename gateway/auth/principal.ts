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

/** A bureau, by its own system: what it asks for is stated and signed in the request. */
export interface BureauPrincipal extends StatedRequest {
  readonly kind: 'bureau';
  /** Client id at the issuer. */
  readonly client: string;
}

/** A bureau's person, who is answerable for the look-up. */
export interface OfficialPrincipal extends StatedRequest {
  readonly kind: 'official';
  readonly client: string;
  readonly official: { readonly id: string; readonly post: string; readonly terminal: string };
}

/** What a bureau states in its signed request object. */
interface StatedRequest {
  /** Purpose code of the catalogue. */
  readonly purpose: string;
  /** Code of the service item (办事项). */
  readonly item: string;
  readonly caseNumber: string;
}

/** Whoever asks a foreign supergraph (`--access open`), which holds no citizens' data. */
export interface OpenPrincipal {
  readonly kind: 'open';
  /** Of the verified token; undefined without one, or where tokens are not looked at. */
  readonly claims: Readonly<Record<string, unknown>> | undefined;
}

export type Principal = CitizenPrincipal | BureauPrincipal | OfficialPrincipal | OpenPrincipal;

/** What departments are told about the caller, whose data this request may touch, and what of it. */
export interface AssertedIdentity {
  readonly caller: AssertedCaller;
  readonly me?: string;
  readonly subjects: readonly AssertedSubject[];
  readonly resources?: readonly string[];
}

export function citizenIdentity({ citizen, client, level }: CitizenPrincipal): AssertedIdentity {
  return {
    caller: { kind: 'citizen', client, citizen: citizen.id, level },
    me: citizen.id,
    subjects: [citizen],
  };
}

/** @param subjects the people whom the request names by number and name, and who exist */
export function bureauIdentity(
  principal: BureauPrincipal | OfficialPrincipal,
  subjects: readonly AssertedSubject[],
  resources: readonly string[],
): AssertedIdentity {
  const { client, purpose, item, caseNumber } = principal;
  const official = principal.kind === 'official' ? { official: principal.official.id } : {};
  return {
    caller: { kind: 'bureau', client, purpose, item, case: caseNumber, ...official },
    subjects,
    resources,
  };
}

/** The gateway asking for itself: covers nobody. */
export const gatewayIdentity: AssertedIdentity = { caller: { kind: 'gateway' }, subjects: [] };
