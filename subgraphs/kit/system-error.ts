// Errors of the operating system and of servers, known by their code.

/** `ECONNREFUSED`, `EEXIST`, a PostgreSQL SQLSTATE; undefined for anything else. */
export function systemErrorCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
