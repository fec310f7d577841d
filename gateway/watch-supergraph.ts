// Sees when the supergraph's file changes, and has the gateway take it over.
import { readFile, stat } from 'node:fs/promises';
import type { Logger } from 'pino';
import { BadConfig } from './config.js';
import { BadSupergraph } from './errors.js';

export interface SupergraphWatchOptions {
  readonly file: string;
  /** What the gateway started with. */
  readonly sdl: string;
  readonly reload: (sdl: string) => Promise<void>;
  readonly logger: Logger;
}

export interface SupergraphWatch {
  /** Looks now; for `SIGHUP`. */
  look(): Promise<void>;
  stop(): void;
}

/** Polled, not watched: mounted configuration is swapped by symbolic links, which no watch of a file sees. */
const intervalMs = 1_000;

export function watchSupergraph({ file, sdl, reload, logger }: SupergraphWatchOptions): SupergraphWatch {
  let seen: string | undefined;
  let served = sdl;
  let looking: Promise<void> | undefined;

  const takeOver = async (): Promise<void> => {
    const text = await readFile(file, 'utf8');
    if (text === served) return;
    const started = performance.now();
    await reload(text);
    served = text;
    logger.info({ ms: Math.round(performance.now() - started) }, 'supergraph reloaded');
  };
  const look = async (): Promise<void> => {
    try {
      const { ino, size, mtimeMs } = await stat(file);
      const now = `${ino} ${size} ${mtimeMs}`;
      if (now === seen) return;
      seen = now;
      await takeOver();
    } catch (error) {
      const reason =
        error instanceof BadSupergraph || error instanceof BadConfig ? error.message : codeOf(error);
      logger.error({ reason }, 'supergraph not reloaded: the one before goes on');
    }
  };
  const lookOnce = (): Promise<void> => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  const timer = setInterval(() => void lookOnce(), intervalMs).unref();
  return {
    look: lookOnce,
    stop: () => clearInterval(timer),
  };
}

function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : String(name);
}
