// How bureaus and grants come to be and change: registered; requested, approved, suspended, resumed, revoked. Pure functions.
import type { Catalogue } from '../../schema/catalogue/read-catalogue.js';
import { chinaDay, parseDate } from '../../schema/contract/calendar.js';
import { parseUnifiedSocialCreditCode } from '../../schema/contract/unified-social-credit-code.js';
import { clientNamePattern } from './client-name.js';
import type { Bureau, Grant, GrantEvent, GrantStatus } from './grant.js';
import {
  BadClientName,
  BadCreditCode,
  BadItem,
  BadStatement,
  BadValidity,
  BureauExists,
  ForbiddenTransition,
  NothingNamed,
  PurposeNotOfResource,
  ResourceNotShared,
  UnknownBureau,
  UnknownGrant,
  UnknownPurpose,
  UnknownResource,
} from './grant-change-refused.js';
import { readPublicSigningKey } from './public-signing-key.js';
import { itemCode, line, type StoredGrants } from './stored-grants.js';

/** What a bureau asks for. */
export type GrantTerms = Omit<Grant, 'id' | 'status' | 'history'>;

/** A bureau as it introduces itself. */
export interface BureauApplication extends Omit<Bureau, 'keys'> {
  /** A public key as JWK, unchecked. */
  readonly key: unknown;
}

/** For `GrantStore.change`. */
export interface Change<T> {
  readonly stored: StoredGrants;
  readonly result: T;
}

export type GrantAction = 'approve' | 'suspend' | 'resume' | 'revoke';

interface Transition {
  readonly from: readonly GrantStatus[];
  readonly to: GrantStatus;
}

/** Nothing leaves REVOKED: who wants the grant back requests a new one. */
export const grantTransitions: Readonly<Record<GrantAction, Transition>> = {
  approve: { from: ['REQUESTED'], to: 'APPROVED' },
  suspend: { from: ['APPROVED'], to: 'SUSPENDED' },
  resume: { from: ['SUSPENDED'], to: 'APPROVED' },
  revoke: { from: ['REQUESTED', 'APPROVED', 'SUSPENDED'], to: 'REVOKED' },
};

/** A grant is looked at anew when the law or the item may have changed. */
const maxYears = 3;

/**
 * Adds a bureau that may log in, and may see nothing yet that needs a grant.
 * @throws BadClientName, BureauExists, BadCreditCode, BadStatement, BadKey
 */
export function registerBureau(stored: StoredGrants, application: BureauApplication): Change<Bureau> {
  const { client, name, key } = application;
  if (!clientNamePattern.test(client)) {
    throw new BadClientName(
      `The client id ${quote(client)} is none: 2 to 32 lower-case letters, digits and hyphens.`,
    );
  }
  // Another key for a client that is there would hand its grants to whoever registers it again.
  if (stored.bureaus.some((bureau) => bureau.client === client)) {
    throw new BureauExists(`There is a bureau ${quote(client)} already.`);
  }
  const creditCode = parseUnifiedSocialCreditCode(application.creditCode);
  if (!creditCode.ok) throw new BadCreditCode(`The credit code is wrong. ${creditCode.problem.en}`);
  const result: Bureau = {
    client,
    name: { zh: statement('Chinese name', name.zh), en: statement('English name', name.en) },
    creditCode: creditCode.value.canonical,
    keys: [readPublicSigningKey(key)],
  };
  return { stored: { ...stored, bureaus: [...stored.bureaus, result] }, result };
}

/**
 * Adds a grant in status REQUESTED, under the next number of the year.
 * @throws GrantChangeRefused, in the class of the first rule that the terms break
 */
export function requestGrant(
  stored: StoredGrants,
  terms: GrantTerms,
  { catalogue, now }: { readonly catalogue: Catalogue; readonly now: Date },
): Change<Grant> {
  const wanted = withoutRepetition(terms);
  if (!stored.bureaus.some(({ client }) => client === wanted.bureau)) {
    throw new UnknownBureau(`No bureau has the client id ${quote(wanted.bureau)}.`);
  }
  checkPurposes(wanted, catalogue);
  for (const resource of wanted.resources) checkResource(resource, wanted.purposes, catalogue);
  checkItems(wanted.items);
  checkValidity(wanted);
  const legalBasis = statement('legal basis', wanted.legalBasis);
  const status = 'REQUESTED';
  const result: Grant = {
    ...{ ...wanted, legalBasis, status, id: nextId(stored, now) },
    history: [{ at: now.toISOString(), by: wanted.bureau, status, reason: legalBasis }],
  };
  return { stored: { ...stored, grants: [...stored.grants, result] }, result };
}

export interface GrantDecision {
  readonly action: GrantAction;
  readonly id: string;
  /** Who is answerable. */
  readonly by: string;
  readonly reason: string;
  readonly now: Date;
}

/** @throws UnknownGrant, ForbiddenTransition, BadStatement */
export function decideGrant(stored: StoredGrants, decision: GrantDecision): Change<Grant> {
  const { action, id, now } = decision;
  const grant = stored.grants.find((one) => one.id === id);
  if (!grant) throw new UnknownGrant(`There is no grant ${quote(id)}.`);
  const { from, to } = grantTransitions[action];
  if (!from.includes(grant.status)) {
    throw new ForbiddenTransition(
      `${id} is ${grant.status}; only a grant that is ${from.join(' or ')} can be ${to}.`,
    );
  }
  const event: GrantEvent = {
    at: now.toISOString(),
    by: statement('person answerable', decision.by),
    status: to,
    reason: statement('reason', decision.reason),
  };
  const result: Grant = { ...grant, status: to, history: [...grant.history, event] };
  return {
    stored: { ...stored, grants: stored.grants.map((one) => (one === grant ? result : one)) },
    result,
  };
}

function withoutRepetition(terms: GrantTerms): GrantTerms {
  const { resources, purposes, items } = terms;
  return {
    ...terms,
    resources: [...new Set(resources)],
    purposes: [...new Set(purposes)],
    items: [...new Set(items)],
  };
}

function checkPurposes({ resources, purposes }: GrantTerms, catalogue: Catalogue): void {
  if (resources.length === 0) throw new NothingNamed('A grant names one resource at least.');
  if (purposes.length === 0) throw new NothingNamed('A grant names one purpose at least.');
  for (const purpose of purposes) {
    if (!catalogue.purposes.has(purpose)) {
      throw new UnknownPurpose(`The catalogue has no purpose ${quote(purpose)}.`);
    }
  }
}

function checkResource(id: string, purposes: readonly string[], catalogue: Catalogue): void {
  const resource = catalogue.resources.get(id);
  if (!resource) throw new UnknownResource(`The catalogue has no resource ${quote(id)}.`);
  if (resource.sharing.class === 'NOT_SHARED') {
    throw new ResourceNotShared(`${id} is not shared: ${resource.sharing.reason.en}`);
  }
  const other = purposes.find((purpose) => !resource.purposes.includes(purpose));
  if (other === undefined) return;
  const allowed = resource.purposes.length > 0 ? resource.purposes.join(', ') : 'nothing';
  throw new PurposeNotOfResource(`${id} may not be asked for ${other}, only for ${allowed}.`);
}

function checkItems(items: readonly string[]): void {
  if (items.length === 0) throw new NothingNamed('A grant names one service item at least.');
  const bad = items.find((item) => !itemCode.safeParse(item).success);
  if (bad === undefined) return;
  throw new BadItem(`The item ${quote(bad)} is no code: 2 to 32 capitals, digits and hyphens.`);
}

function checkValidity({ validFrom, validTo }: GrantTerms): void {
  for (const day of [validFrom, validTo]) {
    if (!parseDate(day).ok) throw new BadValidity(`${quote(day)} is no day; write YYYY-MM-DD.`);
  }
  if (validTo < validFrom)
    throw new BadValidity(`The last day ${validTo} is before the first, ${validFrom}.`);
  // Compared as text: the day itself may not exist (29 February three years on), its place in the calendar does.
  const sameDayLater = `${String(Number(validFrom.slice(0, 4)) + maxYears).padStart(4, '0')}${validFrom.slice(4)}`;
  if (validTo >= sameDayLater) {
    throw new BadValidity(
      `A grant is valid for ${maxYears} years at most: until the day before ${sameDayLater}.`,
    );
  }
}

function statement(what: string, text: string): string {
  const parsed = line.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new BadStatement(`The ${what} ${parsed.error.issues[0]?.message ?? 'is wrong'}.`);
}

function nextId({ grants }: StoredGrants, now: Date): string {
  const prefix = `G-${chinaDay(now).slice(0, 4)}-`;
  const used = grants
    .filter(({ id }) => id.startsWith(prefix))
    .map(({ id }) => Number(id.slice(prefix.length)));
  return `${prefix}${String(Math.max(0, ...used) + 1).padStart(4, '0')}`;
}

/** What somebody typed, cut to a length and without anything that speaks to a terminal. */
function quote(text: string): string {
  return JSON.stringify(text.slice(0, 60).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?'));
}
