// `wx`'s storage with its documented limits: 1 MB a key, 10 MB in all.
const maxEntryBytes = 1024 * 1024;
const maxTotalBytes = 10 * maxEntryBytes;

export interface WxStorage {
  setStorageSync(key: string, value: unknown): void;
  /** An empty text where nothing is kept. */
  getStorageSync(key: string): unknown;
  removeStorageSync(key: string): void;
}

export function createWxStorage(): WxStorage {
  const kept = new Map<string, string>();
  return {
    setStorageSync(key, value) {
      const text = JSON.stringify(value);
      if (Buffer.byteLength(text) > maxEntryBytes)
        throw new Error('setStorageSync:fail entry size limit reached');
      const others = [...kept].filter(([other]) => other !== key);
      const total = others.reduce(
        (sum, [, entry]) => sum + Buffer.byteLength(entry),
        Buffer.byteLength(text),
      );
      if (total > maxTotalBytes) throw new Error('setStorageSync:fail exceed storage max size 10Mb');
      kept.set(key, text);
    },
    getStorageSync: (key) => JSON.parse(kept.get(key) ?? '""') as unknown,
    removeStorageSync: (key) => void kept.delete(key),
  };
}
