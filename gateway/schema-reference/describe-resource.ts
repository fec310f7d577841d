// One resource of the catalogue, with everything that it says for readers of the graph.
import type { CatalogueResource } from '../../schema/catalogue/catalogue-resource.js';
import type { Catalogue } from '../../schema/catalogue/read-catalogue.js';
import { html, type Html } from '../http/html.js';
import { describeFreshness, factList, sharingNames } from './field-facts.js';

export function describeResource(resource: CatalogueResource, { purposes }: Catalogue): Html {
  const { id, name, abstract, provider, legalBasis, coverage, serviceHours, sharing } = resource;
  const nameOf = (code: string): string => `${purposes.get(code)?.name.zh ?? ''} ${code}`;
  return html`<section id="resource-${id}" class="type">
    <h2><a href="#resource-${id}">${name.zh}</a> <small>${name.en} · ${id}</small></h2>
    <p class="description">${abstract.zh} ${abstract.en}</p>
    ${factList([
      ['提供方 Provider', `${provider.name.zh} ${provider.name.en}`],
      ['目录代码 Code', resource.code],
      ['共享 Sharing', `${sharingNames[sharing.class]}${ruleOf(sharing)}`],
      ['用途 Purposes', resource.purposes.map(nameOf).join('；') || '—'],
      ['实名等级 Level', `${resource.minimumRealNameLevel}+`],
      ['法律依据 Legal basis', `${legalBasis.text.zh} ${legalBasis.text.en}`],
      ['更新 Updated', resource.updateCycle],
      ['时效 Freshness', describeFreshness(resource)],
      ['服务时间 Hours', serviceHours ? hoursOf(serviceHours) : '全天 always'],
      [
        '覆盖 Coverage',
        `${coverage.area} · ${coverage.since} – ${coverage.until ?? ''} · ${coverage.note.zh} ${coverage.note.en}`,
      ],
      [
        '字段 Fields',
        html`${resource.items.map(({ coordinate }) => html`<a href="#${coordinate}">${coordinate}</a> `)}`,
      ],
    ])}
  </section>`;
}

function ruleOf(sharing: CatalogueResource['sharing']): string {
  switch (sharing.class) {
    case 'UNCONDITIONAL':
      return '';
    case 'CONDITIONAL':
      return ` — ${sharing.condition.zh} ${sharing.condition.en}`;
    case 'NOT_SHARED':
      return ` — ${sharing.reason.zh} ${sharing.reason.en}`;
  }
}

function hoursOf({ weekdays, opensAt, closesAt }: NonNullable<CatalogueResource['serviceHours']>): string {
  return `${weekdays.join(',')} · ${opensAt}–${closesAt} (Asia/Shanghai)`;
}
