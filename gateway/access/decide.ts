// Who may see a resource, and how: a pure function of the caller, the catalogue, the grants and the day.
import type { CatalogueResource } from '../../schema/catalogue/catalogue-resource.js';
import { structuralResource } from '../../schema/catalogue/read-catalogue.js';
import type { BureauPrincipal, CitizenPrincipal, OfficialPrincipal } from '../auth/principal.js';
import type { Message } from '../errors.js';
import type { Grant } from './grant.js';

export type RefusalReason = 'NOT_AUTHORISED' | 'NEEDS_LEVEL' | 'NOT_SHARED';

/**
 * `clear`: as it is; otherwise fields with a mask are masked. `live`: the caller may have the department asked although what
 * is kept is fresh.
 */
export type Decision =
  | { readonly allow: true; readonly clear: boolean; readonly live: boolean; readonly grant?: string }
  | { readonly allow: false; readonly reason: RefusalReason; readonly message: Message };

export type DecidingPrincipal = CitizenPrincipal | BureauPrincipal | OfficialPrincipal;

export interface DecisionInputs {
  readonly principal: DecidingPrincipal;
  /** Undefined for a field whose resource isn't in the catalogue. */
  readonly resource: CatalogueResource | undefined;
  /** All grants of the caller's bureau. */
  readonly grants: readonly Grant[];
  /** Asia/Shanghai. */
  readonly today: string;
}

/** Default deny: what the catalogue doesn't know is nobody's to see. */
export function decide({ principal, resource, grants, today }: DecisionInputs): Decision {
  if (!resource)
    return refuse('NOT_AUTHORISED', {
      zh: '目录中没有此项资源。',
      en: 'The catalogue has no such resource.',
    });
  if (resource.id === structuralResource) return { allow: true, clear: true, live: true };
  return principal.kind === 'citizen'
    ? decideForCitizen(principal, resource)
    : decideForBureau(principal, resource, grants, today);
}

/** "Not shared" binds departments, never the person the data is about; a low real-name level does. */
function decideForCitizen(
  { level }: CitizenPrincipal,
  { name, minimumRealNameLevel }: CatalogueResource,
): Decision {
  // Levels are L1 to L4, so their order is that of their names.
  if (level >= minimumRealNameLevel) return { allow: true, clear: true, live: true };
  return refuse('NEEDS_LEVEL', {
    zh: `查看“${name.zh}”需要实名等级 ${minimumRealNameLevel}，当前登录为 ${level}；请完成更高等级的实名认证后重新登录。`,
    en: `"${name.en}" needs real-name level ${minimumRealNameLevel}, this login has ${level}: log in again at the higher level.`,
  });
}

function decideForBureau(
  principal: BureauPrincipal | OfficialPrincipal,
  resource: CatalogueResource,
  grants: readonly Grant[],
  today: string,
): Decision {
  const { sharing, name } = resource;
  if (sharing.class === 'NOT_SHARED') {
    return refuse('NOT_SHARED', {
      zh: `“${name.zh}”不予共享：${sharing.reason.zh}`,
      en: `"${name.en}" is not shared: ${sharing.reason.en}`,
    });
  }
  const { purposes } = resource;
  if (!purposes.includes(principal.purpose)) {
    return refuse('NOT_AUTHORISED', {
      zh: `“${name.zh}”（${resource.id}）不用于 ${principal.purpose}；目录所列用途：${purposes.join('、')}。`,
      en: `"${name.en}" (${resource.id}) is not shared for ${principal.purpose}; the catalogue lists ${purposes.join(', ')}.`,
    });
  }
  const covering = grants.filter((grant) => grant.resources.includes(resource.id));
  const good = covering.filter((grant) => obstacle(grant, principal, today) === undefined);
  const best = good.toSorted(furthest)[0];
  if (best) return { allow: true, clear: best.clear, live: best.live, grant: best.id };
  // The load on the department is what a grant is asked for here.
  if (sharing.class === 'UNCONDITIONAL') return { allow: true, clear: false, live: false };
  return refuse('NOT_AUTHORISED', explain(principal, resource, covering, today));
}

/** The one that goes furthest first: what it shows before how fresh. */
function furthest(a: Grant, b: Grant): number {
  return Number(b.clear) - Number(a.clear) || Number(b.live) - Number(a.live);
}

interface Obstacle {
  /** How near the grant came: what is told is why the nearest one doesn't do. */
  readonly rank: number;
  readonly message: Message;
}

/** Why a grant that covers the resource doesn't cover this request; undefined when it does. */
function obstacle(
  grant: Grant,
  principal: BureauPrincipal | OfficialPrincipal,
  today: string,
): Obstacle | undefined {
  const { id, status, validFrom, validTo } = grant;
  if (!grant.purposes.includes(principal.purpose)) {
    return {
      rank: 1,
      message: {
        zh: `授权 ${id} 不含用途 ${principal.purpose}`,
        en: `grant ${id} is not for the purpose ${principal.purpose}`,
      },
    };
  }
  if (!grant.items.includes(principal.item)) {
    return {
      rank: 2,
      message: {
        zh: `授权 ${id} 不含事项 ${principal.item}`,
        en: `grant ${id} is not for the item ${principal.item}`,
      },
    };
  }
  if (status !== 'APPROVED')
    return {
      rank: 3,
      message: { zh: `授权 ${id} ${statusNames[status].zh}`, en: `grant ${id} is ${statusNames[status].en}` },
    };
  if (today < validFrom)
    return {
      rank: 4,
      message: { zh: `授权 ${id} 自 ${validFrom} 起有效`, en: `grant ${id} is valid from ${validFrom}` },
    };
  if (today > validTo)
    return {
      rank: 4,
      message: { zh: `授权 ${id} 已于 ${validTo} 到期`, en: `grant ${id} expired on ${validTo}` },
    };
  if (grant.officialRequired && principal.kind !== 'official') {
    return {
      rank: 5,
      message: { zh: `授权 ${id} 要求请求中写明经办人`, en: `grant ${id} needs an official in the request` },
    };
  }
  return undefined;
}

const statusNames = {
  REQUESTED: { zh: '尚未批准', en: 'not approved yet' },
  SUSPENDED: { zh: '已暂停', en: 'suspended' },
  REVOKED: { zh: '已撤销', en: 'revoked' },
} as const;

function explain(
  principal: BureauPrincipal | OfficialPrincipal,
  { id, name }: CatalogueResource,
  covering: readonly Grant[],
  today: string,
): Message {
  const nearest = covering
    .flatMap((grant) => obstacle(grant, principal, today) ?? [])
    .sort((a, b) => b.rank - a.rank)[0];
  const why = nearest?.message ?? { zh: '没有授权', en: 'there is no grant' };
  return {
    zh: `无权查看“${name.zh}”（${id}）：${why.zh}。请向数据资源管理局申请，写明资源、用途 ${principal.purpose} 和事项 ${principal.item}。`,
    en: `No right to "${name.en}" (${id}): ${why.en}. Apply to the data bureau, naming the resource, the purpose ${principal.purpose} and the item ${principal.item}.`,
  };
}

function refuse(reason: RefusalReason, message: Message): Decision {
  return { allow: false, reason, message };
}
