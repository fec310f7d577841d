// People named in somebody's record, with their relation: never more of them than their department gives.
import type { Coded } from '../language/code-labels.js';
import { useLanguage } from '../language/language-context.js';
import { CodeLabel } from './code-label.js';

interface Person {
  readonly name: string | null;
  readonly relation: Coded | null;
}

export function PersonList({ people }: { people: readonly Person[] | null }) {
  const { text } = useLanguage();
  if (!people || people.length === 0) return <>{text.absence.nothing}</>;
  return (
    <ul className="people">
      {people.map(({ name, relation }, index) => (
        // Names come masked: two may be the same.
        <li key={index}>
          <span lang="zh-CN">{name}</span>{' '}
          <span className="note">
            <CodeLabel coded={relation} />
          </span>
        </li>
      ))}
    </ul>
  );
}
