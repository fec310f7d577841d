// Random numbers that are the same on every machine: sfc32 (Chris Doty-Humphrey, PractRand), seeded by hashing.

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer from `min` to `max`, both included. */
  integer(min: number, max: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of a list that isn't empty. */
  pick<T>(list: readonly T[]): T;
  /** One of the values, each as likely as its weight says. */
  weighted<const Choices extends readonly (readonly [value: unknown, weight: number])[]>(
    choices: Choices,
  ): Choices[number][0];
}

/** The stream of numbers that belongs to `stream` (a family's index) in the city of `seed`. */
export function createRandom(seed: number, stream: number): Random {
  let a = hash32(seed, stream, 1);
  let b = hash32(seed, stream, 2);
  let c = hash32(seed, stream, 3);
  let counter = 1;

  const next32 = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round++) next32();

  const next = (): number => next32() / 2 ** 32;
  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (list) => list[Math.floor(next() * list.length)] as (typeof list)[number],
    weighted: (choices) => {
      let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      const found = choices.find(([, weight]) => (left -= weight) < 0) ?? choices.at(-1);
      if (!found) throw new RangeError('There is nothing to choose from.');
      return found[0];
    },
  };
}

/** 32 bits that follow from the numbers (murmur3's mixing steps). Numbers up to 2^53 count in full. */
export function hash32(...numbers: number[]): number {
  let state = 0x9e3779b9;
  for (const number of numbers) {
    state = mix(state ^ (number | 0));
    state = mix((state + Math.floor(number / 2 ** 32)) | 0);
  }
  return state >>> 0;
}

function mix(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
