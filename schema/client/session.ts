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

/** @throws IssuerUnreachable from each */
export interface Session {
  /** Waits for a refresh that is under way. */
  token(): Promise<string | undefined>;
  /** After a 401: whether there is another token than the one that was refused. */
  renew(refused: string | undefined): Promise<boolean>;
  /** After a 401 that nothing can be done about. */
  end(refused: string | undefined): void;
}

export function createSession(options: SessionOptions): Session {
  let refreshing: Promise<boolean> | undefined;
  /** Undefined is a token too: nobody's. */
  let ended: { readonly token: string | undefined } | undefined;

  const readToken = () => reached(async () => options.token());

  async function refresh(): Promise<boolean> {
    refreshing =
      refreshing ||
      reached(async () => (options.refresh ? options.refresh() : false)).finally(
        () => (refreshing = undefined),
      );
    return refreshing;
  }

  return {
    async token() {
      // How it ends is said to those who asked for it.
      if (refreshing) await refreshing.catch(() => false);
      return readToken();
    },
    async renew(refused) {
      // Another request may have found out before, and have a new one by now.
      if (!refreshing && (await readToken()) !== refused) return true;
      return (await refresh()) && (await readToken()) !== refused;
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
