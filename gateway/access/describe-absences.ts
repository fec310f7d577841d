// `extensions.yihao.absences`: why a field is null, so that a front end never has to guess.
import type { GraphQLFormattedError } from 'graphql';
import type { CatalogueResource } from '../../schema/catalogue/catalogue-resource.js';
import type { Catalogue } from '../../schema/catalogue/read-catalogue.js';
import type { AbsenceReason } from '../../schema/contract/absence-reasons.js';
import type { Absence } from '../../schema/contract/extension.js';
import { GatewayError, sourceDownMessage, type Language, type Message } from '../errors.js';
import type { AccessTable } from './access-table.js';
import type { Decision } from './decide.js';
import type { Path } from '../execution/compile-writer.js';

export interface AbsenceInputs {
  readonly table: AccessTable;
  readonly catalogue: Catalogue;
  readonly language: Language;
  readonly decisions: ReadonlyMap<string, Decision>;
  /** Refused coordinate → places. */
  readonly refused: ReadonlyMap<string, readonly Path[]>;
  /** Coordinate of a look-up (a citizen's, or one of a person) → where it was answered with nothing. */
  readonly empty: ReadonlyMap<string, readonly Path[]>;
  /** Whether an error says already why nothing is there. */
  readonly hasError: (path: Path) => boolean;
  /** Departments that did not answer. */
  readonly down: ReadonlySet<string>;
}

/** Beyond these, places say nothing new. */
const maxPaths = 20;

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
      paths: paths.slice(0, maxPaths),
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
function describeEmpty({ table, catalogue, language, empty, hasError, down }: AbsenceInputs): Absence[] {
  return [...empty].flatMap(([coordinate, places]): Absence[] => {
    if (isPersonLookup(coordinate)) return [];
    const resource = catalogue.resources.get(table.get(coordinate)?.resource ?? '');
    const { reason, message } = reasonOf(resource, down);
    const paths = (reason === 'SOURCE_DOWN' ? places : places.filter((path) => !hasError(path))).slice(
      0,
      maxPaths,
    );
    if (paths.length === 0) return [];
    return [
      { reason, coordinate, paths, provider: providerOf(resource, language), message: message[language] },
    ];
  });
}

const unmatched: Message = {
  zh: '没有可供查询的、号码与姓名相符的人员；请核对号码和姓名。',
  en: 'There is nobody by this number and name whom you may ask about: compare both with the document.',
};

/** People whom a bureau asked for and did not get; why is nobody's to know, so there is one answer for every reason. */
function describeUnmatched({ catalogue, language, empty, hasError }: AbsenceInputs): Absence[] {
  const provider = providerOf(catalogue.resources.get('population.identity'), language);
  return [...empty].flatMap(([coordinate, places]): Absence[] => {
    const paths = isPersonLookup(coordinate) ? places.filter((path) => !hasError(path)) : [];
    if (paths.length === 0) return [];
    return [{ reason: 'NOT_HELD', coordinate, paths, provider, message: unmatched[language] }];
  });
}

/** Where nothing has a reason: what a citizen's registers hold, and whom a bureau asks for. */
export function watchLookups(coordinate: string): 'missing' | 'empty' | undefined {
  if (isPersonLookup(coordinate)) return 'missing';
  return coordinate.startsWith('Citizen.') ? 'empty' : undefined;
}

function isPersonLookup(coordinate: string): boolean {
  return coordinate === 'Query.citizen' || coordinate === 'Query.citizens';
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
