// The issuer's memory: what it forgets, and when.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createMemoryAdapter } from '../../scripts/issuer/memory-adapter.js';

beforeEach(() => {
  // The cache holds on to the real `performance`: it gets the fake clock by hand.
  jest.useFakeTimers({ doNotFake: ['performance'] });
  jest.spyOn(performance, 'now').mockImplementation(() => Date.now());
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

describe('memory adapter', () => {
  it('forgets an entry when its time is over, also one with no time left', async () => {
    const codes = createMemoryAdapter()('AuthorizationCode');
    await codes.upsert('minute', { clientId: 'portal' }, 60);
    await codes.upsert('over', { clientId: 'portal' }, 0);
    jest.advanceTimersByTime(59_000);
    expect(await codes.find('minute')).toEqual({ clientId: 'portal' });
    expect(await codes.find('over')).toBeUndefined();
    jest.advanceTimersByTime(2_000);
    expect(await codes.find('minute')).toBeUndefined();
  });

  it('does not prolong a code by consuming it', async () => {
    const codes = createMemoryAdapter()('AuthorizationCode');
    await codes.upsert('code', {}, 60);
    jest.advanceTimersByTime(50_000);
    await codes.consume('code');
    expect((await codes.find('code'))?.consumed).toEqual(expect.any(Number));
    jest.advanceTimersByTime(11_000);
    expect(await codes.find('code')).toBeUndefined();
  });

  it('lets a code be consumed once, however many exchanges have read it before', async () => {
    const codes = createMemoryAdapter()('AuthorizationCode');
    await codes.upsert('code', {}, 60);
    await codes.consume('code');
    await expect(codes.consume('code')).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(codes.consume('unknown')).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('lets a client assertion be used once, however many requests have looked for it before', async () => {
    const used = createMemoryAdapter()('ReplayDetection');
    await used.upsert('assertion', {}, 60);
    await expect(used.upsert('assertion', {}, 60)).rejects.toMatchObject({ error: 'invalid_client' });
    jest.advanceTimersByTime(61_000);
    await expect(used.upsert('assertion', {}, 60)).resolves.toBeUndefined();
  });

  it('remembers a used client assertion through a flood of logins', async () => {
    const adapter = createMemoryAdapter();
    await adapter('ReplayDetection').upsert('assertion', {}, 60);
    for (let index = 0; index < 11_000; index++) await adapter('Interaction').upsert(`i${index}`, {}, 60);
    expect(await adapter('ReplayDetection').find('assertion')).toBeDefined();
  });

  it('revokes the tokens of one grant and nothing else', async () => {
    const adapter = createMemoryAdapter();
    await adapter('RefreshToken').upsert('a', { grantId: 'first' }, 60);
    await adapter('RefreshToken').upsert('b', { grantId: 'second' }, 60);
    await adapter('Interaction').upsert('login', { grantId: 'first' }, 60);
    await adapter('RefreshToken').revokeByGrantId('first');
    expect(await adapter('RefreshToken').find('a')).toBeUndefined();
    expect(await adapter('RefreshToken').find('b')).toBeDefined();
    expect(await adapter('Interaction').find('login')).toBeDefined();
  });

  it('stays bounded under a flood of sessions', async () => {
    const sessions = createMemoryAdapter()('Session');
    for (let index = 0; index < 10_001; index += 1) {
      await sessions.upsert(`s${index}`, { uid: `u${index}` }, 60);
    }
    expect(await sessions.find('s0')).toBeUndefined();
    expect(await sessions.findByUid('u0')).toBeUndefined();
    expect(await sessions.findByUid('u10000')).toEqual({ uid: 'u10000' });
  });
});
