import { parseArgs } from 'node:util';
import { createTell, type Language } from './demo/tell.js';
import { tellStory } from './demo/story.js';
import { explain, inBothLanguages, Trouble } from './services/say.js';

/** @throws Trouble for anything but a language the story is told in */
function readLanguage(args: readonly string[]): Language {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { lang: { type: 'string', default: 'zh' } },
    strict: false,
    allowPositionals: true,
  });
  const { lang, ...others } = values;
  if (positionals.length === 0 && Object.keys(others).length === 0 && (lang === 'zh' || lang === 'en')) return lang;
  throw new Trouble({
    zh: '只认识 --lang zh（默认）和 --lang en，例如：npm run demo -- --lang en',
    en: 'only --lang zh, the default, and --lang en are known, for example: npm run demo -- --lang en',
  });
}

/** `npm run demo`: one pilot's life over HTTP, on the site that `npm start` runs; a new pilot every time. Where its clock is shifted, the story's is too. */
try {
  const language = readLanguage(process.argv.slice(2));
  const { HOST = '127.0.0.1', PORT = '3000', CLOCK_SHIFT_MS = '0' } = process.env;
  const url = `http://${HOST === '0.0.0.0' ? '127.0.0.1' : HOST}:${PORT}`;
  const print = (line: string): void => console.log(line);
  print({ zh: `一个试点的一生，在 ${url} 上逐步办理`, en: `One pilot's life, step by step, at ${url}` }[language]);
  await tellStory(url, createTell(language, print), Date.now() + Number(CLOCK_SHIFT_MS));
  print(
    { zh: '\n讲完了；这个试点留在站点里，可登录查看。', en: '\nThat was it; the pilot stays on the site for you to look at.' }[language],
  );
} catch (error) {
  if (error instanceof Trouble) console.error(inBothLanguages(error.sentence));
  else console.error(inBothLanguages(explain(error)), error);
  process.exitCode = 1;
}
