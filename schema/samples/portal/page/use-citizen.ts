// Asks for the page and keeps what came: a failure afterwards takes nothing away.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Client, Failure } from '../../../client/client.js';
import { PortalPage } from '../../../operations/generated/portal-page.js';
import type { Citizen } from './citizen.js';

export interface CitizenState {
  readonly citizen: Citizen | undefined;
  /** When `citizen` was answered. */
  readonly answeredAt: Date | undefined;
  /** Of the last question, when it came to nothing. */
  readonly failure: Failure | undefined;
  readonly asking: boolean;
}

const nothingYet: CitizenState = {
  citizen: undefined,
  answeredAt: undefined,
  failure: undefined,
  asking: true,
};

/** Asks once for each client; `askAgain` has the departments themselves asked. */
export function useCitizen(client: Client): CitizenState & { readonly askAgain: () => void } {
  const [state, setState] = useState<CitizenState>(nothingYet);
  const underWay = useRef<AbortController>(undefined);

  const ask = useCallback(
    async (live: boolean) => {
      underWay.current?.abort();
      const question = new AbortController();
      underWay.current = question;
      setState((before) => ({ ...before, asking: true }));
      const answer = await client.query(PortalPage, {}, { live, priority: 'high', cancel: question.signal });
      // Another question has taken its place.
      if (question.signal.aborted) return;
      if (answer.ok && answer.data.me)
        setState({ citizen: answer.data.me, answeredAt: new Date(), failure: undefined, asking: false });
      else {
        const failure: Failure = answer.ok
          ? { kind: 'server', message: answer.errors[0]?.message ?? '' }
          : answer.failure;
        setState((before) => ({ ...before, failure, asking: false }));
      }
    },
    [client],
  );

  useEffect(() => {
    void ask(false);
    return () => underWay.current?.abort();
  }, [ask]);

  return { ...state, askAgain: () => void ask(true) };
}
