// What the catalogue says of one field, in one short list.
import type { CatalogueResource } from '../../schema/catalogue/catalogue-resource.js';
import { structuralResource } from '../../schema/catalogue/read-catalogue.js';
import type { MaskKind } from '../../schema/contract/mask.js';
import type { FieldPolicy } from '../access/access-table.js';
import { html, type Html } from '../http/html.js';
import { describeSeconds } from './describe-seconds.js';
import type { SchemaFacts } from './schema-facts.js';

type SharingClass = CatalogueResource['sharing']['class'];

export const sharingNames: Readonly<Record<SharingClass, string>> = {
  UNCONDITIONAL: '无条件共享 Unconditional: a purpose is needed',
  CONDITIONAL: '有条件共享 Conditional: a grant is needed',
  NOT_SHARED: '不予共享 Not shared: for the person alone',
};

const maskNames: Readonly<Record<MaskKind, string>> = {
  NAME: '姓名 name',
  RESIDENT_ID: '证件号码 ID number',
  PHONE: '电话 phone',
  BANK_CARD: '银行卡 bank card',
  ACCOUNT: '户号 account',
  ADDRESS: '地址 address',
  CERTIFICATE: '证书号 certificate',
};

/** Empty where nothing is known of the field. */
export function describeFieldFacts(coordinate: string, { city }: SchemaFacts): Html | '' {
  const policy = city?.table.get(coordinate);
  if (!city || !policy) return '';
  const resource = city.catalogue.resources.get(policy.resource ?? '');
  if (!resource) return factList([['目录 Resource', '无；一律拒绝 None: refused to everybody']]);
  if (resource.id === structuralResource)
    return factList([['目录 Resource', '结构，随上级字段 Structure: follows the field that leads to it']]);
  return factList(factsOf(resource, policy));
}

type Fact = readonly [name: string, value: string | Html];

function factsOf(resource: CatalogueResource, { mask }: FieldPolicy): Fact[] {
  const { sharing, provider, minimumRealNameLevel, coverage } = resource;
  return [
    ['目录 Resource', html`<a href="#resource-${resource.id}">${resource.name.zh}</a> ${resource.name.en}`],
    ['提供方 Provider', `${provider.name.zh} ${provider.name.en}`],
    ['共享 Sharing', sharingNames[sharing.class]],
    ['实名等级 Level', `${minimumRealNameLevel}+`],
    ...(mask ? ([['脱敏 Mask', maskNames[mask]]] as const) : []),
    ['时效 Freshness', describeFreshness(resource)],
    ['覆盖 Coverage', `${coverage.area} · ${coverage.since} – ${coverage.until ?? ''}`],
  ];
}

/** Fresh, then usable while it is asked for anew, then usable while the department is down. */
export function describeFreshness({ mode, freshness }: CatalogueResource): string {
  const { freshForSeconds, staleWhileRevalidateSeconds, staleIfErrorSeconds } = freshness;
  if (freshForSeconds + staleWhileRevalidateSeconds + staleIfErrorSeconds === 0)
    return `${mode} · 每次查询 asked each time`;
  return (
    `${mode} · 新鲜 fresh ${describeSeconds(freshForSeconds)} · ` +
    `更新时 while renewed ${describeSeconds(staleWhileRevalidateSeconds)} · ` +
    `中断时 in an outage ${describeSeconds(staleIfErrorSeconds)}`
  );
}

export function factList(facts: readonly Fact[]): Html {
  return html`<dl>
    ${facts.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div> `,
    )}
  </dl>`;
}
