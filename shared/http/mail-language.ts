import { mailLanguages } from '../contracts/values.ts';
import type { MailLanguage } from '../contracts/values.ts';

/** The one of our languages that a browser asks for first; undefined where it asks for none of them. RFC 9110, 12.5.4. */
export const mailLanguageOf = (acceptLanguage: string | undefined): MailLanguage | undefined => {
  const wanted = (acceptLanguage ?? '').slice(0, 200).split(',').map(rangeOf);
  const [first] = wanted
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .flatMap(({ language }) => mailLanguages.find((each) => each === language) ?? []);
  return first;
};

/** `de-AT;q=0.8`: the language is what counts. */
const rangeOf = (range: string): { language: string; weight: number } => {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
  const weight = parameters.find((parameter) => /^q=/i.test(parameter))?.slice('q='.length);
  return { language: tag.split('-')[0]?.toLowerCase() ?? '', weight: weight === undefined ? 1 : Number(weight) || 0 };
};
