// The contract is what both sides share: it may depend on nothing, so that anything may depend on it.
import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../../schema/contract/', import.meta.url);

describe('the contract', () => {
  it('imports only its own files', () => {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.ts'));
    const imported = files.flatMap((file) =>
      [
        ...readFileSync(new URL(file, FOLDER), 'utf8').matchAll(/\bfrom '([^']+)'|\bimport\(?\s*'([^']+)'/g),
      ].map((match) => match[1] ?? match[2] ?? ''),
    );
    expect(files.length).toBeGreaterThan(10);
    expect(imported.filter((specifier) => !/^\.\/[a-z0-9-]+\.js$/.test(specifier))).toEqual([]);
  });
});
