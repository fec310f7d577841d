// GraphiQL with the city's own panels.
import { useMemo } from 'react';
import type { Fetcher } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import type { GraphQLSchema } from 'graphql';
import { ExplorerContext, type ExplorerParts } from './explorer-context.js';
import { AnswerPanel } from './panels/answer-panel.js';
import { ExamplesPanel } from './panels/examples-panel.js';
import { LoginPanel, loginTitle } from './panels/login-panel.js';
import { panelIcon } from './panels/panel-icon.js';
import { PlanPanel } from './panels/plan-panel.js';
import { StatusLine } from './status-line.js';
import welcomeQuery from './welcome-query.graphql';

export interface ExplorerProps extends ExplorerParts {
  readonly schema: GraphQLSchema;
}

const examplesTitle = '示例 Examples';
const plugins = [
  { title: loginTitle, icon: panelIcon('人'), content: LoginPanel },
  { title: examplesTitle, icon: panelIcon('例'), content: ExamplesPanel },
  { title: '计划 Plan', icon: panelIcon('划'), content: PlanPanel },
  { title: '结果说明 About the answer', icon: panelIcon('答'), content: AnswerPanel },
  HISTORY_PLUGIN,
];

export function Explorer({ schema, ...parts }: ExplorerProps) {
  const { session, settings, loginProblem } = parts;
  const fetcher = useMemo<Fetcher>(
    () =>
      async (question, { headers } = {}) => {
        const answer = await session.ask(question, headers);
        session.lastAnswer.set(answer);
        return answer as object;
      },
    [session],
  );
  const needsLogin = settings.issuer !== null && session.caller.get().kind === 'nobody';
  return (
    <ExplorerContext.Provider value={parts}>
      <h1 className="unseen">一号 · 查询台 Explorer</h1>
      <GraphiQL
        fetcher={fetcher}
        schema={schema}
        plugins={plugins}
        visiblePlugin={needsLogin || loginProblem.get() !== undefined ? loginTitle : examplesTitle}
        defaultQuery={welcomeQuery}
        showPersistHeadersSettings={false}
        // The history keeps variables, a bureau's numbers and names among them: no longer than this tab.
        storage={sessionStorage}
      >
        <GraphiQL.Logo>
          <a href="/explorer/schema" target="_blank" rel="noreferrer">
            接口目录 Schema
          </a>
        </GraphiQL.Logo>
        <GraphiQL.Footer>
          <StatusLine />
        </GraphiQL.Footer>
      </GraphiQL>
    </ExplorerContext.Provider>
  );
}
