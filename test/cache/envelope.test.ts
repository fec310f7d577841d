import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createEnvelope, type Envelope, type UnreadableReason } from '../../gateway/cache/envelope.js';
import { parseCacheKeys } from '../../gateway/cache/key-ring.js';
import type { StoredValue } from '../../gateway/cache/store.js';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64url')}`;
const [one, two] = [key('one'), key('two')];
const redisKey = 'yihao:{owner}:v:name';
const value: StoredValue = {
  text: '{"name":"张三","idNumber":"11010519491231002X"}',
  fetchedAtMs: 1_790_000_000_123,
  ageMs: 17,
  maxAgeMs: 60_000,
  epochs: ['epoch-of-owner', 'epoch-of-tag'],
};

describe('a sealed value', () => {
  let reasons: UnreadableReason[];
  const envelopeOf = (keys: string): Envelope =>
    createEnvelope(parseCacheKeys(keys), (reason) => void reasons.push(reason));
  let envelope: Envelope;

  beforeEach(() => {
    reasons = [];
    envelope = envelopeOf(one);
  });

  it('is the value again when it is opened', () => {
    expect(envelope.open(envelope.seal(value, redisKey), redisKey)).toEqual(value);
    const bare = { ...value, maxAgeMs: undefined, epochs: [], text: '' };
    expect(envelope.open(envelope.seal(bare, redisKey), redisKey)).toEqual(bare);
    expect(reasons).toEqual([]);
  });

  it('shows nothing of the value, and never the same bytes twice', () => {
    const [first, second] = [envelope.seal(value, redisKey), envelope.seal(value, redisKey)];
    for (const text of ['张三', '11010519491231002X', 'epoch-of-owner', 'owner', redisKey]) {
      expect(first.includes(text)).toBe(false);
    }
    expect(first.equals(second)).toBe(false);
    // Neither the nonce nor the ciphertext behind it.
    expect(first.subarray(5, 17).equals(second.subarray(5, 17))).toBe(false);
    expect(first.subarray(33).equals(second.subarray(33))).toBe(false);
  });

  it('never uses a nonce twice, in one process or in two', () => {
    const nonces = [envelope, envelopeOf(one)].flatMap((sealing) =>
      Array.from({ length: 1_000 }, () => sealing.seal(value, redisKey).toString('hex', 5, 17)),
    );
    expect(new Set(nonces).size).toBe(2_000);
  });

  it('is opened by every key of the ring, and by no other', () => {
    const sealed = envelope.seal(value, redisKey);
    expect(envelopeOf(`${two},${one}`).open(sealed, redisKey)).toEqual(value);
    expect(envelopeOf(two).open(sealed, redisKey)).toBeUndefined();
    expect(reasons).toEqual(['unknown key']);
  });

  it('is not opened by another key of the same id', () => {
    const sealed = envelope.seal(value, redisKey);
    expect(envelopeOf(key('one')).open(sealed, redisKey)).toBeUndefined();
    expect(reasons).toEqual(['forged']);
  });

  it('is nothing under any other key of Redis', () => {
    const sealed = envelope.seal(value, redisKey);
    expect(envelope.open(sealed, 'yihao:{other}:v:name')).toBeUndefined();
    expect(reasons).toEqual(['forged']);
  });

  it.each([
    ['nothing at all', Buffer.alloc(0), 'truncated'],
    ['the version alone', Buffer.of(2), 'truncated'],
    ['another version', Buffer.from('{"data":1}'), 'foreign version'],
  ] as const)('that is %s is a miss, and counted', (_what, bytes, reason) => {
    expect(envelope.open(bytes, redisKey)).toBeUndefined();
    expect(reasons).toEqual([reason]);
  });

  it('is nothing with any bit flipped', () => {
    const sealed = envelope.seal(value, redisKey);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const flipped = Buffer.from(sealed);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(envelope.open(flipped, redisKey)).toBeUndefined();
    }
    expect(reasons).toHaveLength(sealed.length * 8);
  });

  it('is nothing when it is cut off or has more behind it', () => {
    const sealed = envelope.seal(value, redisKey);
    for (let length = 0; length < sealed.length; length++) {
      expect(envelope.open(sealed.subarray(0, length), redisKey)).toBeUndefined();
    }
    expect(envelope.open(Buffer.concat([sealed, Buffer.of(0)]), redisKey)).toBeUndefined();
  });

  it('is nothing with the head of one and the body of another', () => {
    const [first, second] = [envelope.seal(value, redisKey), envelope.seal({ ...value, ageMs: 1 }, redisKey)];
    for (const cut of [2, 5, 17, 33, 40]) {
      const spliced = Buffer.concat([first.subarray(0, cut), second.subarray(cut)]);
      if (!spliced.equals(second)) expect(envelope.open(spliced, redisKey)).toBeUndefined();
    }
  });

  it('is nothing and no error whatever bytes it has', () => {
    const sealed = envelope.seal(value, redisKey);
    const anyBytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([sealed.subarray(0, 5), bytes])),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([Buffer.of(1), bytes])),
    );
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(envelope.open(Buffer.from(bytes), redisKey)).toBeUndefined();
      }),
      { numRuns: 3_000 },
    );
  });
});
