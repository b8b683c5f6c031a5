import type { Tell } from '../tell.js';
import { showDuties, type Cast, type Pilot } from './cast.js';

/** All that was owed on the pilot, and why each light is what it is. */
export async function tellLights(tell: Tell, { director }: Cast, { id: pilot }: Pilot): Promise<void> {
  tell.chapter({ zh: '责任事项与灯号', en: 'Duties and lights' });
  const duties = await tell.step(director, 'GET', `/duties?scope=under&status=all&entity=${pilot}&sort=opened`, {
    zh: '查看这个试点的全部责任事项；每盏灯都说明理由。',
    en: 'looks at all that was owed on this pilot; every light says why.',
  });
  showDuties(tell, duties);
}

/** The end of a life, of a pilot that has reached it: two years cannot be waited for. */
export async function tellEnd(tell: Tell, { director }: Cast): Promise<void> {
  tell.chapter({ zh: '两年之后：看一个已经销号的试点', en: 'Two years later: a pilot that has been closed' });
  const { items: closed = [] } = await tell.step(director, 'GET', '/pilots?phase=closed&limit=1', {
    zh: '找到本省已销号的试点。',
    en: 'finds a closed pilot of the own province.',
  });
  const id = closed[0]?.id;
  if (id === undefined) return;
  const duties = await tell.step(director, 'GET', `/duties?scope=under&status=all&entity=${id}&sort=opened&limit=200`, {
    zh: '查看它的一生：迟办的和最后几步；迟办标记永远保留。',
    en: 'looks at its life: what was late, and the last steps; late stays late for ever.',
  });
  const LAST_STEPS = ['concluding-report', 'result', 'close-pilot'];
  showDuties(tell, { items: (duties.items ?? []).filter(({ kind, isLate }) => isLate || LAST_STEPS.includes(kind)) });
  await tell.step(director, 'GET', `/pilots/${id}/conclusion`, { zh: '读它的总结报告。', en: 'reads its concluding report.' });
}

/** What was recorded of the pilot. */
export async function tellRecord(tell: Tell, { director }: Cast, { id: pilot }: Pilot): Promise<void> {
  tell.chapter({ zh: '操作留痕', en: 'The record' });
  const record = await tell.step(director, 'GET', `/records/pilot/${pilot}?sort=seq&limit=100`, {
    zh: '查看留痕：每一条的封印都覆盖前一条，谁也改不了。',
    en: 'looks at the record: each seal covers the entry before it, so that nobody can change one.',
  });
  for (const { seq, type, name, post, hash } of record.items ?? []) {
    const text = `${String(seq).padStart(2)}  ${hash.slice(0, 16)}…  ${type}  ${typeof name === 'string' ? name : name.zh} ${post}`;
    tell.line({ zh: text, en: text });
  }
}
