// A plan as a reader wants it: cost, who may see what, then the departments wave by wave.
import type {
  KeptField,
  PlanExplanation,
  PlannedAccess,
  PlannedFetch,
} from '../../../schema/contract/extension.js';
import { describeSeconds } from '../../schema-reference/describe-seconds.js';

export function PlanView({ plan: { cost, people, waves, access } }: { readonly plan: PlanExplanation }) {
  const departments = new Set(waves.flat().map(({ department }) => department));
  const limited = access.filter(({ treatment }) => treatment !== 'clear');
  return (
    <div data-testid="plan">
      <p>
        <strong>
          花费 Cost {cost.value} / {cost.maximum}
        </strong>{' '}
        <meter min={0} max={cost.maximum} value={Math.min(cost.value, cost.maximum)} aria-label="花费 Cost" />{' '}
        · {departments.size} 个部门 departments · {waves.length} 步 waves
        {people !== undefined && ` · ${people} 人 people`}
      </p>
      <h3>脱敏与拒绝 Masked and refused</h3>
      {limited.length === 0 && <p>没有；全部 {access.length} 个字段可见。 None: all of it is shown.</p>}
      <ul>
        {limited.map((one) => (
          <AccessItem key={one.coordinate} access={one} />
        ))}
      </ul>
      {waves.map((wave, index) => (
        <section key={index}>
          <h3>
            第 {index + 1} 步 Wave {index + 1}
          </h3>
          {wave.map((fetch, position) => (
            <FetchView key={position} fetch={fetch} />
          ))}
        </section>
      ))}
    </div>
  );
}

const treatments = { clear: '明文 clear', masked: '脱敏 masked', refused: '拒绝 refused' } as const;

function AccessItem({ access }: { readonly access: PlannedAccess }) {
  const { coordinate, treatment, mask, reason, message, resource } = access;
  return (
    <li className={treatment}>
      <a href={`/explorer/schema#${coordinate}`} target="_blank" rel="noreferrer">
        <code>{coordinate}</code>
      </a>{' '}
      <strong>{treatments[treatment]}</strong> {mask} {reason} {resource}
      {message !== undefined && <div>{message}</div>}
    </li>
  );
}

function FetchView({
  fetch: { department, fields, needed, entities, cache },
}: {
  readonly fetch: PlannedFetch;
}) {
  return (
    <div className="fetch">
      <h4>
        {department} {entities && <small>补充已得对象 adds to objects</small>}
      </h4>
      <p>
        {fields.map((field) => (
          <code key={field}>{field} </code>
        ))}
      </p>
      {needed.length > 0 && <p>另需 Also needed: {needed.join(' ')}</p>}
      <ul>
        {groupByTimes(cache.kept).map(([times, fields]) => (
          <li key={times}>
            保留 Kept {times}: {fields.join(' ')}
          </li>
        ))}
      </ul>
      {cache.never.length > 0 && <p>每次查询 Asked each time: {cache.never.join(' ')}</p>}
    </div>
  );
}

/** Fields of one department mostly have the same times. */
function groupByTimes(
  kept: readonly KeptField[],
): readonly (readonly [times: string, fields: readonly string[]])[] {
  const groups = new Map<string, string[]>();
  for (const { field, freshForSeconds, staleWhileRevalidateSeconds, staleIfErrorSeconds } of kept) {
    const times =
      `${describeSeconds(freshForSeconds)} · 更新时 while renewed ${describeSeconds(staleWhileRevalidateSeconds)}` +
      ` · 中断时 in an outage ${describeSeconds(staleIfErrorSeconds)}`;
    groups.set(times, [...(groups.get(times) ?? []), field]);
  }
  return [...groups];
}
