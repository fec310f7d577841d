// Answers of this process's memory: a citizen's own question, asked again while every look-up that it rests on is kept as it was.
//
// Not a cache of its own: what is served here is what the look-ups would be put together to once more, and each of them is looked
// at each time. Parsing them, running the plan and writing the same text again was half of the CPU of such a page.
import { LRUCache } from 'lru-cache';
import type { LookUpAnswer, LookUpRequest } from './cache/look-up-request.js';
import type { RequestContext } from './context.js';
import type { CompiledOperation } from './execution/compile-operation.js';
import type { ExecutorResult } from './execution/supergraph.js';
import type { Decision } from './access/decide.js';

/** A question, by whom, and what decides how it is answered. */
export interface AskedAnswer {
  readonly compiled: CompiledOperation;
  /** Says why something is refused, which `compiled` doesn't know. */
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
}

export interface KeptAnswers {
  /** Undefined where one of the look-ups would be answered otherwise now, or with another age. */
  find(asked: AskedAnswer): ExecutorResult | undefined;
  /** Keeps it where nothing else went into it than look-ups that are kept. */
  keep(asked: AskedAnswer, result: ExecutorResult): void;
}

interface Kept {
  readonly compiled: CompiledOperation;
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly uses: readonly Use[];
  readonly result: ExecutorResult;
}

/** What a request has looked up, and found. */
export interface Use {
  readonly request: LookUpRequest;
  readonly answer: LookUpAnswer;
}

/** Some hundred bytes for each look-up, beside the text. */
const bytesPerUse = 2_000;

/** @param isStill whether all of it is in this process's memory as it was, in force and fresh */
export function createKeptAnswers(maxBytes: number, isStill: (use: Use) => boolean): KeptAnswers {
  const answers = new LRUCache<string, Kept>({
    maxSize: maxBytes,
    sizeCalculation: ({ uses, result }, key) =>
      2 * key.length + uses.length * bytesPerUse + ('data' in result ? 2 * result.data.text.length : 0),
  });
  return {
    find(asked) {
      if (!isRepeatable(asked)) return undefined;
      const kept = answers.get(keyOf(asked));
      const isAlike =
        kept?.compiled === asked.compiled && kept.decisions === asked.decisions && kept.uses.every(isStill);
      return isAlike ? kept.result : undefined;
    },
    keep(asked, result) {
      const { compiled, decisions, context } = asked;
      const { uses, answeredAt, down } = context;
      const isOfLookUpsAlone = uses.length > 0 && answeredAt.size === 0 && down.size === 0;
      if (!isRepeatable(asked) || !isOfLookUpsAlone || 'refusal' in result) return;
      if (uses.every(isOld) && uses.every(isStill))
        answers.set(keyOf(asked), { compiled, decisions, uses, result });
    },
  };
}

/** What has just come is told as live, and won't be for the next one who asks. */
function isOld({ answer }: Use): boolean {
  return answer.every((row) => row.every((one) => one?.state === 'cached'));
}

/** A bureau's question has a case number, and is hardly asked twice. */
function isRepeatable({ context }: AskedAnswer): boolean {
  return context.principal.kind === 'citizen' && !context.live;
}

function keyOf({ compiled, variables, context }: AskedAnswer): string {
  const { language, refusalsInExtensionsOnly, identity } = context;
  return JSON.stringify([compiled.key, language, refusalsInExtensionsOnly, identity, variables]);
}
