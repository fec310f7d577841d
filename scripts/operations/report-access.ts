// Who sees what of an operation: by real-name level, and by the bureaus of the development city with the grants that they hold.
import type { GraphQLSchema } from 'graphql';
import type { AccessTable } from '../../gateway/access/access-table.js';
import { createAuthorizer } from '../../gateway/access/authorize.js';
import type { Decision, DecidingPrincipal } from '../../gateway/access/decide.js';
import type { AnalysedOperation } from '../../gateway/operations/analyse-operation.js';
import type { Catalogue } from '../../schema/catalogue/read-catalogue.js';
import { developmentBureaus, type DevelopmentBureau } from '../development-bureaus.js';

export interface OperationAccess {
  /** Those that hold facts, sorted. */
  readonly resources: readonly ResourceNeeds[];
  /** The level at which a citizen sees all of it. */
  readonly fullLevel: string;
  /** One for each kind of caller who may ask it. */
  readonly callers: readonly CallerAccess[];
}

export interface ResourceNeeds {
  readonly id: string;
  readonly minimumLevel: string;
  readonly sharing: string;
}

export interface CallerAccess {
  /** `L2`; `housing for HOUSING_SECURITY`. */
  readonly caller: string;
  /** Resources; of `masked` ones the fields with a mask come masked, the others clear. */
  readonly clear: readonly string[];
  readonly masked: readonly string[];
  readonly refused: readonly string[];
}

export interface AccessReporterOptions {
  readonly schema: GraphQLSchema;
  readonly table: AccessTable;
  readonly catalogue: Catalogue;
}

const levels = ['L1', 'L2', 'L3', 'L4'];

export function createAccessReporter({ schema, table, catalogue }: AccessReporterOptions) {
  const bureaus = new Map(developmentBureaus.map(({ bureau }) => [bureau.client, bureau]));
  const grants = new Map(developmentBureaus.map((one) => [one.bureau.client, one.grants]));
  const authorize = createAuthorizer({
    table,
    catalogue,
    register: { current: () => ({ bureaus, grants }) },
  });

  return function reportAccess(analysed: AnalysedOperation, isForBureaus: boolean): OperationAccess {
    const needs = analysed.resources.map((id): ResourceNeeds => {
      const resource = catalogue.resources.get(id);
      return {
        id,
        minimumLevel: resource?.minimumRealNameLevel ?? '',
        sharing: resource?.sharing.class ?? '',
      };
    });
    const purposes = analysed.resources.flatMap((id) => catalogue.resources.get(id)?.purposes ?? []);
    const callers = isForBureaus
      ? developmentBureaus.map((one) => officialOf(one, purposes[0] ?? ''))
      : levels.map(citizenAt);
    return {
      resources: needs,
      fullLevel: needs.reduce((most, { minimumLevel }) => (minimumLevel > most ? minimumLevel : most), 'L1'),
      callers: callers.map(({ caller, principal }) => {
        const { decisions } = authorize(schema, analysed, principal);
        const seen = (shown: CallerView): string[] =>
          analysed.resources.filter((id) => viewOf(decisions.get(id)) === shown);
        return { caller, clear: seen('clear'), masked: seen('masked'), refused: seen('refused') };
      }),
    };
  };
}

type CallerView = 'clear' | 'masked' | 'refused';

function viewOf(decision: Decision | undefined): CallerView {
  if (!decision?.allow) return 'refused';
  return decision.clear ? 'clear' : 'masked';
}

interface Caller {
  readonly caller: string;
  readonly principal: DecidingPrincipal;
}

function citizenAt(level: string): Caller {
  return {
    caller: level,
    principal: { kind: 'citizen', client: '', citizen: { id: '', numbers: [] }, level },
  };
}

/** With an official, whom some grants demand, and for what the bureau's first grant is for. */
function officialOf({ bureau, grants }: DevelopmentBureau, anyPurpose: string): Caller {
  const { client } = bureau;
  const purpose = grants[0]?.purposes[0] ?? anyPurpose;
  const item = grants[0]?.items[0] ?? '';
  return {
    caller: `${client} for ${purpose}`,
    principal: {
      ...{ kind: 'official', client, purpose, item, caseNumber: '' },
      official: { id: '', post: '', terminal: '' },
    },
  };
}
