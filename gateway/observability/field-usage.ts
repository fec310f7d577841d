// Who still uses which field: requests by field and client, so that a deprecated one can be taken out once nobody asks for it.
//
// A page has a hundred fields, so a request counts once, for its operation and its client; fields are counted when somebody scrapes.
import { isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import { Counter, type Registry } from 'prom-client';

/** What was asked, as it is compiled; one object for as long as it is kept. */
export interface UsedOperation {
  readonly fields: readonly UsedField[];
}

interface UsedField {
  /** `Type.field`. */
  readonly coordinate: string;
  readonly children: readonly UsedField[] | undefined;
}

export interface UsingClient {
  readonly name: string | undefined;
  readonly version: string | undefined;
}

export interface FieldUsage {
  /** @param about called for an operation that wasn't counted before */
  count(this: void, operation: UsedOperation, client: UsingClient, about: () => OperationFacts): void;
  /** Other operations are registered than before: which fields count is found out anew. */
  forget(): void;
}

export interface OperationFacts {
  readonly schema: GraphQLSchema;
  /** Of its text. */
  readonly isRegistered: boolean;
}

const maxClients = 50;
const maxVersionsOfClient = 5;
/**
 * All together. With the most clients, versions and fields there were 75,000, by one citizen's doing, and each scrape kept the
 * gateway from answering for 400 ms; these take 25 ms, and are twenty pages with every field of theirs.
 */
const maxSeries = 5_000;
/** Counts that no scrape has come for are added up when there are so many, fields of an operation each: in 20 ms. */
const maxUncollected = 20_000;

/** A client's name and version as labels. */
interface Labels {
  readonly client: string;
  readonly version: string;
}

const other: Labels = { client: 'other', version: 'other' };

/** What one operation's fields are, and how often each client asked for it since they were added up. */
interface Tally {
  readonly fields: readonly { readonly coordinate: string; readonly deprecated: 'true' | 'false' }[];
  readonly requests: Map<Labels, number>;
}

/**
 * Registered operations count with all their fields; others only with deprecated ones, since what anybody may write has no
 * end of combinations and says nothing about what a released client needs.
 */
export function createFieldUsage(registry: Registry): FieldUsage {
  const labelsOf = createClientLabels();
  const labelsFor = createSeriesLimit();
  const uncollected = new Set<Tally>();
  let uncollectedCounts = 0;
  let tallies = new WeakMap<UsedOperation, Tally>();
  const counter = new Counter({
    name: 'yihao_field_requests_total',
    help: 'Requests by field and by the name and version that clients give themselves; only deprecated fields of operations that are not registered.',
    labelNames: ['coordinate', 'client', 'version', 'deprecated'],
    registers: [registry],
    collect: () => addUp(),
  });
  const addUp = (): void => {
    for (const { fields, requests } of uncollected) {
      for (const [labels, count] of requests)
        for (const { coordinate, deprecated } of fields)
          counter.inc({ coordinate, ...labelsFor(labels, coordinate), deprecated }, count);
      requests.clear();
    }
    uncollected.clear();
    uncollectedCounts = 0;
  };
  return {
    count(operation, client, about) {
      const tally = tallies.get(operation) ?? createTally(operation, about());
      tallies.set(operation, tally);
      if (tally.fields.length === 0) return;
      const labels = labelsOf(client);
      const before = tally.requests.get(labels);
      tally.requests.set(labels, (before ?? 0) + 1);
      uncollected.add(tally);
      if (before === undefined) uncollectedCounts += tally.fields.length;
      if (uncollectedCounts > maxUncollected) addUp();
    },
    forget() {
      tallies = new WeakMap();
    },
  };
}

function createTally({ fields }: UsedOperation, { schema, isRegistered }: OperationFacts): Tally {
  const coordinates = new Set<string>();
  collect(fields, coordinates);
  const all = [...coordinates].map((coordinate) => ({
    coordinate,
    deprecated: isDeprecated(schema, coordinate) ? ('true' as const) : ('false' as const),
  }));
  return {
    fields: isRegistered ? all : all.filter(({ deprecated }) => deprecated === 'true'),
    requests: new Map(),
  };
}

function collect(fields: readonly UsedField[], coordinates: Set<string>): void {
  for (const { coordinate, children } of fields) {
    // What the schema says of itself is nobody's to take out.
    if (!coordinate.includes('__')) coordinates.add(coordinate);
    if (children) collect(children, coordinates);
  }
}

function isDeprecated(schema: GraphQLSchema, coordinate: string): boolean {
  const [typeName = '', field = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  return type.getFields()[field]?.deprecationReason !== undefined;
}

/** A field counts for its client for as long as there is room for more series, and for `other` after that. */
function createSeriesLimit(): (labels: Labels, coordinate: string) => Labels {
  const known = new Map<Labels, Set<string>>();
  let series = 0;
  return (labels, coordinate) => {
    const coordinates = known.get(labels) ?? new Set<string>();
    if (coordinates.has(coordinate)) return labels;
    if (series >= maxSeries) return other;
    known.set(labels, coordinates.add(coordinate));
    series += 1;
    return labels;
  };
}

/**
 * Names are the clients' own, and every one is a series for each field: whoever comes after the first fifty, or with a sixth
 * version, is `other`. Only who has been let in is counted, so they are not a stranger's to use up.
 */
function createClientLabels(): (client: UsingClient) => Labels {
  const unnamed: Labels = { client: 'unnamed', version: '' };
  const clients = new Map<string, Map<string, Labels>>();
  return ({ name, version = '' }) => {
    if (name === undefined) return unnamed;
    const versions = clients.get(name) ?? new Map<string, Labels>();
    if (versions.size === 0 && clients.size >= maxClients) return other;
    clients.set(name, versions);
    const counted = versions.has(version) || versions.size < maxVersionsOfClient ? version : 'other';
    const labels = versions.get(counted) ?? { client: name, version: counted };
    versions.set(counted, labels);
    return labels;
  };
}
