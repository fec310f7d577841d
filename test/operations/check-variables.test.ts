// Variables are looked at only when they are not too large, and problems are told without values.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse } from 'graphql';
import { GatewayError } from '../../gateway/errors.js';
import { applyScalarRules, checkVariables } from '../../gateway/operations/check-variables.js';
import { schemaFile } from '../../schema/files.js';

const schema = buildSchema(readFileSync(schemaFile('release/api.graphql'), 'utf8'));
applyScalarRules(schema);

const [operation] = parse('query($by: [CitizenLookup!]!) { citizens(by: $by) { id } }').definitions;

function refusalOf(variables: string, asked = operation): { code: string; message: string } {
  if (asked?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  try {
    checkVariables(schema, asked, JSON.parse(variables) as Record<string, unknown>);
  } catch (error) {
    if (error instanceof GatewayError) return { code: error.code, message: error.publicMessage.en };
    throw error;
  }
  throw new Error('expected a refusal');
}

const by = (value: string): string => `{ "by": ${value} }`;
const list = (count: number, item: string): string => `[${Array(count).fill(item).join(',')}]`;
const keys = (count: number): string =>
  `{ ${Array.from({ length: count }, (_, index) => `"residentI${index}": 1`).join(',')} }`;

describe('variables of a request', () => {
  it.each([
    ['a list of 100,000', by(list(100_000, '1')), /at most 1000 entries in a list or object/],
    ['an object of 4,500 keys', by(`[${keys(4_500)}]`), /at most 1000 entries in a list or object/],
    ['5,000 variables', keys(5_000), /at most 1000 entries in a list or object/],
    ['lists 30,000 deep', by('['.repeat(30_000) + ']'.repeat(30_000)), /at most 20 levels of lists/],
    ['objects 10,000 deep', by('{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)), /at most 20 levels/],
    ['a list of lists of 20,000 values', by(list(200, list(100, '1'))), /at most 10000 values/],
  ])('are refused unseen when they hold %s', (_what, variables, message) => {
    const refusal = refusalOf(variables);
    expect(refusal.code).toBe('LIMIT_EXCEEDED');
    expect(refusal.message).toMatch(message);
  });

  it.each([
    ['1,000 wrong items', by(list(1_000, '{"residentId": "x", "name": 1, "other": 1}'))],
    ['an object of 900 unknown keys', by(`[${keys(900)}]`)],
    ['a key of 60,000 letters', by(`[{ "${'n'.repeat(60_000)}": 1 }]`)],
    ['a number of 60,000 digits', by(`[{ "residentId": "${'1'.repeat(60_000)}", "name": "x" }]`)],
    ['keys that look like a place', by(`[{ ${JSON.stringify(' at "a.'.repeat(8_000))}: 1 }]`)],
    ['a key that looks like one long place', by(`[{ ${JSON.stringify(` at "${'a.'.repeat(30_000)}`)}: 1 }]`)],
    ['keys that look like a reason', by(`[{ ${JSON.stringify('of required type "['.repeat(3_000))}: 1 }]`)],
  ])('are refused within 50 ms, in a few words: %s', (_what, variables) => {
    // Other work on the machine only adds to it, so the quickest run counts.
    let quickest = Infinity;
    for (let run = 0; run < 20 && quickest >= 50; run += 1) {
      const started = process.cpuUsage();
      expect(refusalOf(variables).code).toBe('BAD_USER_INPUT');
      quickest = Math.min(quickest, process.cpuUsage(started).user / 1_000);
    }
    expect(quickest).toBeLessThan(50);
    expect(refusalOf(variables).message.length).toBeLessThan(2_000);
  });

  it('that the operation does not declare are limited too', () => {
    const [plain] = parse('{ me { name } }').definitions;
    const deep = `{ "other": ${'['.repeat(30_000)}${']'.repeat(30_000)} }`;
    expect(refusalOf(deep, plain)).toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });

  it.each(['representations', 'yihao_entities_0'])(
    'may not be named $%s, as the gateway’s own are',
    (name) => {
      const [own] = parse(`query($${name}: String) { me { name @include(if: true) } }`).definitions;
      expect(refusalOf('{}', own)).toMatchObject({ code: 'BAD_USER_INPUT' });
    },
  );

  it('are named as keys of the client, and not by what a key says', () => {
    expect(refusalOf(by('[{ " at \\"secret\\"": 1 }]')).message).not.toContain('secret');
  });
});
