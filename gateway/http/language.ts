// Which language a client reads, by `Accept-Language` (RFC 9110 section 12.5.4).
import type { Language } from '../errors.js';

/** The first of zh and en by quality, then by order; English when neither is named. */
export function readLanguage(header: string | undefined): Language {
  let best: { language: Language; quality: number } = { language: 'en', quality: 0 };
  for (const range of (header ?? '').slice(0, 200).split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const language = /^zh\b/.test(tag) ? 'zh' : /^en\b/.test(tag) ? 'en' : undefined;
    const quality = Number(/^\s*q=([\d.]+)/.exec(parameters[0] ?? '')?.[1] ?? 1);
    if (language && quality > best.quality) best = { language, quality };
  }
  return best.language;
}
