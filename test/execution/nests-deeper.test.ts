// The depth of JSON texts, against a parse of the same text.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nestsDeeper } from '../../gateway/departments/nests-deeper.js';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('the depth of a JSON text', () => {
  it('is that of what it parses to, whatever its strings hold', () => {
    const text = fc.string({ unit: fc.constantFrom('[', ']', '{', '}', '"', '\\', 'a', '一'), maxLength: 8 });
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'large' },
        text,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(text, tie('tree'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.boolean(), (value, isIndented) => {
        const json = JSON.stringify(value, null, isIndented ? 1 : undefined);
        const depth = depthOf(JSON.parse(json));
        expect(nestsDeeper(json, depth)).toBe(false);
        if (depth > 0) expect(nestsDeeper(json, depth - 1)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is found in texts that are no JSON, too', () => {
    expect(nestsDeeper('"\\', 1)).toBe(false);
    expect(nestsDeeper(']]]]'.repeat(10) + '[', 1)).toBe(false);
    expect(nestsDeeper('"never closed [[[[', 1)).toBe(false);
  });
});
