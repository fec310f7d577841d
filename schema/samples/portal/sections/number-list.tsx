// Every number that somebody has held, the one in use first.
import { useLanguage } from '../language/language-context.js';
import type { ValueOf } from '../page/citizen.js';

export function NumberList({ numbers }: { numbers: ValueOf<'identityNumbers'> }) {
  const { text, format } = useLanguage();
  const inUseFirst = numbers.toSorted(
    (one, other) => Number(one.validTo !== null) - Number(other.validTo !== null),
  );
  return (
    <ul className="plain">
      {inUseFirst.map(({ id, number, kind, validTo }) => (
        <li key={id}>
          {number}
          <span className="note">
            {kind && text.numberKind[kind]}
            {validTo && ` · ${text.identity.endedOn(format.date(validTo))}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
