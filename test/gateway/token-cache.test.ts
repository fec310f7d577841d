// Verified tokens that are kept: until they end, are revoked or their keys are withdrawn, and no longer.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createIssuerKeys, type IssuerKeys } from '../../gateway/auth/issuer-keys.js';
import { createTokenCache, type TokenCache, type Verification } from '../../gateway/auth/token-cache.js';
import { createTokenVerifier, type VerifiedToken } from '../../gateway/auth/verify-token.js';
import { startKeyIssuer, type KeyIssuer } from '../support/key-issuer.js';

const audience = 'urn:yihao:gateway';

function verified(subject: string): VerifiedToken {
  return { issuer: 'https://issuer.example', subject, client: 'test', level: 'L3' };
}

describe('the cache of verified tokens', () => {
  let now: number;
  let verifications: number;
  let cache: TokenCache;
  beforeEach(() => {
    now = 1_800_000_000_000;
    verifications = 0;
    cache = createTokenCache(() => now);
  });

  /** Sends the token, which is verified for ten seconds where it has to be. */
  function send(token: string, changes: Partial<Verification> = {}): Promise<VerifiedToken> {
    return cache.through(token, async () => {
      verifications++;
      return { token: verified(token), expiresAtMs: now + 10_000, isCurrent: () => true, ...changes };
    });
  }

  it('verifies a token once', async () => {
    const first = await send('a');
    expect(await send('a')).toBe(first);
    expect(verifications).toBe(1);
  });

  it('tells tokens apart', async () => {
    expect((await send('a')).subject).toBe('a');
    expect((await send('b')).subject).toBe('b');
    expect(verifications).toBe(2);
  });

  it('keeps a token to its last millisecond and not one longer', async () => {
    await send('a');
    now += 9_999;
    await send('a');
    expect(verifications).toBe(1);
    now += 1;
    await send('a');
    expect(verifications).toBe(2);
  });

  it('does not keep a token alive by its use', async () => {
    for (let second = 0; second < 20; second++) {
      await send('a');
      now += 1_000;
    }
    expect(verifications).toBe(2);
  });

  it('verifies again when the keys are no longer those of then', async () => {
    let current = true;
    await send('a', { isCurrent: () => current });
    await send('a');
    expect(verifications).toBe(1);
    current = false;
    await send('a');
    expect(verifications).toBe(2);
  });

  it('does not remember a refusal', async () => {
    const refuse = () => Promise.reject(new Error('no'));
    await expect(cache.through('a', refuse)).rejects.toThrow('no');
    await expect(send('a')).resolves.toBeDefined();
  });

  it('forgets a token whose new verification fails', async () => {
    await send('a');
    now += 10_000;
    const refuse = () => Promise.reject(new Error('no'));
    await expect(cache.through('a', refuse)).rejects.toThrow('no');
    now -= 10_000;
    await send('a');
    expect(verifications).toBe(2);
  });

  it('drops what is revoked and keeps the rest', async () => {
    await send('a');
    await send('b');
    cache.drop(({ subject }) => subject === 'a');
    await send('b');
    expect(verifications).toBe(2);
    await send('a');
    expect(verifications).toBe(3);
  });

  it('clears everything', async () => {
    await send('a');
    await send('b');
    cache.clear();
    await send('a');
    await send('b');
    expect(verifications).toBe(4);
  });

  it.each(['drop', 'clear'] as const)(
    'does not keep what is revoked while it is verified (%s)',
    async (how) => {
      await cache.through('a', async () => {
        if (how === 'drop') cache.drop(({ subject }) => subject === 'a');
        else cache.clear();
        return { token: verified('a'), expiresAtMs: now + 10_000, isCurrent: () => true };
      });
      await send('a');
      expect(verifications).toBe(1);
    },
  );

  it('is bounded, and the token used longest ago goes first', async () => {
    await send('first');
    await send('second');
    for (let index = 0; index < 49_998; index++) await send(`other-${index}`);
    await send('first');
    await send('one too many');
    const before = verifications;
    await send('first');
    expect(verifications).toBe(before);
    await send('second');
    expect(verifications).toBe(before + 1);
  });
});

describe('the token verifier', () => {
  let issuer: KeyIssuer;
  let keys: IssuerKeys;
  let cache: TokenCache;
  let verifyToken: ReturnType<typeof createTokenVerifier>;
  beforeEach(async () => {
    issuer = await startKeyIssuer(audience);
    keys = createIssuerKeys({ issuer: issuer.url, logger: pino({ level: 'silent' }) });
    cache = createTokenCache();
    verifyToken = createTokenVerifier({ audience, issuers: new Map([[issuer.url, keys]]), cache });
  });
  afterEach(async () => {
    keys.stop();
    await issuer.stop();
  });

  it('answers for the same token with the same, and for each its own', async () => {
    const [ann, bob] = await Promise.all([issuer.sign({ sub: 'ann' }), issuer.sign({ sub: 'bob' })]);
    const first = await verifyToken(`Bearer ${ann}`);
    expect(await verifyToken(`Bearer ${ann}`)).toBe(first);
    expect((await verifyToken(`Bearer ${bob}`)).subject).toBe('bob');
    expect(first.subject).toBe('ann');
  });

  it('lets no token of a withdrawn key live on', async () => {
    const authorization = `Bearer ${await issuer.sign()}`;
    await verifyToken(authorization);
    await issuer.rotate();
    await verifyToken(authorization);
    await keys.refresh();
    await expect(verifyToken(authorization)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('keeps tokens when the issuer gives the same keys again', async () => {
    const authorization = `Bearer ${await issuer.sign()}`;
    const first = await verifyToken(authorization);
    expect(await keys.refresh()).toBe(true);
    expect(await verifyToken(authorization)).toBe(first);
  });

  it('does not keep a token beyond the greatest age that any may have', async () => {
    const iat = Math.floor(Date.now() / 1000) - 86_402;
    const authorization = `Bearer ${await issuer.sign({ iat })}`;
    const first = await verifyToken(authorization);
    expect(await verifyToken(authorization)).not.toBe(first);
  });

  it('refuses a token with another signature after the good one was kept', async () => {
    const token = await issuer.sign();
    await verifyToken(`Bearer ${token}`);
    const forged = `${token.slice(0, -8)}AAAAAAAA`;
    await expect(verifyToken(`Bearer ${forged}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('verifies again after a revocation', async () => {
    const authorization = `Bearer ${await issuer.sign({ sub: 'ann' })}`;
    const first = await verifyToken(authorization);
    cache.drop(({ subject }) => subject === 'ann');
    expect(await verifyToken(authorization)).not.toBe(first);
  });
});
