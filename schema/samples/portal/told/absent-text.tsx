// Why something is not there, in a few words, with the register's own sentence on demand.
import type { Absent } from '../../../client/client.js';
import { useLanguage } from '../language/language-context.js';

export function AbsentText({ absent: { reason, message } }: { absent: Absent }) {
  const { text } = useLanguage();
  const words = text.absence[reason];
  // What the section's notice says already, or nobody knows more about.
  if (reason === 'SOURCE_DOWN' || reason === 'UNKNOWN') return <span className="absent">{words}</span>;
  return (
    <details className="absent">
      <summary>{words}</summary>
      <p>{message}</p>
    </details>
  );
}
