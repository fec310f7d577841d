// The clients of all departments: each supergraph uses those of its services, and one that no supergraph uses any more is stopped.
import { Kind, parse } from 'graphql';
import type { DepartmentClient } from './department-client.js';

export interface Service {
  readonly name: string;
  readonly url: string;
}

export interface DepartmentClients {
  /** By name, for as long as a supergraph is served. */
  use(services: readonly Service[]): ReadonlyMap<string, DepartmentClient>;
  release(services: readonly Service[]): Promise<void>;
  stop(): Promise<void>;
}

export function createDepartmentClients(create: (service: Service) => DepartmentClient): DepartmentClients {
  const known = new Map<string, { readonly client: DepartmentClient; users: number }>();
  const keyOf = ({ name, url }: Service): string => `${name} ${url}`;
  const release = async (services: readonly Service[]): Promise<void> => {
    const unused = services.flatMap((service) => {
      const entry = known.get(keyOf(service));
      if (!entry) return [];
      entry.users -= 1;
      if (entry.users > 0) return [];
      known.delete(keyOf(service));
      return [entry.client.stop()];
    });
    await Promise.all(unused);
  };
  const useOne = (service: Service): DepartmentClient => {
    const entry = known.get(keyOf(service)) ?? { client: create(service), users: 0 };
    entry.users += 1;
    known.set(keyOf(service), entry);
    return entry.client;
  };
  return {
    release,
    use(services) {
      const used: Service[] = [];
      try {
        return new Map(
          services.map((service) => {
            const client = useOne(service);
            used.push(service);
            return [client.name, client];
          }),
        );
      } catch (error) {
        // All of them or none: a service that is refused leaves no others behind.
        void release(used);
        throw error;
      }
    },
    async stop() {
      await Promise.all([...known.values()].map(({ client }) => client.stop()));
      known.clear();
    },
  };
}

/** Services of a supergraph: `@join__graph` of the join specification, v0.1 and later. */
export function readServices(supergraphSdl: string): Service[] {
  return parse(supergraphSdl).definitions.flatMap((definition) => {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') return [];
    return (definition.values ?? []).flatMap(({ directives = [] }) => {
      const given = directives.find(({ name }) => name.value === 'join__graph')?.arguments ?? [];
      const text = (wanted: string): string => {
        const value = given.find(({ name }) => name.value === wanted)?.value;
        return value?.kind === Kind.STRING ? value.value : '';
      };
      return [{ name: text('name'), url: text('url') }];
    });
  });
}
