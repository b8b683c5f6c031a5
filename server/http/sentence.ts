/** Whatever a person may read is written in both languages. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}
export type Language = keyof Sentence;

/** What a sentence may name; `{minutes}` in the text is replaced by the fact of that name. */
export type Facts = Readonly<Record<string, string | number>>;

const fillOne = (text: string, facts: Facts): string =>
  text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => String(facts[name] ?? placeholder));

/** Puts facts into both sentences; a placeholder without a fact stays, so that the omission is seen. */
export const fill = (sentence: Sentence, facts: Facts): Sentence => ({ zh: fillOne(sentence.zh, facts), en: fillOne(sentence.en, facts) });
