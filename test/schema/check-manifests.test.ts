// Which clients a change of the schema breaks, told from their manifests.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { checkManifests } from '../../scripts/operations/check-manifests.js';

const released = buildSchema(`
  type Query { me: Citizen }
  type Citizen {
    name: String
    phone: String @deprecated(reason: "Since 2026-05-01: ask contact.")
    sex: String
  }
`);

const current = buildSchema(`
  type Query { me: Citizen }
  type Citizen {
    name: String @deprecated(reason: "Since 2026-11-22: ask fullName.")
    contact: String
    fullName: String
  }
`);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'manifests-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(file: string, operations: Record<string, string>): string {
  const manifest = {
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: Object.entries(operations).map(([name, body]) => ({
      id: createHash('sha256').update(body).digest('hex'),
      ...{ name, type: 'query', body },
    })),
  };
  const path = join(folder, file);
  writeFileSync(path, JSON.stringify(manifest));
  return path;
}

describe('manifests of clients', () => {
  it('are checked for what the schema doesn’t have any more, with since when the client could know', () => {
    const file = write('wechat.json', {
      Fits: 'query Fits { me { contact } }',
      Phone: 'query Phone { me { phone } }',
      Sex: 'query Sex { me { sex } }',
      Never: 'query Never { me { shoeSize } }',
    });
    expect(checkManifests({ current, released }, [file])).toEqual({
      errors: [
        `${file}: Phone: Cannot query field "phone" on type "Citizen". Deprecated in the last release: Since 2026-05-01: ask contact.`,
        `${file}: Sex: Cannot query field "sex" on type "Citizen". It was not deprecated in the last release: keep it and mark it @deprecated.`,
        `${file}: Never: Cannot query field "shoeSize" on type "Citizen". Keep it, or agree on the change with the client.`,
      ],
      warnings: [],
    });
  });

  it('are warned of what is deprecated', () => {
    const file = write('alipay.json', { Name: 'query Name { me { name } }' });
    expect(checkManifests({ current, released }, [file])).toEqual({
      errors: [],
      warnings: [
        `${file}: Name: The field Citizen.name is deprecated. Since 2026-11-22: ask fullName. Ask for what takes its place before a release removes it.`,
      ],
    });
  });

  it('are all those of a folder', () => {
    mkdirSync(join(folder, 'clients'));
    const one = write('clients/a.json', { A: 'query A { me { sex } }' });
    const other = write('clients/b.json', { B: 'query B { me { sex } }' });
    writeFileSync(join(folder, 'clients/notes.txt'), 'nothing');
    const { errors } = checkManifests({ current, released }, [join(folder, 'clients')]);
    expect(errors.map((error) => error.split(': ', 2))).toEqual([
      [one, 'A'],
      [other, 'B'],
    ]);
  });

  it('that the gateway wouldn’t take, or that aren’t there, are errors too', () => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{');
    const unreadable = write('unreadable.json', { Odd: 'query Odd { me {' });
    const { errors } = checkManifests({ current, released }, [
      broken,
      join(folder, 'missing.json'),
      unreadable,
    ]);
    expect(errors).toEqual([
      `${broken}: is no manifest that the gateway takes: it is not JSON.`,
      `${join(folder, 'missing.json')}: is no manifest that the gateway takes: it can’t be read.`,
      expect.stringMatching(/unreadable\.json: Odd: Syntax Error/),
    ]);
  });
});
