// Who may see what, worked out a second time: from the catalogue's JSON, the grants and the SDL, without the gateway's code.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { departmentNames } from '../../schema/contract/departments.js';
import { mask, type MaskKind } from '../../schema/contract/mask.js';
import type { Official } from '../../schema/contract/request-object.js';
import { schemaFile } from '../../schema/files.js';
import type { ReadSupergraph } from './field-tree.js';
import type { AskedField } from './ways-to-ask.js';

/** A grant as far as it decides. */
export interface OracleGrant {
  readonly bureau: string;
  readonly resources: readonly string[];
  readonly purposes: readonly string[];
  readonly items: readonly string[];
  readonly clear: boolean;
  readonly officialRequired: boolean;
  readonly validFrom: string;
  readonly validTo: string;
  readonly status: string;
}

export type Asker =
  | { readonly kind: 'citizen'; readonly level: 'L1' | 'L2' | 'L3' | 'L4' }
  | {
      readonly kind: 'bureau';
      readonly client: string;
      readonly purpose: string;
      readonly item: string;
      readonly official?: Official;
    };

export type Verdict = 'clear' | 'masked' | 'refused';

/** By coordinate. */
export type Verdicts = ReadonlyMap<string, Verdict>;

const resource = z.object({
  id: z.string(),
  sharing: z.object({ class: z.enum(['UNCONDITIONAL', 'CONDITIONAL', 'NOT_SHARED']) }),
  minimumRealNameLevel: z.string(),
  purposes: z.array(z.string()),
});
export type OracleResource = z.infer<typeof resource>;

export function readResources(): OracleResource[] {
  return [...departmentNames, 'common'].flatMap((name) =>
    z.array(resource).parse(JSON.parse(readFileSync(schemaFile(`catalogue/${name}.json`), 'utf8'))),
  );
}

/** @param day in Asia/Shanghai */
export function judge(
  asker: Asker,
  { sdl }: ReadSupergraph,
  resources: readonly OracleResource[],
  grants: readonly OracleGrant[],
  day: string,
): Verdicts {
  const byResource = new Map(resources.map((one) => [one.id, judgeResource(asker, one, grants, day)]));
  return new Map(
    [...sdl].map(([coordinate, field]) => {
      const verdict = byResource.get(field.resource ?? '') ?? 'refused';
      if (verdict === 'masked' && field.mask === undefined) return [coordinate, 'clear'];
      // Whom the caller names stays in the answer, as a masked number.
      if (verdict === 'refused' && field.nonNull && field.mask !== undefined) return [coordinate, 'masked'];
      return [coordinate, verdict];
    }),
  );
}

function judgeResource(
  asker: Asker,
  one: OracleResource,
  grants: readonly OracleGrant[],
  day: string,
): Verdict {
  if (one.id === 'common.structure') return 'clear';
  if (asker.kind === 'citizen')
    return Number(asker.level.slice(1)) >= Number(one.minimumRealNameLevel.slice(1)) ? 'clear' : 'refused';
  if (one.sharing.class === 'NOT_SHARED' || !one.purposes.includes(asker.purpose)) return 'refused';
  const good = grants.filter(
    (grant) =>
      grant.status === 'APPROVED' &&
      grant.validFrom <= day &&
      day <= grant.validTo &&
      grant.bureau === asker.client &&
      grant.resources.includes(one.id) &&
      grant.purposes.includes(asker.purpose) &&
      grant.items.includes(asker.item) &&
      (!grant.officialRequired || asker.official !== undefined),
  );
  if (good.some(({ clear }) => clear)) return 'clear';
  if (good.length > 0) return 'masked';
  return one.sharing.class === 'UNCONDITIONAL' ? 'masked' : 'refused';
}

/** Whether a bureau may see any fact of what it asks for: without one, nobody is looked up for it. */
export function mayLookUp(
  asker: Asker,
  asked: readonly AskedField[],
  verdicts: Verdicts,
  { sdl }: ReadSupergraph,
  rules: { resources: readonly OracleResource[]; grants: readonly OracleGrant[]; day: string },
): boolean {
  const facts = new Set(
    rules.resources
      .filter(({ id }) => id !== 'common.structure')
      .filter((one) => judgeResource(asker, one, rules.grants, rules.day) !== 'refused')
      .map(({ id }) => id),
  );
  const holdsFact = ({ field, children }: AskedField): boolean =>
    verdicts.get(field.coordinate) !== 'refused' &&
    (facts.has(sdl.get(field.coordinate)?.resource ?? '') || children.some(holdsFact));
  return asked.some(holdsFact);
}

export interface ExpectedAnswer {
  readonly value: unknown;
  /** Raw texts that were refused or masked on the way. */
  readonly hidden: ReadonlySet<string>;
}

/**
 * What a caller must get of one citizen.
 * @param own everything that this citizen sees of himself or herself, under the fields' own names
 */
export function expectAnswer(
  own: unknown,
  asked: readonly AskedField[],
  verdicts: Verdicts,
  { sdl }: ReadSupergraph,
): ExpectedAnswer {
  const hidden = new Set<string>();
  const hide = (value: unknown): void => {
    if (typeof value === 'string') hidden.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(hide);
  };
  const project = (value: unknown, fields: readonly AskedField[]): unknown => {
    if (Array.isArray(value)) {
      const items = value.map((item) => project(item, fields));
      return items.includes(gone) ? null : items;
    }
    if (typeof value !== 'object' || value === null || fields.length === 0) return value ?? null;
    const entries = fields.map(({ key, field, children }) => {
      const of = (value as Record<string, unknown>)[field.name];
      const verdict = verdicts.get(field.coordinate) ?? 'refused';
      const { nonNull, mask: kind } = sdl.get(field.coordinate) ?? { nonNull: false, mask: undefined };
      if (verdict !== 'clear') hide(of);
      if (verdict === 'refused') return [key, nonNull ? gone : null] as const;
      if (verdict === 'masked')
        return [key, typeof of === 'string' ? mask(kind as MaskKind, of) : null] as const;
      const projected = project(of, children);
      return [key, projected === gone && !nonNull ? null : projected] as const;
    });
    return entries.some(([, one]) => one === gone) ? gone : Object.fromEntries(entries);
  };
  const value = project(own, asked);
  return { value: value === gone ? null : value, hidden };
}

/** A field that must not be null and is refused: its parent is null instead (GraphQL, section 6.4.4). */
const gone = Symbol('gone');
