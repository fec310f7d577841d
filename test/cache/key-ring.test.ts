import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCacheKeys } from '../../gateway/cache/key-ring.js';
import { createNames } from '../../gateway/cache/names.js';

const secret = () => randomBytes(32).toString('base64url');
const [one, two] = [`one:${secret()}`, `two:${secret()}`];

describe('the key ring of the cache', () => {
  it('seals with the first key and opens with every one', () => {
    const ring = parseCacheKeys(`${two},${one}`);
    expect(ring.sealing.id).toBe('two');
    expect([...ring.opening.keys()]).toEqual(['two', 'one']);
    expect(ring.opening.get('one')).toEqual(parseCacheKeys(one).sealing);
  });

  it.each([
    ['names', 'naming'],
    ['signs messages', 'bus'],
  ] as const)('%s with the last key, so that a new one in front changes nothing', (_what, use) => {
    expect(parseCacheKeys(`${two},${one}`)[use]).toEqual(parseCacheKeys(one)[use]);
    expect(parseCacheKeys(two)[use]).not.toEqual(parseCacheKeys(one)[use]);
  });

  it('uses neither the key as configured nor one key for two purposes', () => {
    const { sealing, naming, bus } = parseCacheKeys(one);
    const keys = [sealing.secret, naming, bus, Buffer.from(one.slice(4), 'base64url')];
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(4);
  });

  it.each([
    ['', 'entry 1 is not of the form'],
    ['k1:c2hvcnQ', 'needs at least 32'],
    [`${one},`, 'entry 2 is not of the form'],
    [`${one},${one}`, 'same id'],
    [`二:${secret()}`, 'entry 1 is not of the form'],
  ])('refuses %j and says what is wrong with it', (text, problem) => {
    expect(() => parseCacheKeys(text)).toThrow(problem);
  });

  it('shows nothing of a key that stands where its id should', () => {
    const key = secret();
    expect(() => parseCacheKeys(`${key}:k001`)).toThrow(/^entry 1 has 3 bytes/);
  });
});

describe('names', () => {
  const names = createNames(parseCacheKeys(one).naming);
  const anyPart = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom(':', '\0', '1', '2', ',', '"', 'n', 'o', '\ud800', '\udc00', '\ufffd'),
    }),
  );

  it('are 22 characters of base64url, the same for the same parts', () => {
    fc.assert(
      fc.property(fc.array(anyPart), (parts) => {
        expect(names.name(parts)).toMatch(/^[\w-]{22}$/);
        expect(names.name([...parts])).toBe(names.name(parts));
      }),
    );
  });

  it('are others for any other parts', () => {
    fc.assert(
      fc.property(
        fc.array(anyPart, { maxLength: 4 }),
        fc.array(anyPart, { maxLength: 4 }),
        (some, others) => {
          fc.pre(JSON.stringify(some) !== JSON.stringify(others));
          expect(names.name(some)).not.toBe(names.name(others));
          expect(names.owner(some)).not.toBe(names.owner(others));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('are others when the same characters are cut elsewhere', () => {
    fc.assert(
      fc.property(anyPart, fc.nat(), fc.nat(), (text, first, second) => {
        const cut = (at: number) => [
          text.slice(0, at % (text.length + 1)),
          text.slice(at % (text.length + 1)),
        ];
        const [some, others] = [cut(first), cut(second)];
        expect(names.name(some) === names.name(others)).toBe(some[0] === others[0]);
        expect(names.name([text])).not.toBe(names.name([text, '']));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['the other kind of name', names.owner(['a']), names.name(['a'])],
    ['a number as text', names.name(['1']), names.name(['"1"'])],
    ['composed and decomposed', names.name(['\u00e9']), names.name(['e\u0301'])],
    ['halves of two characters', names.name(['\ud83d']), names.name(['\ud83e'])],
    ['a half and its replacement', names.name(['\ud800']), names.name(['\ufffd'])],
    ['delimiters inside', names.name(['a:1', 'b']), names.name(['a', '1:b'])],
    ['a length inside', names.name(['1:a']), names.name(['a', ''])],
    ['another key', names.name(['a']), createNames(parseCacheKeys(two).naming).name(['a'])],
  ])('differ for %s', (_what, some, others) => {
    expect(some).not.toBe(others);
  });
});
