// Whose session it is: the token of each request, and what is done when the gateway takes it no more.
export interface SessionOptions {
  /**
   * The access token of this moment; undefined for nobody. May reject when who issues it can't be reached: that is no end
   * of the session.
   */
  token(): string | undefined | Promise<string | undefined>;
  /**
   * Gets a new one, which `token` gives from then on; false when the session has ended. Called once for all requests that
   * wait for it. May reject like `token`.
   */
  refresh?(): Promise<boolean>;
  /** The session has ended: once, however many requests find it out. */
  onUnauthenticated?(): void;
}

/** `token` or `refresh` rejected. */
export class IssuerUnreachable extends Error {}

/** `replaced`: not by a refresh, so perhaps somebody else has logged in meanwhile. */
export type Renewal = 'none' | 'renewed' | 'replaced';

/** @throws IssuerUnreachable from each */
export interface Session {
  /** Waits for a refresh that is under way. */
  token(): Promise<string | undefined>;
  /** After a 401: whether there is another token than the one that was refused, and whose. */
  renew(refused: string | undefined): Promise<Renewal>;
  /** After a 401 that nothing can be done about. */
  end(refused: string | undefined): void;
}

export function createSession(options: SessionOptions): Session {
  let refreshing: Promise<boolean> | undefined;
  /** Undefined is a token too: nobody's. */
  let ended: { readonly token: string | undefined } | undefined;
  /** Those that one login had, one by refresh of the other. */
  let tokensOfLogin = new Set<string | undefined>();

  const readToken = () => reached(async () => options.token());

  async function refresh(): Promise<boolean> {
    refreshing = refreshing || replaceToken().finally(() => (refreshing = undefined));
    return refreshing;
  }

  async function replaceToken(): Promise<boolean> {
    const before = await readToken();
    const isNew = await reached(async () => (options.refresh ? options.refresh() : false));
    if (!isNew) return false;
    if (!tokensOfLogin.has(before)) tokensOfLogin = new Set([before]);
    tokensOfLogin.add(await readToken());
    return true;
  }

  return {
    async token() {
      // How it ends is said to those who asked for it.
      if (refreshing) await refreshing.catch(() => false);
      return readToken();
    },
    async renew(refused) {
      // Another request may have found out before, and have a new one by now.
      const isFoundOut = !refreshing && (await readToken()) !== refused;
      if (!isFoundOut && !(await refresh())) return 'none';
      const token = await readToken();
      if (token === refused) return 'none';
      return tokensOfLogin.has(refused) && tokensOfLogin.has(token) ? 'renewed' : 'replaced';
    },
    end(refused) {
      if (ended && ended.token === refused) return;
      ended = { token: refused };
      options.onUnauthenticated?.();
    },
  };
}

async function reached<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch {
    throw new IssuerUnreachable();
  }
}
