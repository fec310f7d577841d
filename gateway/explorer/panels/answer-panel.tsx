// What the last answer says of itself: how fresh it is and by whom, what is absent and why, what is masked.
import { useExplorer } from '../explorer-context.js';
import { useStored } from '../value-store.js';

export function AnswerPanel() {
  const { session } = useExplorer();
  const yihao = useStored(session.lastAnswer)?.extensions?.yihao;
  return (
    <div className="panel">
      <h2>结果说明 About the answer</h2>
      {!yihao && <p>运行一个查询后在此查看。 Run a query first.</p>}
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
                <code>{resource}</code> <strong>{state}</strong>
                <div>
                  {provider} · <time dateTime={asOf}>{new Date(asOf).toLocaleString('zh-CN')}</time>
                </div>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
