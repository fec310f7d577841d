// What the last answer says of itself: how fresh it is and by whom, what is absent and why, what is masked.
import type { FreshnessState } from '../../../schema/contract/extension.js';
import { useExplorer } from '../explorer-context.js';
import { useStored } from '../value-store.js';
import { Panel } from './panel.js';

const states: Readonly<Record<FreshnessState, string>> = {
  live: '实时 live',
  cached: '近期查询 cached',
  stale: '较早数据 stale',
  snapshot: '副本 snapshot',
};

export function AnswerPanel() {
  const { session } = useExplorer();
  const answer = useStored(session.lastAnswer);
  const yihao = answer?.extensions?.yihao;
  return (
    <Panel title="结果说明 About the answer">
      {!answer && <p>运行一个查询后在此查看。 Run a query first.</p>}
      {answer && !yihao && <p>没有数据：见回答中的错误。 No data: see the errors in the answer.</p>}
      {yihao && (
        <div data-testid="about-answer">
          <h3>缺失 Absent</h3>
          {(yihao.absences ?? []).length === 0 && <p>没有 Nothing</p>}
          <ul>
            {(yihao.absences ?? []).map(({ coordinate, reason, message, provider }) => (
              <li key={`${coordinate} ${reason}`}>
                <code>{coordinate}</code> <strong>{reason}</strong>
                <div>
                  {message} {provider}
                </div>
              </li>
            ))}
          </ul>
          <h3>脱敏 Masked</h3>
          <p>{(yihao.masked ?? []).join(' ') || '没有 Nothing'}</p>
          <h3>时效 Freshness</h3>
          <ul>
            {yihao.freshness.map(({ resource, provider, state, asOf }) => (
              <li key={resource}>
                <code>{resource}</code> <strong>{states[state]}</strong>
                <div>
                  {provider} · <time dateTime={asOf}>{new Date(asOf).toLocaleString('zh-CN')}</time>
                </div>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
}
