import { createContext } from 'preact';
import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { makeFormat } from '../format/format.ts';
import type { Format } from '../format/format.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { languages } from './text.ts';
import type { Language, Text } from './text.ts';

interface LanguageValue {
  language: Language;
  text: Text;
  format: Format;
  choose: (language: Language) => void;
}

const catalogues: Record<Language, Text> = { en, de };
const storageKey = 'language';
const LanguageContext = createContext<LanguageValue | undefined>(undefined);

const isLanguage = (value: string | null | undefined): value is Language => Object.hasOwn(languages, value ?? '');

/** What was chosen here before; else the first language of the browser that there is. */
const firstLanguage = (): Language => {
  const chosen = readChoice();
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en';
};

const readChoice = (): string | null => {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
};

export const LanguageProvider = ({ children }: { children: ComponentChildren }) => {
  const [language, setLanguage] = useState(firstLanguage);
  const value = useMemo<LanguageValue>(
    () => ({
      language,
      text: catalogues[language],
      format: makeFormat(language, catalogues[language]),
      choose: (next) => {
        setLanguage(next);
        try {
          localStorage.setItem(storageKey, next);
        } catch {
          // A browser that keeps nothing still shows the chosen language until it is closed.
        }
      },
    }),
    [language],
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <LanguageContext.Provider value={value}>{children}</LanguageContext.Provider>;
};

export const useLanguage = (): LanguageValue => {
  const value = useContext(LanguageContext);
  if (!value) throw new Error('LanguageProvider is missing above this component');
  return value;
};
