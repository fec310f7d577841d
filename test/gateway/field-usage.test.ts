import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { Registry } from 'prom-client';
import {
  createFieldUsage,
  type FieldUsage,
  type UsedOperation,
} from '../../gateway/observability/field-usage.js';
import { readExposition } from '../support/read-exposition.js';

const schema = buildSchema(
  'type Query { me: Person } type Person { name: String age: Int @deprecated(reason: "Since 2026: ask for name") }',
);

function field(coordinate: string, ...children: ReturnType<typeof leaf>[]) {
  return { ...leaf(coordinate), children };
}
function leaf(coordinate: string) {
  return { coordinate, children: undefined };
}
const operationOf = (): UsedOperation => ({
  fields: [
    field(
      'Query.me',
      leaf('Person.name'),
      leaf('Person.name'),
      leaf('Person.age'),
      leaf('Person.__typename'),
    ),
  ],
});

describe('counting the use of fields', () => {
  const registryOf = (): { registry: Registry; usage: FieldUsage } => {
    const registry = new Registry();
    return { registry, usage: createFieldUsage(registry) };
  };
  const read = async (registry: Registry): Promise<Map<string, number>> =>
    new Map(
      [...readExposition(await registry.metrics())].map(([key, value]) => [
        [...key.matchAll(/="([^"]*)"/g)].map(([, label]) => label).join(' '),
        value,
      ]),
    );
  const portal = { name: 'portal', version: '1' };

  it('counts each field of a registered operation once a request', async () => {
    const { registry, usage } = registryOf();
    const operation = operationOf();
    for (const _time of [1, 2, 3]) usage.count(operation, portal, () => ({ schema, isRegistered: true }));
    expect(await read(registry)).toEqual(
      new Map([
        ['Query.me portal 1 false', 3],
        ['Person.name portal 1 false', 3],
        ['Person.age portal 1 true', 3],
      ]),
    );
    usage.count(operation, portal, () => ({ schema, isRegistered: true }));
    expect((await read(registry)).get('Person.age portal 1 true')).toBe(4);
  });

  it('counts deprecated fields alone of what is not registered, until it is', async () => {
    const { registry, usage } = registryOf();
    const operation = operationOf();
    usage.count(operation, portal, () => ({ schema, isRegistered: false }));
    usage.count(operation, portal, () => ({ schema, isRegistered: true }));
    expect(await read(registry)).toEqual(new Map([['Person.age portal 1 true', 2]]));
    usage.forget();
    usage.count(operation, portal, () => ({ schema, isRegistered: true }));
    expect((await read(registry)).get('Query.me portal 1 false')).toBe(1);
  });

  it('tells fifty clients with five versions each apart, and nobody who comes later', async () => {
    const { registry, usage } = registryOf();
    const operation = operationOf();
    for (let client = 0; client < 60; client += 1)
      for (let version = 0; version < 7; version += 1)
        usage.count(operation, { name: `c${client}`, version: `v${version}` }, () => ({
          schema,
          isRegistered: false,
        }));
    usage.count(operation, { name: undefined, version: undefined }, () => ({ schema, isRegistered: false }));
    const counted = await read(registry);
    expect(counted.size).toBe(50 * 6 + 1 + 1);
    expect(counted.get('Person.age c0 v4 true')).toBe(1);
    expect(counted.get('Person.age c0 other true')).toBe(2);
    expect(counted.get('Person.age other other true')).toBe(70);
    expect(counted.get('Person.age unnamed  true')).toBe(1);
  });

  it('has an end of series, however many clients name themselves and whatever they ask', async () => {
    const { registry, usage } = registryOf();
    const page: UsedOperation = {
      fields: Array.from({ length: 300 }, (_, index) => leaf(`Person.field${index}`)),
    };
    for (let client = 0; client < 50; client += 1)
      for (let version = 0; version < 5; version += 1)
        usage.count(page, { name: `c${client}`, version: `v${version}` }, () => ({
          schema,
          isRegistered: true,
        }));
    const counted = await read(registry);
    expect(counted.size).toBe(5_000 + 300);
    expect(counted.get('Person.field0 c0 v0 false')).toBe(1);
    expect([...counted.values()].reduce((sum, count) => sum + count, 0)).toBe(300 * 250);
  });

  it('loses no count where nobody scrapes', async () => {
    const { registry, usage } = registryOf();
    for (let time = 0; time < 2_500; time += 1)
      usage.count(operationOf(), portal, () => ({ schema, isRegistered: false }));
    expect((await read(registry)).get('Person.age portal 1 true')).toBe(2_500);
  });
});
