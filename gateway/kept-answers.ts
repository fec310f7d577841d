// Whole answers: a citizen's own question, asked again while everything that it was answered from is in force and fresh.
//
// An answer is one more look-up, made of look-ups that are kept: the epochs of all their owners and tags end it, the first of them
// to age ends its freshness. Looking each of them up, parsing it, running the plan and writing the same text again was half of the
// CPU of such a page in memory, and three fifths in Redis.
import type { AssertedSubject } from '../schema/contract/assertion.js';
import type { LookUp, LookUpRequest } from './cache/look-up-request.js';
import type { RequestContext } from './context.js';
import type { CompiledOperation } from './execution/compile-operation.js';
import type { ExecutorResult } from './execution/supergraph.js';
import { stringifyAnswer } from './http/stringify-answer.js';
import type { LookUps, Use } from './request-look-ups.js';

/** A question, and by whom. */
export interface AskedAnswer {
  readonly compiled: CompiledOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
}

export interface KeptAnswers {
  /** What is kept, or what `run` gives; that is kept where nothing else went into it than look-ups that are. */
  answer(asked: AskedAnswer, run: () => Promise<ExecutorResult>): Promise<ExecutorResult>;
}

/** What an operation's answers rest on, whoever asks: as far as it is known, since not everybody has everything. */
interface Basis {
  readonly departments: readonly string[];
  readonly tags: readonly string[];
}

/** No longer than anything they are made of. */
const windows = { freshForMs: 7 * 24 * 3_600_000, staleWhileRevalidateMs: 0, staleIfErrorMs: 0 };

/** @param scope of everything but the look-ups that decides how an operation is answered: equal in processes that answer alike */
export function createKeptAnswers(lookUps: LookUps, scope: string): KeptAnswers {
  // Known once an answer could have been kept: for what never can, nothing is looked for.
  const bases = new WeakMap<CompiledOperation, Basis>();

  async function find(
    asked: AskedAnswer,
    me: AssertedSubject,
    basis: Basis,
    run: () => Promise<ExecutorResult>,
  ): Promise<ExecutorResult> {
    let result: ExecutorResult | undefined;
    const { context } = asked;
    const request: Pick<LookUpRequest, 'lookUps' | 'load'> = {
      lookUps: [lookUpOf(asked, basis)],
      async load() {
        result = await run();
        const maxAgeMs = keepableForMs(result, context);
        // What rests on more than was known would outlive the rest.
        const isKept = maxAgeMs > 0 && learn(asked) === basis;
        return [{ texts: [bodyOf(result)], maxAgeMs: isKept ? maxAgeMs : 0, ageMs: 0 }];
      },
    };
    const [[found] = []] = await lookUps.lookUpAnswer(me, basis.departments, request);
    // Another's, who asked the same at that time, or what is kept; empty where that was nothing to hand on.
    return result ?? (found && found.text !== '' ? { body: found.text } : run());
  }

  function lookUpOf({ compiled, variables, context }: AskedAnswer, { tags }: Basis): LookUp {
    const { language, refusalsInExtensionsOnly, principal } = context;
    const level = principal.kind === 'citizen' ? principal.level : '';
    const asked = JSON.stringify([language, refusalsInExtensionsOnly, level, variables]);
    return { name: lookUps.nameOf([scope, compiled.key, asked, ...tags]), tags, windows };
  }

  /** From an answer that may be kept. @returns what its answers are known to rest on now */
  function learn({ compiled, context }: AskedAnswer): Basis {
    const known = bases.get(compiled);
    const basis = widened(known, context.uses);
    if (basis !== known) {
      bases.set(compiled, basis);
      lookUps.heed(basis.tags);
    }
    return basis;
  }

  return {
    async answer(asked, run) {
      const { compiled, context } = asked;
      // A bureau's question has a case number, and is hardly asked twice.
      if (context.principal.kind !== 'citizen') return run();
      const { citizen } = context.principal;
      // What is older than what the citizen has just seen isn't shown after it.
      if (context.live) return run().finally(() => lookUps.forgetAnswers(citizen));
      // What is kept whole doesn't tell what it was answered from.
      if (context.plan) return run();
      const basis = bases.get(compiled);
      if (basis) return find(asked, citizen, basis, run);
      const result = await run();
      if (keepableForMs(result, context) > 0) learn(asked);
      return result;
    },
  };
}

/** 0 where anything in it has just come, which is told as live and won't be for the next one who asks, or is somebody else's. */
function keepableForMs(result: ExecutorResult, { uses, answeredAt, down }: RequestContext): number {
  const isOfLookUpsAlone = uses.length > 0 && answeredAt.size === 0 && down.size === 0;
  if (!isOfLookUpsAlone || !('data' in result) || result.errors.length > 0) return 0;
  let freshUntilMs = Infinity;
  for (const { answer, endedBy } of uses) {
    if (!endedBy) return 0;
    for (const one of answer.flat()) {
      if (one?.state !== 'cached') return 0;
      freshUntilMs = Math.min(freshUntilMs, one.freshUntilMs);
    }
  }
  return Math.max(0, freshUntilMs - Date.now());
}

/** The same one where there is nothing new. */
function widened(known: Basis | undefined, uses: readonly Use[]): Basis {
  const departments = new Set(known?.departments);
  const tags = new Set(known?.tags);
  for (const { request, endedBy = [] } of uses) {
    departments.add(request.department);
    for (const tag of [...request.lookUps.flatMap((lookUp) => lookUp.tags), ...endedBy]) tags.add(tag);
  }
  const isKnown = departments.size === known?.departments.length && tags.size === known.tags.length;
  return isKnown ? known : { departments: [...departments].sort(), tags: [...tags].sort() };
}

/** Empty where it has errors. UTF-8, each byte as a character: V8 keeps and sends that as it is, where it would encode two-byte characters each time. */
function bodyOf(result: ExecutorResult): string {
  if (!('data' in result) || result.errors.length > 0) return '';
  const { data, extensions } = result;
  return Buffer.from(stringifyAnswer({ data: data as never, ...(extensions && { extensions }) })).toString(
    'latin1',
  );
}
