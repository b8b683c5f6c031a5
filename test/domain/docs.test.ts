import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { ROLES } from '../../domain/actor.js';
import { RIGHTS, type Right } from '../../domain/rights.js';
import { renderPhases } from '../../scripts/docs/phases.js';
import { actionWords, roleWords } from '../../server/words/rules.js';

const path = fileURLToPath(new URL('../../docs/phases.md', import.meta.url));

describe('docs/phases.md', () => {
  it('says what the rules say; npm run docs writes it anew', async () => {
    expect(await readFile(path, 'utf8')).to.equal(await renderPhases(path));
  });

  it('names every action and every role in both languages, no two alike', () => {
    const rights: Readonly<Record<string, readonly Right[]>> = RIGHTS;
    expect(Object.keys(actionWords)).to.have.members(Object.keys(rights));
    expect(Object.keys(roleWords)).to.have.members([...ROLES]);
    for (const language of ['zh', 'en'] as const) {
      const names = [...Object.values(actionWords), ...Object.values(roleWords)].map((words) => words[language]);
      expect(new Set(names).size, language).to.equal(names.length);
    }
  });
});
