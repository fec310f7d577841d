// Open code lists: a code goes out with its system and, when the list knows it, a label. An unknown code is no error.

export interface CodeList {
  /** As `Coded.system`: `GB/T 3304`, `AAE140 (人社)`. */
  readonly system: string;
  readonly version?: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Coded {
  system: string;
  version: string | null;
  code: string;
  label: string | null;
}

/** Null stays null: the register has no value. */
export function coded(list: CodeList, code: string | null | undefined): Coded | null {
  if (code === null || code === undefined) return null;
  const label = Object.hasOwn(list.labels, code) ? list.labels[code] : undefined;
  return { system: list.system, version: list.version ?? null, code, label: label ?? null };
}
