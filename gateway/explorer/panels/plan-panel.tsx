// How the gateway would answer the query in the editor: nothing is executed, no department is asked.
import { useState } from 'react';
import { tryParseJSONC, useGraphiQL } from '@graphiql/react';
import type { PlanExplanation } from '../../../schema/contract/extension.js';
import { useExplorer } from '../explorer-context.js';
import type { GatewayAnswer } from '../session/gateway-session.js';
import { Panel } from './panel.js';
import { PlanView } from './plan-view.js';

type Asked =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'plan'; readonly plan: PlanExplanation }
  | { readonly kind: 'problem'; readonly messages: readonly string[] };

export function PlanPanel() {
  const { session } = useExplorer();
  const queryEditor = useGraphiQL(({ queryEditor: editor }) => editor);
  const variableEditor = useGraphiQL(({ variableEditor: editor }) => editor);
  const operationName = useGraphiQL(({ operationName: name }) => name);
  const [asked, setAsked] = useState<Asked>({ kind: 'nothing' });
  const ask = async (): Promise<void> => {
    const variables = readVariables(variableEditor?.getValue());
    if (typeof variables === 'string') return setAsked({ kind: 'problem', messages: [variables] });
    setAsked({ kind: 'waiting' });
    const question = { query: queryEditor?.getValue() ?? '', variables, operationName };
    setAsked(read(await session.ask(question, { 'x-plan': 'only' })));
  };
  return (
    <Panel title="计划 Plan">
      <p>
        只看计划，不执行：问哪些部门、分几步、花费、缓存、哪些脱敏或拒绝。 Nothing is executed: which
        departments would be asked, in which order, at what cost, what is kept, what is masked or refused.
      </p>
      <button type="button" className="main" onClick={() => void ask()}>
        看当前查询的计划 Plan of this query
      </button>
      <div aria-live="polite">
        {asked.kind === 'waiting' && <p>正在询问…… Asking…</p>}
        {asked.kind === 'plan' && <PlanView plan={asked.plan} />}
        {asked.kind === 'problem' &&
          asked.messages.map((message) => (
            <p key={message} role="alert">
              {message}
            </p>
          ))}
      </div>
    </Panel>
  );
}

function read({ errors, extensions }: GatewayAnswer): Asked {
  const plan = extensions?.yihao?.plan;
  if (plan) return { kind: 'plan', plan };
  const messages = errors?.map(({ message }) => message) ?? [];
  return {
    kind: 'problem',
    messages: messages.length > 0 ? messages : ['网关没有给出计划。 The gateway showed no plan.'],
  };
}

/** As GraphiQL reads them when it runs a query, comments and trailing commas allowed; or what is wrong with them. */
function readVariables(text: string | undefined): object | string {
  try {
    return tryParseJSONC(text) ?? {};
  } catch (error) {
    return `变量不是 JSON 对象。 Variables ${error instanceof Error ? error.message : String(error)}`;
  }
}
