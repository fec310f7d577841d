// Tells guessing from mistyping by the look-ups of one client that match nobody.
import { createHash } from 'node:crypto';
import type { Lookup } from '../../schema/contract/identity.js';

/**
 * Clerks mistype a few numbers in a hundred. Who knows a name, a county and a birthday has but 1,000 numbers to try, and
 * 500 with the sex: ten tries find one in fifty.
 */
export const guessLimits = {
  /** More misses than this among the last `recentLookups` are guesses. */
  misses: 20,
  recentLookups: 100,
  /** As many misses in one series of numbers are guesses. */
  sequentialMisses: 10,
  /** Misses among which a series is looked for: hits in between, asked for cover, don't push them out. */
  rememberedMisses: 200,
  rememberedMs: 24 * 3_600_000,
} as const;

/** The sequence part counts up by one, or by two for one sex. */
const steps: readonly number[] = [1, 2];

export interface GuessDetector {
  /**
   * Takes note of one look-up, and says whether it and those before look like guessing. After that the counts begin anew,
   * but for the series, in which the next miss is the next guess. `at`: milliseconds since 1970.
   */
  isGuess(lookup: Lookup, matched: boolean, at: number): boolean;
}

interface Miss {
  readonly at: number;
  /** Area and birthday. */
  readonly series: string;
  /** Hash of number and name: the same question again, say about somebody who has died, is no second guess. */
  readonly question: string;
}

const notCounting = { sequence: NaN, length: 0 };

export function createGuessDetector(): GuessDetector {
  let recent: readonly boolean[] = [];
  let misses: readonly Miss[] = [];
  let counting = notCounting;

  return {
    isGuess(lookup, matched, at) {
      recent = [...recent, matched].slice(-guessLimits.recentLookups);
      if (matched) return false;
      const miss = readMiss(lookup, at);
      misses = remember(misses, miss);
      counting = countUp(counting, sequenceOf(lookup.number));
      const guess =
        recent.filter((match) => !match).length > guessLimits.misses ||
        misses.filter(({ series }) => series === miss.series).length >= guessLimits.sequentialMisses ||
        counting.length >= guessLimits.sequentialMisses;
      if (guess) {
        recent = [];
        counting = notCounting;
      }
      return guess;
    },
  };
}

function readMiss({ number, name }: Lookup, at: number): Miss {
  const question = createHash('sha256').update(`${number}\n${name}`).digest('base64url');
  return { at, series: number.slice(0, sequenceStart(number)), question };
}

function remember(misses: readonly Miss[], miss: Miss): readonly Miss[] {
  return [...misses, miss]
    .filter(
      ({ at, question }, index) =>
        index === misses.length || (at > miss.at - guessLimits.rememberedMs && question !== miss.question),
    )
    .slice(-guessLimits.rememberedMisses);
}

function countUp({ sequence: last, length }: { sequence: number; length: number }, sequence: number) {
  if (sequence === last) return { sequence, length };
  return { sequence, length: steps.includes(sequence - last) ? length + 1 : 1 };
}

/** Number of the person among those of the same area and birthday; NaN where the form has none. */
function sequenceOf(number: string): number {
  return Number.parseInt(number.slice(sequenceStart(number), number.length === 18 ? 17 : number.length), 10);
}

/** The older foreign card has 15 characters, two of them after the birthday. */
function sequenceStart(number: string): number {
  return number.length === 15 ? 13 : 14;
}
