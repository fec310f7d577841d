import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { createLogger } from '../../gateway/observability/logger.js';
import { problemOf } from '../../gateway/operations/check-registered-operation.js';
import {
  createOperationRegistry,
  type OperationRegistry,
} from '../../gateway/operations/operation-registry.js';
import { maxManifestBytes } from '../../gateway/operations/read-manifest.js';

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly body: string;
}

const before = buildSchema('type Query { word(of: Int): String } type Mutation { say: String }');
const after = buildSchema('type Query { phrase: String }');

function entry(body: string, changes: Partial<Entry> = {}): Entry {
  const [, type = '', name = ''] = /^(\w+) (\w+)/.exec(body) ?? [];
  return { id: createHash('sha256').update(body).digest('hex'), name, type, body, ...changes };
}

function manifestOf(...operations: object[]): string {
  return JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations });
}

const word = entry('query Word { word }');
const say = entry('mutation Say { say }');
const phrase = entry('query Phrase { phrase }');

describe('the registry of operations', () => {
  let folder: string;
  let schema = before;
  let lines: Record<string, unknown>[];
  let changes: number;
  let registry: OperationRegistry | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'yihao-registry-'));
    schema = before;
    lines = [];
    changes = 0;
  });
  afterEach(() => {
    registry?.stop();
    registry = undefined;
    rmSync(folder, { recursive: true });
  });

  const place = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
    return file;
  };
  const open = async (manifests: string[], indispensable?: string): Promise<OperationRegistry> => {
    registry = await createOperationRegistry({
      manifests,
      indispensable,
      problemOf: (operation) => problemOf(operation, schema),
      logger: createLogger('info', { write: (line: string) => void lines.push(JSON.parse(line) as never) }),
      onChange: () => void (changes += 1),
    });
    return registry;
  };
  const names = ({ all }: OperationRegistry): string[] => [...all].map(({ name }) => name).sort();
  const errors = () => lines.filter(({ level }) => level === 'error');

  it('finds operations of files and of a directory by their hash', async () => {
    place('a.json', manifestOf(word));
    const b = place('b.txt', manifestOf(say));
    const opened = await open([folder, b]);
    expect(opened.find(word.id)).toEqual(word);
    expect(opened.find(say.id)).toEqual(say);
    expect(opened.find(phrase.id)).toBeUndefined();
    expect(changes).toBe(1);
  });

  it('sees what is added, changed and taken away, and nothing else', async () => {
    place('a.json', manifestOf(word));
    const opened = await open([folder]);
    place('b.json', manifestOf(say));
    await opened.look();
    expect(names(opened)).toEqual(['Say', 'Word']);
    place('a.json', manifestOf());
    await opened.look();
    expect(names(opened)).toEqual(['Say']);
    rmSync(join(folder, 'b.json'));
    await opened.look();
    expect(names(opened)).toEqual([]);
    await opened.look();
    expect(changes).toBe(4);
    expect(errors()).toEqual([]);
  });

  it('follows symbolic links that are swapped, as mounted configuration is', async () => {
    for (const [version, operation] of Object.entries({ one: word, two: say })) {
      mkdirSync(join(folder, version));
      place(`${version}/a.json`, manifestOf(operation));
    }
    const link = (version: string): void => {
      symlinkSync(join(folder, version), join(folder, 'new'));
      renameSync(join(folder, 'new'), join(folder, 'mounted'));
    };
    link('one');
    const opened = await open([join(folder, 'mounted')]);
    link('two');
    await opened.look();
    expect(names(opened)).toEqual(['Say']);
  });

  it('has an operation that is in two manifests for as long as it is in one', async () => {
    place('a.json', manifestOf(word));
    place('b.json', manifestOf(word, say));
    const opened = await open([folder]);
    rmSync(join(folder, 'b.json'));
    await opened.look();
    expect(names(opened)).toEqual(['Word']);
  });

  const deep = `query Deep ${'{ word '.repeat(5_000)}`;
  it.each<[string, string, string | undefined, RegExp]>([
    ['is not JSON', '{', undefined, /^it is not JSON$/],
    [
      'is of another format',
      '{"format":"relay","version":1,"operations":[]}',
      undefined,
      /^format should be/,
    ],
    ['is of another version', manifestOf().replace('1', '2'), undefined, /^version should be 1$/],
    ['has no operations', manifestOf().replace('operations', 'queries'), undefined, /^operations /],
    ['has an id that is none', manifestOf(word, { ...say, id: 'x' }), '1 (counted from 0)', /^id should be/],
    [
      'has an id of another body',
      manifestOf({ ...word, body: say.body }),
      'Word',
      /not the SHA-256 of its body/,
    ],
    ['has two bodies of one id', manifestOf(word, { ...say, id: word.id }), 'Say', /before another body too/],
    ['has what is no GraphQL', manifestOf(entry('query Broken {')), 'Broken', /^Syntax Error/],
    ['has what does not fit', manifestOf(say, phrase), 'Phrase', /^Cannot query field "phrase"/],
    ['names it otherwise', manifestOf({ ...word, name: 'Other' }), 'Other', /names it otherwise/],
    ['says that a mutation is a query', manifestOf({ ...say, type: 'query' }), 'Say', /is a mutation/],
    ['has two in one body', manifestOf(entry('query A { word } query B { word }')), 'A', /one operation/],
    [
      'has none in a body',
      manifestOf(entry('fragment A on Query { word }', { type: 'query', name: 'A' })),
      'A',
      /one op/,
    ],
    ['has too deep a one', manifestOf(entry(deep)), 'Deep', /nested|tokens|Syntax/],
    [
      'has a subscription',
      manifestOf({ ...word, type: 'subscription' }),
      '0 (counted from 0)',
      /^type should be/,
    ],
  ])(
    'takes nothing of a manifest that %s, and says so in one line',
    async (_what, text, operation, reason) => {
      const file = place('a.json', manifestOf(word));
      const opened = await open([folder]);
      place('a.json', text);
      await opened.look();
      await opened.look();
      expect(names(opened)).toEqual(['Word']);
      expect(errors()).toHaveLength(1);
      expect(errors()[0]).toMatchObject({ file, ...(operation !== undefined && { operation }) });
      expect(errors()[0]?.['reason']).toMatch(reason);
      expect(changes).toBe(1);
    },
  );

  it('takes no file that is too large, and no more operations than it may hold', async () => {
    const large = place('large.json', '');
    truncateSync(large, maxManifestBytes + 1);
    const many = Array.from({ length: 2_001 }, (_, of) => entry(`query Word${of} { word(of: ${of}) }`));
    place('many.json', manifestOf(...many));
    place('some.json', manifestOf(...many.slice(1_000, 2_000)));
    place('others.json', manifestOf(...many.slice(0, 1_001)));
    const opened = await open([folder]);
    expect([...opened.all]).toHaveLength(1_001);
    const tooMany = 'all manifests together have more than 2000 operations';
    expect(errors().map(({ reason }) => reason)).toEqual(['it is larger than 4 MiB', tooMany, tooMany]);
  });

  it('keeps what a file registered that can not be read any more, and takes it over when it can', async () => {
    const file = place('a.json', manifestOf(word));
    const opened = await open([file]);
    rmSync(file);
    await opened.look();
    await opened.look();
    expect(names(opened)).toEqual(['Word']);
    expect(errors().map(({ reason }) => reason)).toEqual(["it can't be read (ENOENT)"]);
    place('a.json', manifestOf(say));
    await opened.look();
    expect(names(opened)).toEqual(['Say']);
  });

  it('keeps what a directory registered that is gone', async () => {
    mkdirSync(join(folder, 'mounted'));
    place('mounted/a.json', manifestOf(word));
    const opened = await open([join(folder, 'mounted')]);
    rmSync(join(folder, 'mounted'), { recursive: true });
    await opened.look();
    expect(names(opened)).toEqual(['Word']);
  });

  it('does not open without the indispensable manifest, and opens without any other', async () => {
    const bad = place('bad.json', manifestOf(phrase));
    await expect(open([bad], bad)).rejects.toThrow(`${bad}: operation Phrase: Cannot query field "phrase"`);
    expect(names(await open([bad, join(folder, 'missing.json')]))).toEqual([]);
    expect(errors()).toHaveLength(2);
  });

  it('goes on when the indispensable manifest leaves its directory and comes back as a bad one', async () => {
    const own = place('own.json', manifestOf(word));
    const opened = await open([folder], own);
    rmSync(own);
    await opened.look();
    place('own.json', manifestOf(phrase));
    await opened.look();
    expect(errors()).toEqual([expect.objectContaining({ file: own, operation: 'Phrase' })]);
    place('own.json', manifestOf(say));
    await opened.look();
    expect(names(opened)).toEqual(['Say']);
  });

  it('waits for no pipe and reads no device', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.json')]);
    symlinkSync('/dev/zero', join(folder, 'zeros.json'));
    mkdirSync(join(folder, 'folder.json'));
    place('word.json', manifestOf(word));
    expect(names(await open([folder]))).toEqual(['Word']);
    expect(errors().map(({ reason }) => reason)).toEqual(Array(3).fill('it is no file'));
  });

  it('says which operations another schema leaves out, and takes what fits it now', async () => {
    place('a.json', manifestOf(word));
    place('b.json', manifestOf(phrase));
    const opened = await open([folder]);
    expect(names(opened)).toEqual(['Word']);
    schema = after;
    lines = [];
    await opened.recheck();
    expect(errors()).toEqual([expect.objectContaining({ operation: 'Word' })]);
    expect(names(opened)).toEqual(['Phrase', 'Word']);
  });
});
