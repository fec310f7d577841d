// Decides about every field of an operation, once per operation and set of decisions, and shapes the answer accordingly.
import { isAbstractType, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { chinaDay } from '../../schema/contract/calendar.js';
import { structuralResource, type Catalogue } from '../../schema/catalogue/read-catalogue.js';
import type { AnalysedOperation } from '../operations/analyse-operation.js';
import type { AccessTable } from './access-table.js';
import { decide, type Decision, type DecidingPrincipal } from './decide.js';
import type { Grant, GrantRegister } from './grant.js';
import {
  restrictOperation,
  type FieldTreatment,
  type RestrictedOperation,
  type ShapeField,
} from './restrict-operation.js';

export interface AuthorizedOperation {
  /** What is planned and executed; undefined where nothing had to be taken out, masked or renamed. */
  readonly restricted: RestrictedOperation | undefined;
  /** By resource. */
  readonly decisions: ReadonlyMap<string, Decision>;
  /** Something of what is answered is a fact about a person, not only structure. */
  readonly showsFacts: boolean;
}

export interface AuthorizerOptions {
  readonly table: AccessTable;
  readonly catalogue: Catalogue;
  readonly register: { current(): GrantRegister };
  readonly now?: () => Date;
}

/** A page has as many sets of decisions as there are kinds of callers with different rights; these are for one operation. */
const maxSetsPerOperation = 64;

export type Authorizer = ReturnType<typeof createAuthorizer>;

export function createAuthorizer({ table, catalogue, register, now = () => new Date() }: AuthorizerOptions) {
  const decided = new WeakMap<AnalysedOperation, LRUCache<string, DecidedOperation>>();

  const treatmentOf = (decision: Decision | undefined, coordinate: string): FieldTreatment => {
    const policy = table.get(coordinate);
    // A key that can't be null is masked instead: the caller named this person, and the rest of the answer hangs on it.
    if (!decision?.allow)
      return policy?.required && policy.mask ? { kind: 'masked', mask: policy.mask } : { kind: 'refused' };
    return decision.clear || !policy?.mask ? { kind: 'clear' } : { kind: 'masked', mask: policy.mask };
  };

  /** A field of an interface is as open as the least open of its implementations. */
  const coordinatesOf = (schema: GraphQLSchema, coordinate: string): string[] => {
    const [typeName = '', field = ''] = coordinate.split('.');
    const type = schema.getType(typeName);
    return isAbstractType(type)
      ? schema.getPossibleTypes(type).map(({ name }) => `${name}.${field}`)
      : [coordinate];
  };

  return function authorize(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    analysed: AnalysedOperation,
    principal: DecidingPrincipal,
  ): AuthorizedOperation {
    const grants: readonly Grant[] =
      principal.kind === 'citizen' ? [] : (register.current().grants.get(principal.client) ?? []);
    const today = chinaDay(now());
    const decisions = new Map(
      analysed.policies.map((resource) => [
        resource,
        decide({ principal, resource: catalogue.resources.get(resource), grants, today }),
      ]),
    );
    const key = [...decisions.values()].map(letterOf).join('');
    if (/^c*$/.test(key) && !analysed.hasUnpolicedFields && !analysed.hasWireKeys)
      return { restricted: undefined, decisions, showsFacts: analysed.resources.length > 0 };
    const sets = decided.get(analysed) ?? new LRUCache({ max: maxSetsPerOperation });
    decided.set(analysed, sets);
    let set = sets.get(key);
    if (!set) {
      const restricted = restrictOperation(schema, document, operation, (coordinate) =>
        coordinatesOf(schema, coordinate)
          .map((one) => treatmentOf(decisions.get(table.get(one)?.resource ?? ''), one))
          .reduce(stricter),
      );
      const isFact = (coordinate: string): boolean =>
        coordinatesOf(schema, coordinate).some((one) => {
          const resource = table.get(one)?.resource ?? structuralResource;
          return resource !== structuralResource && decisions.get(resource)?.allow === true;
        });
      set = { restricted, showsFacts: someShown(restricted.shape, isFact) };
      sets.set(key, set);
    }
    return { ...set, decisions };
  };
}

/** What a set of decisions makes of an operation. */
type DecidedOperation = Pick<AuthorizedOperation, 'restricted' | 'showsFacts'>;

function someShown(shape: readonly ShapeField[], isFact: (coordinate: string) => boolean): boolean {
  return shape.some(
    ({ treatment, coordinate, children }) =>
      treatment.kind !== 'refused' && (isFact(coordinate) || someShown(children ?? [], isFact)),
  );
}

const strictness = { clear: 0, masked: 1, refused: 2 } as const;

function stricter(a: FieldTreatment, b: FieldTreatment): FieldTreatment {
  return strictness[b.kind] > strictness[a.kind] ? b : a;
}

/** Equal letters, equal treatment: clear, masked, or refused; why doesn't change what is planned. */
function letterOf(decision: Decision): 'c' | 'm' | 'r' {
  if (!decision.allow) return 'r';
  return decision.clear ? 'c' : 'm';
}
