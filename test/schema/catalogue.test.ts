// The catalogue is complete and consistent, and a mistake in it is named.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CatalogueResource } from '../../schema/catalogue/catalogue-resource.js';
import { CatalogueError, readCatalogue } from '../../schema/catalogue/read-catalogue.js';
import { schemaFile } from '../../schema/files.js';

function resource(id: string): CatalogueResource {
  const found = readCatalogue().resources.get(id);
  if (!found) throw new Error(`The catalogue has no ${id}.`);
  return found;
}

describe('the catalogue', () => {
  it('names who provides each resource, of those that one department serves for several', () => {
    expect(resource('social-security.medical-enrolment').provider.name.zh).toBe('阜阳市医疗保障局');
    expect(resource('social-security.enrolment').provider.name.zh).toBe('阜阳市人力资源和社会保障局');
    expect(resource('civil-affairs.disability-certificate').provider.name.zh).toBe('阜阳市残疾人联合会');
    expect(resource('land.tenancy').provider.name.zh).toBe('阜阳市住房和城乡建设局');
  });

  it.each([
    'population.vital-status',
    'land.seizure',
    'land.mortgage',
    'social-security.enrolment',
    'social-security.medical-enrolment',
    'civil-affairs.assistance',
  ])('never lets a decision rest on a cached %s', (id) => {
    expect(resource(id).freshness).toEqual({
      freshForSeconds: 0,
      staleWhileRevalidateSeconds: 0,
      staleIfErrorSeconds: 0,
    });
  });

  it.each([
    'population.photo',
    'population.identity-number',
    'social-security.medical-settlement',
    'social-security.card',
  ])('asks for a checked document before showing %s', (id) => {
    expect(resource(id).minimumRealNameLevel).toBe('L3');
  });

  it('says why what is not shared is not', () => {
    const { sharing, purposes } = resource('social-security.medical-settlement');
    expect(sharing.class === 'NOT_SHARED' && sharing.reason.en).toMatch(/sensitive/);
    expect(purposes).toEqual([]);
  });

  it('rests the utilities’ data on contract and consent', () => {
    for (const { id, legalBasis } of readCatalogue().resources.values()) {
      expect(legalBasis.grounds.includes('STATUTORY_DUTY')).toBe(!id.startsWith('utilities.'));
    }
  });

  it('lists as items what the schema serves of a resource, but neither opaque ids nor what leads on', () => {
    const { items } = resource('population.vital-status');
    expect(items).toEqual([
      {
        name: { zh: '状态', en: 'Alive, deceased or missing' },
        type: 'STRING',
        coordinate: 'VitalStatus.status',
      },
      {
        name: { zh: '死亡日期', en: 'Date of death, as certified by 卫健' },
        type: 'DATE',
        coordinate: 'VitalStatus.diedOn',
      },
      { name: { zh: '登记日期', en: 'Recorded on' }, type: 'DATE', coordinate: 'VitalStatus.recordedOn' },
    ]);
  });

  it('has at least one item for every resource', () => {
    for (const { items } of readCatalogue().resources.values()) expect(items).not.toEqual([]);
  });
});

describe('a mistake in the catalogue', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
    cpSync(schemaFile('catalogue'), folder, { recursive: true });
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  /** What is said of the catalogue when a text in one of its files, found once at least, is another. */
  function problemsWith(file: string, text: string, replacement: string): readonly string[] {
    const path = join(folder, file);
    const content = readFileSync(path, 'utf8');
    if (!content.includes(text)) throw new Error(`${file} doesn't contain ${text}`);
    writeFileSync(path, content.replace(text, replacement));
    try {
      readCatalogue(folder);
    } catch (error) {
      if (error instanceof CatalogueError) return error.problems;
      throw error;
    }
    return [];
  }

  it.each([
    [
      'an unknown class',
      'land.json',
      '"UNCONDITIONAL"',
      '"FREE"',
      /^land\.json: land\.unit: sharing\.class: /,
    ],
    ['a missing field', 'land.json', '"openness": "NOT_OPEN",', '', /^land\.json: land\.unit: openness: /],
    [
      'a field that nobody reads',
      'land.json',
      '"mode":',
      '"modes": 1, "mode":',
      /^land\.json: land\.unit: .*modes/,
    ],
    ['an empty text', 'land.json', '"zh": "不动产单元"', '"zh": " "', /^land\.json: land\.unit: name\.zh: /],
    [
      'a negative time',
      'land.json',
      '"freshForSeconds": 3600',
      '"freshForSeconds": -1',
      /freshness\.freshForSeconds/,
    ],
    [
      'a day that does not exist',
      'land.json',
      '"since": "2015-03-01"',
      '"since": "2015-02-30"',
      /coverage\.since/,
    ],
    [
      'another department’s resource',
      'land.json',
      '"id": "land.unit"',
      '"id": "utilities.unit"',
      /^land\.json: utilities\.unit: id: /,
    ],
    [
      'an id given twice',
      'land.json',
      '"id": "land.right"',
      '"id": "land.unit"',
      /^land\.json: land\.unit: id: .*twice/,
    ],
    [
      'a code given twice',
      'land.json',
      '"code": "103001/000002"',
      '"code": "103001/000001"',
      /^land\.json: land\.right: code: .*twice/,
    ],
    [
      'an unknown provider',
      'land.json',
      '"provider": "11341200MB1573D81G"',
      '"provider": "x"',
      /^land\.json: land\.unit: provider: /,
    ],
    [
      'an unknown purpose',
      'land.json',
      '"SCHOOL_ADMISSION"',
      '"CURIOSITY"',
      /^land\.json: land\.unit: purposes: CURIOSITY/,
    ],
    [
      'a relation to nothing',
      'land.json',
      '"relatedCodes": ["103001/000002"',
      '"relatedCodes": ["103001/999999"',
      /land\.unit: relatedCodes: .*999999/,
    ],
    [
      'shared data without a purpose',
      'utilities.json',
      '"purposes": ["UTILITY_SERVICES"]',
      '"purposes": []',
      /utilities\.payment-order: purposes: /,
    ],
    [
      'a credit code with a wrong check character',
      'providers.json',
      '11341200003205183A',
      '11341200003205183B',
      /^providers\.json: 11341200003205183B: creditCode: /,
    ],
    [
      'hours that end before they begin',
      'land.json',
      '"serviceHours": null',
      '"serviceHours": { "weekdays": [1], "opensAt": "18:00", "closesAt": "08:00" }',
      /land\.unit: serviceHours: /,
    ],
    ['broken JSON', 'common.json', '[', '', /^common\.json: /],
  ])('is named by file, resource and field: %s', (_name, file, text, replacement, expected) => {
    expect(problemsWith(file, text, replacement)).toContainEqual(expect.stringMatching(expected));
  });

  it('is told together with all others', () => {
    writeFileSync(join(folder, 'common.json'), '{}');
    expect(problemsWith('purposes.json', '"zh": "身份核验"', '"zh": ""')).toEqual(
      expect.arrayContaining([
        'common.json: must be a JSON array',
        expect.stringMatching(/^purposes\.json: IDENTITY_VERIFICATION: name\.zh: /),
      ]),
    );
  });

  it('is a missing file, by name', () => {
    rmSync(join(folder, 'utilities.json'));
    expect(() => readCatalogue(folder)).toThrow(/^utilities\.json: /m);
  });
});
