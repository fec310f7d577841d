// The body of a response around data that is JSON text already: nothing of it is walked through a second time.
import type { FormattedExecutionResult } from 'graphql';

/** `data` of an execution result, written. */
export class WrittenData {
  constructor(readonly text: string) {}
}

/** For Apollo Server's `stringifyResult`. Errors come first, as GraphQL (section 7.1) recommends. */
export function stringifyAnswer({ errors, data, extensions }: FormattedExecutionResult): string {
  if (!((data as unknown) instanceof WrittenData)) return JSON.stringify({ errors, data, extensions });
  const { text } = data as unknown as WrittenData;
  const before = errors && errors.length > 0 ? `"errors":${JSON.stringify(errors)},` : '';
  const after = extensions ? `,"extensions":${JSON.stringify(extensions)}` : '';
  return `{${before}"data":${text}${after}}`;
}
