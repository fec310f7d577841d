// Reads and checks the resource catalogue (政务信息资源目录): who provides what, to whom it may go and how fresh it must be.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { departmentNames } from '../contract/departments.js';
import { schemaFile } from '../files.js';
import {
  catalogueEntry,
  provider,
  purpose,
  type CatalogueEntry,
  type CatalogueResource,
  type Provider,
  type Purpose,
} from './catalogue-resource.js';
import { readInformationItems } from './information-items.js';

export interface Catalogue {
  /** By id: `population.identity`. */
  readonly resources: ReadonlyMap<string, CatalogueResource>;
  /** By code: `SCHOOL_ADMISSION`. */
  readonly purposes: ReadonlyMap<string, Purpose>;
}

/** The catalogue is wrong; one line for each file, resource and field. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** The resource of fields that only carry others: no purpose is asked for them. */
export const structuralResource = 'common.structure';

/**
 * @param folder where the JSON files are
 * @throws CatalogueError that names every file, resource and field that is wrong
 */
export function readCatalogue(folder: string = schemaFile('catalogue')): Catalogue {
  const problems: string[] = [];
  const read = <T>(file: string, element: z.ZodType<T>) =>
    readList(join(folder, file), file, element, problems);
  const providers = new Map(read('providers.json', provider).map((one) => [one.creditCode, one]));
  const purposes = new Map(read('purposes.json', purpose).map((one) => [one.code, one]));
  const entries = ['common', ...departmentNames].flatMap((department) => {
    const file = `${department}.json`;
    return read(file, catalogueEntry).map((entry) => ({ file, department, entry }));
  });
  problems.push(...contradictions(entries, { providers, purposes }));
  if (problems.length > 0) throw new CatalogueError(problems);
  return {
    purposes,
    resources: withItems(
      entries.map(({ entry }) => entry),
      providers,
    ),
  };
}

/** The valid elements of a file; what is wrong with the others is added to `problems`. */
function readList<T>(path: string, file: string, element: z.ZodType<T>, problems: string[]): T[] {
  const list = z.array(z.unknown()).safeParse(readJson(path, file, problems));
  if (!list.success) {
    problems.push(`${file}: must be a JSON array`);
    return [];
  }
  return list.data.flatMap((value, index) => {
    const parsed = element.safeParse(value);
    if (parsed.success) return [parsed.data];
    const subject = `${file}: ${nameOf(value) ?? `element ${index}`}`;
    problems.push(
      ...parsed.error.issues.map(({ path, message }) => `${subject}: ${path.join('.')}: ${message}`),
    );
    return [];
  });
}

function readJson(path: string, file: string, problems: string[]): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    problems.push(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`);
    return [];
  }
}

function nameOf(value: unknown): string | undefined {
  const named = z.union([
    z.object({ id: z.string() }).transform(({ id }) => id),
    z.object({ code: z.string() }).transform(({ code }) => code),
    z.object({ creditCode: z.string() }).transform(({ creditCode }) => creditCode),
  ]);
  return named.safeParse(value).data;
}

interface Located {
  readonly file: string;
  readonly department: string;
  readonly entry: CatalogueEntry;
}

interface Lists {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly purposes: ReadonlyMap<string, Purpose>;
}

/** What no element shows alone: references that lead nowhere, things said twice, a class that its purposes contradict. */
function contradictions(entries: readonly Located[], lists: Lists): string[] {
  const codes = new Set(entries.map(({ entry }) => entry.code));
  const seen = new Set<string>();
  return entries.flatMap(({ file, department, entry }) => {
    const wrong: [field: string, message: string][] = [];
    if (!entry.id.startsWith(`${department}.`)) wrong.push(['id', `must start with ${department}.`]);
    for (const [field, value] of [
      ['id', entry.id],
      ['code', entry.code],
    ] as const) {
      if (seen.has(value)) wrong.push([field, `${value} is given twice`]);
      seen.add(value);
    }
    if (!lists.providers.has(entry.provider)) wrong.push(['provider', 'is not in providers.json']);
    for (const code of entry.relatedCodes) {
      if (!codes.has(code)) wrong.push(['relatedCodes', `no resource has the code ${code}`]);
    }
    for (const code of entry.purposes) {
      if (!lists.purposes.has(code)) wrong.push(['purposes', `${code} is not in purposes.json`]);
    }
    if (needsPurpose(entry) !== entry.purposes.length > 0) wrong.push(['purposes', purposesRule(entry)]);
    return wrong.map(([field, message]) => `${file}: ${entry.id}: ${field}: ${message}`);
  });
}

function needsPurpose(entry: CatalogueEntry): boolean {
  return entry.sharing.class !== 'NOT_SHARED' && entry.id !== structuralResource;
}

function purposesRule(entry: CatalogueEntry): string {
  return needsPurpose(entry)
    ? 'must name at least one: shared data is always for a purpose'
    : 'must be empty: nobody asks for it';
}

function withItems(
  entries: readonly CatalogueEntry[],
  providers: ReadonlyMap<string, Provider>,
): ReadonlyMap<string, CatalogueResource> {
  const items = readInformationItems();
  return new Map(
    entries.flatMap((entry) => {
      const found = providers.get(entry.provider);
      return found
        ? [[entry.id, { ...entry, provider: found, items: items.get(entry.id) ?? [] }] as const]
        : [];
    }),
  );
}
