import type { Sentence } from '../services/say.js';
import { unexpected, type AnswerBody, type Method, type Someone } from './site.js';

export type Language = keyof Sentence;

/** What is asked, and what it means, told in one sentence. */
export interface Told extends Sentence {
  readonly body?: object;
}

/** Does each step over HTTP and tells it: who, the call, the status, one sentence. */
export interface Tell {
  chapter(title: Sentence): void;
  /** @throws Trouble where it is not answered with success */
  step(who: Someone, method: Method, path: string, told: Told): Promise<AnswerBody>;
  /** A step that must be refused with this code. @throws Trouble where it is not */
  refusal(who: Someone, method: Method, path: string, code: string, told: Told): Promise<void>;
  /** A line of what an answer holds. */
  line(sentence: Sentence): void;
}

export function createTell(language: Language, print: (line: string) => void): Tell {
  let number = 0;
  const show = (who: Someone, method: Method, path: string, status: number, told: Told): void => {
    number += 1;
    const { name, post } = who;
    print(`${String(number).padStart(2)}. ${language === 'zh' ? `${name}（${post}）` : `${name} (${post}) `}${told[language]}`);
    print(`    ${method} /api/v1${path} → ${status}`);
  };
  return {
    chapter: (title) => print(`\n== ${title[language]} ==`),
    async step(who, method, path, told) {
      const answer = await who.ask(method, path, told.body);
      if (answer.status >= 300) throw unexpected(method, path, answer);
      show(who, method, path, answer.status, told);
      return answer.body;
    },
    async refusal(who, method, path, code, told) {
      const answer = await who.ask(method, path, told.body);
      if (answer.body.code !== code) throw unexpected(method, path, answer);
      show(who, method, path, answer.status, told);
      print(`    ✗ ${code}: ${answer.body.sentences?.[language] ?? ''}`);
    },
    line: (sentence) => print(`    ${sentence[language]}`),
  };
}
