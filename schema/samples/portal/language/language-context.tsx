// The page's language for everything in it: its words, its formats, and how to change it.
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Language } from '../../../client/failure.js';
import { keepSetting, readSetting } from '../settings.js';
import { en } from './en.js';
import { createFormats, locales, type Formats } from './formats.js';
import { zh, type Messages } from './zh.js';

export interface LanguageInUse {
  readonly language: Language;
  readonly text: Messages;
  readonly format: Formats;
  readonly setLanguage: (language: Language) => void;
}

const messages: Readonly<Record<Language, Messages>> = { zh, en };
const LanguageContext = createContext<LanguageInUse | undefined>(undefined);

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(readLanguage);
  const inUse = useMemo<LanguageInUse>(
    () => ({
      language,
      text: messages[language],
      format: createFormats(language),
      setLanguage(chosen) {
        keepSetting('language', chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  useEffect(() => {
    document.documentElement.lang = locales[language];
    document.title = messages[language].title;
  }, [language]);
  return <LanguageContext value={inUse}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageInUse {
  const inUse = useContext(LanguageContext);
  if (!inUse) throw new Error('useLanguage outside of LanguageProvider');
  return inUse;
}

function readLanguage(): Language {
  const kept = readSetting('language') ?? navigator.language;
  return kept.startsWith('en') ? 'en' : 'zh';
}
