// What Node's system calls and drivers throw, read without `instanceof`: errors may come from another realm.

/** `ENOENT`, `ECONNREFUSED` and the like. */
export function systemErrorCode(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

/** The reason in one line. A host name with several addresses fails with one error for each: the first speaks for all. */
export function systemErrorReason(error: unknown): string {
  const { errors, message } = (error ?? {}) as { errors?: unknown; message?: unknown };
  if (Array.isArray(errors) && errors.length > 0) return systemErrorReason(errors[0]);
  return (typeof message === 'string' ? message : String(error)).split('\n', 1)[0] ?? '';
}
