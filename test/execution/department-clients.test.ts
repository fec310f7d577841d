// One client for each service, for as long as some supergraph uses it.
import { describe, expect, it } from '@jest/globals';
import type { DepartmentClient } from '../../gateway/departments/department-client.js';
import {
  createDepartmentClients,
  readServices,
  type Service,
} from '../../gateway/departments/department-clients.js';

interface FakeClient extends DepartmentClient {
  stopped: number;
}

function fakeClients(refuse: (service: Service) => boolean = () => false) {
  const made: FakeClient[] = [];
  const notAsked = async () => Promise.reject(new Error('not asked'));
  const clients = createDepartmentClients((service) => {
    if (refuse(service)) throw new Error(`refused ${service.name}`);
    const client: FakeClient = {
      name: service.name,
      inFlight: 0,
      stopped: 0,
      post: notAsked,
      send: notAsked,
      isReachable: async () => true,
      async stop() {
        client.stopped += 1;
      },
    };
    made.push(client);
    return client;
  });
  return { clients, made, stopped: () => made.filter(({ stopped }) => stopped > 0).map(({ name }) => name) };
}

const land = { name: 'land', url: 'http://127.0.0.1:1/graphql' };
const water = { name: 'water', url: 'http://127.0.0.1:2/graphql' };
const movedLand = { name: 'land', url: 'http://127.0.0.1:3/graphql' };

describe('clients of departments', () => {
  it('are by the names of the services', () => {
    const { clients, made } = fakeClients();
    const used = clients.use([land, water]);
    expect([...used.keys()]).toEqual(['land', 'water']);
    expect([...used.values()]).toEqual(made);
  });

  it('are the same for the same services, and stop when nobody uses them any more', async () => {
    const { clients, made, stopped } = fakeClients();
    const first = clients.use([land, water]);
    const second = clients.use([land]);
    expect(second.get('land')).toBe(first.get('land'));
    expect(made).toHaveLength(2);
    await clients.release([land, water]);
    expect(stopped()).toEqual(['water']);
    await clients.release([land]);
    expect(stopped()).toEqual(['land', 'water']);
    expect(made.map((one) => one.stopped)).toEqual([1, 1]);
  });

  it('are others at another address', async () => {
    const { clients, stopped } = fakeClients();
    const before = clients.use([land]);
    const after = clients.use([movedLand]);
    expect(after.get('land')).not.toBe(before.get('land'));
    await clients.release([land]);
    expect(before.get('land')).toMatchObject({ stopped: 1 });
    expect(after.get('land')).toMatchObject({ stopped: 0 });
    expect(stopped()).toEqual(['land']);
  });

  it('are made anew after the last one was stopped', async () => {
    const { clients } = fakeClients();
    const first = clients.use([land]).get('land');
    await clients.release([land]);
    expect(clients.use([land]).get('land')).not.toBe(first);
  });

  it('are released without harm when they are not in use', async () => {
    const { clients, made } = fakeClients();
    await clients.release([water]);
    clients.use([land]);
    await clients.release([water]);
    expect(made.map((one) => one.stopped)).toEqual([0]);
  });

  it('count nothing when one of the services is refused', async () => {
    let isRefused = true;
    const { clients, stopped } = fakeClients(({ name }) => isRefused && name === 'water');
    const before = clients.use([land]).get('land');
    expect(() => clients.use([land, water])).toThrow('refused water');
    isRefused = false;
    await clients.release([land]);
    expect(stopped()).toEqual(['land']);
    expect(clients.use([land]).get('land')).not.toBe(before);
  });

  it('do not leave behind those that were made before one was refused', () => {
    const { clients, made } = fakeClients(({ name }) => name === 'water');
    expect(() => clients.use([land, water])).toThrow('refused water');
    expect(made.map((one) => one.stopped)).toEqual([1]);
  });

  it('all stop at the end, however many use them', async () => {
    const { clients, made } = fakeClients();
    clients.use([land, water]);
    clients.use([land]);
    await clients.stop();
    expect(made.map((one) => one.stopped)).toEqual([1, 1]);
    await clients.release([land, water]);
    expect(made.map((one) => one.stopped)).toEqual([1, 1]);
  });
});

describe('the services of a supergraph', () => {
  it('are those of join__Graph', () => {
    const sdl = `
      enum Other { LAND @join__graph(name: "other", url: "x") }
      enum join__Graph {
        LAND @tag(name: "x") @join__graph(name: "land", url: "http://a/graphql")
        WATER @join__graph(url: "http://b/graphql", name: "water")
        EMPTY @join__graph(name: "empty", url: "")
      }
    `;
    expect(readServices(sdl)).toEqual([
      { name: 'land', url: 'http://a/graphql' },
      { name: 'water', url: 'http://b/graphql' },
      { name: 'empty', url: '' },
    ]);
    expect(readServices('type Query { a: Int }')).toEqual([]);
  });
});
