// What the browser keeps of how somebody wants the page: language and elder mode, nothing about the person.
const prefix = 'yihao.portal.';

export type Setting = 'language' | 'elder-mode';

/** Undefined when nothing was kept, or where the browser keeps nothing. */
export function readSetting(name: Setting): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined;
  } catch {
    // Storage may be forbidden; the page works without.
    return undefined;
  }
}

export function keepSetting(name: Setting, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // As above: the setting lasts until the page is left.
  }
}
