// `extensions.yihao.absences`: why a field is null, so that a front end never has to guess.
import type { GraphQLFormattedError } from 'graphql';
import type { CatalogueResource } from '../../schema/catalogue/catalogue-resource.js';
import type { Catalogue } from '../../schema/catalogue/read-catalogue.js';
import type { AbsenceReason } from '../../schema/contract/absence-reasons.js';
import type { Absence } from '../../schema/contract/extension.js';
import { GatewayError, sourceDownMessage, type Language, type Message } from '../errors.js';
import type { AccessTable } from './access-table.js';
import type { Decision } from './decide.js';
import { maxPaths, type Path } from './shape-answer.js';

export interface AbsenceInputs {
  readonly table: AccessTable;
  readonly catalogue: Catalogue;
  readonly language: Language;
  readonly decisions: ReadonlyMap<string, Decision>;
  /** Refused coordinate → places. */
  readonly refused: ReadonlyMap<string, readonly Path[]>;
  /** The answer as the client gets it. */
  readonly data: Readonly<Record<string, unknown>> | null;
  /** Response key → coordinate of the look-ups that the operation asks of a citizen. */
  readonly citizenLookups: ReadonlyMap<string, string>;
  /** Response key → `citizen` or `citizens`. */
  readonly lookupKeys: ReadonlyMap<string, string>;
  /** Departments that did not answer. */
  readonly down: ReadonlySet<string>;
}

/** One place for each entry of the longest list of people. */
const maxUnmatchedPaths = 200;

const notHeld: Message = {
  zh: '登记机关没有此项记录。',
  en: 'The register holds no such record.',
};

export function describeAbsences(inputs: AbsenceInputs): Absence[] {
  return [...describeRefusals(inputs), ...describeEmpty(inputs), ...describeUnmatched(inputs)];
}

function describeRefusals({ table, catalogue, language, decisions, refused }: AbsenceInputs): Absence[] {
  return [...refused].map(([coordinate, paths]) => {
    const resource = table.get(coordinate)?.resource ?? '';
    const { reason, message } = refusalOf(decisions.get(resource));
    return {
      reason,
      coordinate,
      paths,
      provider: providerOf(catalogue.resources.get(resource), language),
      message: message[language],
    };
  });
}

/** A field that isn't in the catalogue is refused like one without a grant. */
export function refusalOf(decision: Decision | undefined): { reason: AbsenceReason; message: Message } {
  if (decision && !decision.allow) return decision;
  return {
    reason: 'NOT_AUTHORISED',
    message: { zh: '目录中没有此项资源。', en: 'The catalogue has no such resource.' },
  };
}

/** Look-ups that were answered with nothing. */
function describeEmpty({
  table,
  catalogue,
  language,
  refused,
  data,
  citizenLookups,
  down,
}: AbsenceInputs): Absence[] {
  const found = new Map<string, Path[]>();
  for (const [citizen, path] of citizensIn(data)) {
    for (const [key, coordinate] of citizenLookups) {
      if (refused.has(coordinate) || !isEmpty(citizen[key])) continue;
      const paths = found.get(coordinate) ?? [];
      if (paths.length < maxPaths) paths.push([...path, key]);
      found.set(coordinate, paths);
    }
  }
  return [...found].map(([coordinate, paths]) => {
    const resource = catalogue.resources.get(table.get(coordinate)?.resource ?? '');
    const { reason, message } = reasonOf(resource, down);
    return {
      reason,
      coordinate,
      paths,
      provider: providerOf(resource, language),
      message: message[language],
    };
  });
}

const unmatched: Message = {
  zh: '没有可供查询的、号码与姓名相符的人员；请核对号码和姓名。',
  en: 'There is nobody by this number and name whom you may ask about: compare both with the document.',
};

/** People whom a bureau asked for and did not get; why is nobody's to know, so there is one answer for every reason. */
function describeUnmatched({ catalogue, language, data, lookupKeys }: AbsenceInputs): Absence[] {
  const places = [...lookupKeys].flatMap(([key, field]) => {
    const value = data?.[key];
    const paths: Path[] = Array.isArray(value)
      ? value.flatMap((item, index) => (item === null ? [[key, index]] : []))
      : value === null
        ? [[key]]
        : [];
    return paths.map((path) => ({ coordinate: `Query.${field}`, path }));
  });
  const provider = providerOf(catalogue.resources.get('population.identity'), language);
  return [...new Set(places.map(({ coordinate }) => coordinate))].map((coordinate) => ({
    reason: 'NOT_HELD',
    coordinate,
    paths: places
      .flatMap((place) => (place.coordinate === coordinate ? [place.path] : []))
      .slice(0, maxUnmatchedPaths),
    provider,
    message: unmatched[language],
  }));
}

/** Not held is not the same as not so: a register that doesn't reach everywhere says so. */
function reasonOf(
  resource: CatalogueResource | undefined,
  down: ReadonlySet<string>,
): { reason: AbsenceReason; message: Message } {
  const department = resource?.id.split('.', 1)[0] ?? '';
  if (down.has(department)) return { reason: 'SOURCE_DOWN', message: sourceDownMessage(department) };
  if (!resource) return { reason: 'NOT_HELD', message: notHeld };
  const { note, since } = resource.coverage;
  return {
    reason: 'PARTIAL_COVERAGE',
    message: {
      zh: `${notHeld.zh}登记范围：自 ${since} 起；${note.zh}`,
      en: `${notHeld.en} It covers what is since ${since}: ${note.en}`,
    },
  };
}

/** The citizens at the root of the answer: one, or a list. */
function* citizensIn(
  data: Readonly<Record<string, unknown>> | null,
): Generator<[Readonly<Record<string, unknown>>, Path]> {
  for (const [key, value] of Object.entries(data ?? {})) {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) if (isRecord(item)) yield [item, [key, index]];
    } else if (isRecord(value)) yield [value, [key]];
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function providerOf(resource: CatalogueResource | undefined, language: Language): string {
  return resource?.provider.name[language] ?? '';
}

/** Refusals as GraphQL errors at their places, for clients that read `errors`. */
export function refusalErrors(
  absences: readonly Absence[],
  refused: ReadonlyMap<string, readonly Path[]>,
): GraphQLFormattedError[] {
  return absences
    .filter(({ coordinate }) => refused.has(coordinate))
    .flatMap(({ paths, message, reason }) =>
      paths.map((path) => ({ message, path: [...path], extensions: { code: reason } })),
    );
}

/** More of them say nothing new. */
const maxReasons = 5;

/**
 * Nobody is looked up for a caller who may see nothing of them: whether number and name match would be an answer too.
 * Says why of each resource that was asked for.
 */
export function nobodyLookedUp(decisions: ReadonlyMap<string, Decision>): GatewayError {
  const reasons = [...decisions.values()]
    .flatMap((decision) => (decision.allow ? [] : [decision.message]))
    .slice(0, maxReasons);
  return new GatewayError('NOT_AUTHORISED', 403, {
    zh: ['未查询任何人：所请求的内容均无权查看。', ...reasons.map(({ zh }) => zh)].join(''),
    en: [
      'Nobody was looked up: nothing of what is asked for may be seen.',
      ...reasons.map(({ en }) => en),
    ].join(' '),
  });
}
