// `extensions.yihao.freshness`: who answered for each resource of the operation, and when.
import { isDepartmentName } from '../../schema/contract/departments.js';
import type { Freshness } from '../../schema/contract/extension.js';
import type { Language } from '../errors.js';
import type { CatalogueResource } from '../../schema/catalogue/catalogue-resource.js';
import type { Origins } from '../request-look-ups.js';
import type { Catalogue } from '../../schema/catalogue/read-catalogue.js';

/** What a request's resources were answered from. */
export interface AnswerSources {
  /** Department → when its first answer to this request came. */
  readonly answeredAt: ReadonlyMap<string, Date>;
  /** Of resources that may be kept. */
  readonly origins: Origins;
}

/** One entry for each resource that was answered; resources are named after their department. */
export function describeFreshness(
  resources: readonly string[],
  catalogue: Catalogue,
  { answeredAt, origins }: AnswerSources,
  language: Language,
): Freshness[] {
  // A page has some 25 resources of a few moments; each date written anew took 3 % of it.
  const texts = new Map<number, string>();
  const textOf = (ms: number): string => {
    const text = texts.get(ms) ?? new Date(ms).toISOString();
    texts.set(ms, text);
    return text;
  };
  return resources.flatMap((id): Freshness[] => {
    const department = id.split('.', 1)[0] ?? '';
    const origin = origins.get(id);
    const asOfMs = origin?.asOfMs ?? answeredAt.get(department)?.getTime();
    if (asOfMs === undefined || !isDepartmentName(department)) return [];
    const resource = catalogue.resources.get(id);
    const provider = resource?.provider.name[language] ?? department;
    const state = stateOf(origin?.state ?? 'live', resource);
    return [{ resource: id, department, provider, asOf: textOf(asOfMs), state }];
  });
}

/** What is a copy by design is never live, however lately it was asked for. */
function stateOf(state: Freshness['state'], resource: CatalogueResource | undefined): Freshness['state'] {
  return resource?.mode === 'SNAPSHOT' && state !== 'stale' ? 'snapshot' : state;
}
