// What the catalogue (政务信息资源目录) says of a resource: the core elements of the State's rules, and what the gateway decides by.
import { z } from 'zod';
import { parseUnifiedSocialCreditCode } from '../contract/unified-social-credit-code.js';

const text = z.string().trim().min(1);
const seconds = z.int().min(0);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 08:00');

/** A text in both languages that the gateway answers in. */
export const localisedText = z.strictObject({ zh: text, en: text });
export type LocalisedText = z.infer<typeof localisedText>;

/** 提供方. Who answers for a resource, known by the unified social credit code. */
export const provider = z.strictObject({
  name: localisedText,
  creditCode: z
    .string()
    .refine((code) => parseUnifiedSocialCreditCode(code).ok, 'must be a valid unified social credit code'),
});
export type Provider = Readonly<z.infer<typeof provider>>;

/** 用途. What data may be asked for. */
export const purpose = z.strictObject({
  code: z.string().regex(/^[A-Z]+(_[A-Z]+)*$/, 'must be in capitals, e.g. SCHOOL_ADMISSION'),
  name: localisedText,
});
export type Purpose = Readonly<z.infer<typeof purpose>>;

/** 共享类型: unconditional (无条件) needs a purpose, conditional (有条件) a grant; not shared (不予) is for the person alone. */
const sharing = z.discriminatedUnion('class', [
  z.strictObject({ class: z.literal('UNCONDITIONAL'), way: z.enum(['INTERFACE', 'EXCHANGE']) }),
  z.strictObject({
    class: z.literal('CONDITIONAL'),
    condition: localisedText,
    way: z.enum(['INTERFACE', 'EXCHANGE']),
  }),
  z.strictObject({ class: z.literal('NOT_SHARED'), reason: localisedText }),
]);

/** Beijing time; `weekdays` from 1, Monday, to 7. */
const serviceHours = z
  .strictObject({ weekdays: z.array(z.int().min(1).max(7)).min(1), opensAt: timeOfDay, closesAt: timeOfDay })
  .refine(({ opensAt, closesAt }) => opensAt < closesAt, 'must open before it closes');

/** Where and since when the register holds records: not held is not the same as not so. */
const coverage = z.strictObject({
  area: z.string().regex(/^\d{6}$/, 'must be a GB/T 2260 code'),
  since: z.iso.date(),
  until: z.iso.date().nullable(),
  note: localisedText,
});

/** How long a looked-up value is fresh, and how long after that it may stand in while it is fetched anew or can't be. */
const freshness = z.strictObject({
  freshForSeconds: seconds,
  staleWhileRevalidateSeconds: seconds,
  staleIfErrorSeconds: seconds,
});

/** A resource as its department's file states it: the provider by its credit code, no items (they follow from the schema). */
export const catalogueEntry = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/, 'must be <department>.<resource>'),
  classification: z.enum(['BASIC', 'THEMATIC', 'DEPARTMENTAL']),
  code: z.string().regex(/^[123]\d{5}\/\d{6}$/, 'must be a class of six digits, a slash and six digits'),
  name: localisedText,
  abstract: localisedText,
  provider: text,
  format: z.enum(['DATABASE', 'IMAGE', 'SELF_DESCRIBING']),
  sharing,
  openness: z.enum(['OPEN', 'CONDITIONALLY_OPEN', 'NOT_OPEN']),
  updateCycle: z.enum(['REAL_TIME', 'DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'YEARLY', 'OTHER']),
  publishedOn: z.iso.date(),
  relatedCodes: z.array(text),
  /** Grounds of the Personal Information Protection Law, article 13. */
  legalBasis: z.strictObject({
    grounds: z.array(z.enum(['STATUTORY_DUTY', 'CONTRACT', 'CONSENT'])).min(1),
    text: localisedText,
  }),
  minimumRealNameLevel: z.enum(['L1', 'L2', 'L3', 'L4']),
  purposes: z.array(text),
  mode: z.enum(['LIVE', 'SNAPSHOT']),
  serviceHours: serviceHours.nullable(),
  freshness,
  coverage,
});
export type CatalogueEntry = Readonly<z.infer<typeof catalogueEntry>>;

/** 信息项类型. */
export type InformationItemType = 'STRING' | 'INTEGER' | 'DECIMAL' | 'DATE' | 'DATETIME' | 'BOOLEAN';

/** 信息项. One datum of a resource and where the graph shows it. */
export interface InformationItem {
  readonly name: LocalisedText;
  readonly type: InformationItemType;
  /** `Citizen.birthDate`. */
  readonly coordinate: string;
}

/** A resource with its provider and its items. */
export interface CatalogueResource extends Omit<CatalogueEntry, 'provider'> {
  readonly provider: Provider;
  readonly items: readonly InformationItem[];
}
