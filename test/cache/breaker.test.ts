import { beforeEach, describe, expect, it } from '@jest/globals';
import { createBreaker, type Breaker, type CallOutcome } from '../../gateway/cache/breaker.js';

describe('a breaker', () => {
  let nowMs: number;
  let moves: string[];
  let breaker: Breaker;

  beforeEach(() => {
    nowMs = 0;
    moves = [];
    breaker = createBreaker(
      (to, from) => void moves.push(`${from} to ${to}`),
      () => nowMs,
    );
  });

  /** @returns how many were let through */
  function call(times: number, outcome: CallOutcome): number {
    let permitted = 0;
    for (let time = 0; time < times; time++) {
      if (!breaker.permit()) continue;
      permitted += 1;
      breaker.settle(outcome);
    }
    return permitted;
  }

  it('lets calls through while they are answered', () => {
    expect(call(1_000, 'alive')).toBe(1_000);
    expect(moves).toEqual([]);
  });

  it('opens at the fifth in a row that is not answered, and lets none through', () => {
    call(100, 'alive');
    expect(call(10, 'dead')).toBe(5);
    expect(breaker.state).toBe('open');
    expect(call(10, 'alive')).toBe(0);
  });

  it('stays closed when every fifth is answered and the rest is not, until that is half of twenty', () => {
    for (let round = 0; round < 3; round++) expect(call(4, 'dead') + call(1, 'alive')).toBe(5);
    expect(breaker.state).toBe('closed');
    expect(call(4, 'dead') + call(1, 'alive')).toBe(5);
    expect(breaker.state).toBe('open');
  });

  it('forgets what is longer ago than a second', () => {
    for (let round = 0; round < 40; round++) {
      call(4, 'dead');
      call(1, 'alive');
      nowMs += 500;
    }
    expect(moves).toEqual([]);
  });

  it('lets one probe through at a time after a rest', () => {
    call(5, 'dead');
    nowMs += 99;
    expect(breaker.permit()).toBe(false);
    nowMs += 1;
    expect(breaker.permit()).toBe(true);
    expect(breaker.permit()).toBe(false);
    breaker.settle('dead');
    expect(breaker.permit()).toBe(false);
    expect(moves).toEqual(['closed to open', 'open to half-open', 'half-open to open']);
  });

  it('rests for longer after each probe in vain, up to half a second', () => {
    call(5, 'dead');
    const rests = Array.from({ length: 6 }, () => {
      const since = nowMs;
      while (call(1, 'dead') === 0) nowMs += 10;
      return nowMs - since;
    });
    expect(rests).toEqual([100, 200, 400, 500, 500, 500]);
  });

  it('closes with one probe that is answered, and begins to count anew', () => {
    call(5, 'dead');
    nowMs += 100;
    expect(call(1, 'alive')).toBe(1);
    expect(breaker.state).toBe('closed');
    expect(call(4, 'dead')).toBe(4);
    expect(breaker.state).toBe('closed');
  });

  it('takes no notice of calls from before it opened', () => {
    for (let index = 0; index < 7; index++) breaker.permit();
    for (let index = 0; index < 7; index++) breaker.settle('dead');
    expect(moves).toEqual(['closed to open']);
  });
});
