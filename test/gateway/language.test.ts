import { describe, expect, it } from '@jest/globals';
import { readLanguage } from '../../gateway/http/language.js';

describe('the language of messages', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['zh-CN', 'zh'],
    ['zh-Hans-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
    ['fr,zh;q=0.3', 'zh'],
    ['en;q=0.2, zh;q=0.7', 'zh'],
    ['fr', 'en'],
    ['zh;q=nonsense', 'zh'],
    ['x'.repeat(100_000), 'en'],
  ])('for %s is %s', (header, language) => {
    expect(readLanguage(header)).toBe(language);
  });
});
