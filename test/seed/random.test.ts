// The generator of random numbers: repeatable, apart from other streams, even.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom, hash32 } from '../../scripts/seed/random.js';

function firstNumbers(seed: number, stream: number): number[] {
  const random = createRandom(seed, stream);
  return Array.from({ length: 8 }, () => random.next());
}

describe('createRandom', () => {
  it('gives the same numbers for the same seed and stream, and others for others', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.nat(), (seed, stream) => {
        expect(firstNumbers(seed, stream)).toEqual(firstNumbers(seed, stream));
        expect(firstNumbers(seed, stream + 1)).not.toEqual(firstNumbers(seed, stream));
        expect(firstNumbers((seed + 1) % 2 ** 32, stream)).not.toEqual(firstNumbers(seed, stream));
      }),
    );
  });

  it('gives numbers that stay the same in later versions of the programme', () => {
    const random = createRandom(1, 0);
    expect([random.integer(0, 999), random.integer(0, 999), random.integer(0, 999)]).toEqual([316, 743, 804]);
  });

  it('keeps to its bounds and reaches both', () => {
    const random = createRandom(5, 5);
    const drawn = Array.from({ length: 2000 }, () => random.integer(3, 7));
    expect([...new Set(drawn)].sort()).toEqual([3, 4, 5, 6, 7]);
  });

  it('chooses as often as the weights say', () => {
    const random = createRandom(9, 9);
    const drawn = Array.from({ length: 20_000 }, () =>
      random.weighted([
        ['rare', 1],
        ['common', 9],
        ['never', 0],
      ]),
    );
    const share = drawn.filter((value) => value === 'rare').length / drawn.length;
    expect(share).toBeGreaterThan(0.09);
    expect(share).toBeLessThan(0.11);
    expect(drawn).not.toContain('never');
  });
});

describe('hash32', () => {
  it('counts numbers beyond 32 bits in full', () => {
    expect(hash32(2 ** 40 + 5)).not.toBe(hash32(5));
    expect(hash32(1, 2)).not.toBe(hash32(2, 1));
  });
});
