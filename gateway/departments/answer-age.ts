// What a department says of keeping its answer: `Cache-Control` and `Age` (RFC 9111). It may shorten the time, never lengthen it.

export interface AnswerAge {
  /**
   * `max-age` of `Cache-Control`; undefined where there is none. 0 for what isn't to be kept: `no-store` and `no-cache`, and
   * `must-revalidate`, which leaves nothing for when the department fails.
   */
  readonly maxAgeMs: number | undefined;
  /** `Age`. */
  readonly ageMs: number;
}

/** Under lower-case names; a list where a header came in several lines. */
export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** @returns undefined where the department says nothing, as most do */
export function readAnswerAge(headers: AnswerHeaders): AnswerAge | undefined {
  const cacheControl = headers['cache-control'];
  const age = headers['age'];
  if (cacheControl === undefined && age === undefined) return undefined;
  const maxAgesMs = linesOf(cacheControl).flatMap(readMaxAgesMs);
  return {
    // The least of several: RFC 9111 section 4.2.1 leaves it open, and that one can't be too long.
    maxAgeMs: maxAgesMs.length > 0 ? Math.min(...maxAgesMs) : undefined,
    // Section 5.1: of several the first one counts, and one that isn't a number doesn't.
    ageMs: readSecondsAsMs(linesOf(age)[0]?.split(',', 1)[0]?.trim()) ?? 0,
  };
}

function linesOf(header: string | string[] | undefined): readonly string[] {
  if (header === undefined) return [];
  return typeof header === 'string' ? [header] : header;
}

/** A name and, behind `=`, a token or a quoted string, which section 5.2 has recipients take alike. */
const directive = /([^\s,="]+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^\s,]*))?/g;

function readMaxAgesMs(cacheControl: string): number[] {
  return [...cacheControl.matchAll(directive)].flatMap(([, name = '', value = '']) => {
    switch (name.toLowerCase()) {
      // `s-maxage` is for shared caches, of which the gateway is one; `private` doesn't matter, since it knows whose things are.
      case 'max-age':
      case 's-maxage':
        // Section 4.2.1: what isn't a number of seconds is stale.
        return [readSecondsAsMs(value.replace(/^"(.*)"$/, '$1')) ?? 0];
      case 'no-store':
      case 'no-cache':
      case 'must-revalidate':
      case 'proxy-revalidate':
        return [0];
      default:
        return [];
    }
  });
}

/** Section 1.2.2: so many seconds stand for more than can be told. */
const maxSeconds = 2 ** 31;

function readSecondsAsMs(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Math.min(Number(text), maxSeconds) * 1_000 : undefined;
}
