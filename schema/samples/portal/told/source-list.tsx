// The small lines under a section's heading: who says so, as of when, and how fresh that is.
import { Badge } from '@mantine/core';
import type { FreshnessState, Told } from '../../../client/client.js';
import { useLanguage } from '../language/language-context.js';
import { listSources } from './sources.js';

const colours: Readonly<Record<FreshnessState, string>> = {
  live: 'green',
  cached: 'blue',
  snapshot: 'gray',
  stale: 'orange',
};

export function SourceList({ fields }: { fields: readonly Told<unknown>[] }) {
  const { text, format } = useLanguage();
  const isMasked = fields.some((field) => field.state === 'present' && field.masked);
  return (
    <ul className="sources">
      {listSources(fields).map(({ provider, told }) => (
        <li key={provider}>
          {told ? text.source.says(provider, format.moment(told.asOf)) : provider}{' '}
          {told && (
            <Badge size="sm" variant="outline" color={colours[told.state]} className="state">
              {text.source[told.state]}
            </Badge>
          )}
        </li>
      ))}
      {isMasked && <li>{text.source.masked}</li>}
    </ul>
  );
}
