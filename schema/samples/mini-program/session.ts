// Who is logged in: the access token, kept until the gateway takes it no more.
const key = 'token';

export interface Session {
  token(): string | undefined;
  start(token: string): void;
  end(): void;
}

export function createSession(): Session {
  return {
    token() {
      const kept = wx.getStorageSync(key);
      return typeof kept === 'string' && kept !== '' ? kept : undefined;
    },
    start: (token) => wx.setStorageSync(key, token),
    end: () => wx.removeStorageSync(key),
  };
}
