import { dayOf, formatDay } from '../../../domain/calendar.js';
import { PROVINCES } from '../../../domain/provinces.js';
import { logIn, type Someone } from '../site.js';
import type { Tell } from '../tell.js';
import { fingerprintOf, PROVINCE, showDuties, type Cast } from './cast.js';

/** Next year's statement of responsibility, signed from the top down, and one of its items: down to whoever does it and up again. */
export async function tellChain(tell: Tell, { url, now }: Cast): Promise<void> {
  const year = Number(formatDay(dayOf(now)).slice(0, 4)) + 1;
  tell.chapter({ zh: '责任链：签字背书，逐级交办', en: 'A chain: signed from the top down, handed on level by level' });
  const centre = await logIn(url, '00-reviewer');
  const { items: opened = [] } = await tell.step(centre, 'GET', `/chains?year=${year}&limit=100`, {
    zh: `看看明年（${year} 年）的责任链，哪些省已经建立。`,
    en: `looks which provinces have a chain for next year, ${year}.`,
  });
  const known = new Set(opened.map(({ id }) => id));
  const province = [PROVINCE, ...PROVINCES.map(([code]) => code)].find((code) => !known.has(`${code}-${year}`));
  if (province === undefined) {
    tell.line({ zh: '各省都已建立。', en: 'Every province has one.' });
    return;
  }
  const id = `${province}-${year}`;
  const as = (role: string): Promise<Someone> => logIn(url, `${province}-${role}`);
  const [leader, director, department, liaison] = [
    await as('leader'),
    await as('office-director'),
    await as('lead-department'),
    await as('liaison'),
  ];
  const at = (path: string): string => `/chains/${id}${path}`;
  await tell.step(director, 'POST', '/chains', {
    body: { year },
    zh: '按模板建立明年的责任链；二十个工作日内须提交责任书。',
    en: "opens next year's chain from the template; its statement is owed within twenty working days.",
  });
  const sha256 = fingerprintOf(
    await tell.step(director, 'GET', at(''), { zh: '先看责任书草稿。', en: 'looks at the draft of the statement.' }),
  );
  await tell.step(director, 'POST', at('/statement-submission'), {
    body: { sha256 },
    zh: '提交责任书，自上而下逐级签字。',
    en: 'submits the statement, to be signed from the top down.',
  });
  const signature = { body: { version: 1 } };
  await tell.refusal(liaison, 'POST', at('/signatures'), 'NotYourTurn', {
    ...signature,
    zh: '想先签：上一级没签，下一级不能签。',
    en: 'tries to sign first: nobody signs before the level above has.',
  });
  await tell.step(leader, 'POST', at('/signatures'), { ...signature, zh: '组长签字。', en: 'signs first, as group leader.' });
  await tell.step(director, 'POST', at('/signatures'), { ...signature, zh: '办公室主任签字。', en: 'signs as office director.' });
  await tell.step(department, 'POST', at('/signatures'), { ...signature, zh: '牵头部门签字。', en: 'signs for the lead department.' });
  await tell.step(liaison, 'POST', at('/signatures'), {
    ...signature,
    zh: '联络员签字，责任书生效。',
    en: 'signs last, and the statement is in force.',
  });
  await tellItem(tell, at('/items/skills'), year, { director, department, liaison });
  const owed = await tell.step(director, 'GET', `/duties?scope=under&entity=${id}`, {
    zh: '看责任链上还欠什么：事项在谁手里、何时到期。',
    en: 'looks at what is owed along the chain: who has it, and by when.',
  });
  showDuties(tell, owed);
}

type Levels = Readonly<Record<'director' | 'department' | 'liaison', Someone>>;

async function tellItem(tell: Tell, item: string, year: number, { director, department, liaison }: Levels): Promise<void> {
  await tell.step(director, 'POST', `${item}/assignment`, {
    body: { to: 'lead-department', due: `${year}-09-30`, note: '按季度推进，数据以试点填报为准。' },
    zh: '把“素质提升”交办给牵头部门；一个工作日内须签收。',
    en: 'assigns an item to the lead department; it is to be signed for within one working day.',
  });
  const signFor = { body: {}, zh: '签收交办的事项。', en: 'signs for the item.' };
  await tell.step(department, 'POST', `${item}/receipt`, signFor);
  await tell.step(department, 'POST', `${item}/assignment`, {
    body: { to: 'liaison', due: `${year}-09-15`, note: '请具体落实。' },
    zh: '再交给联络员，期限不晚于自己的；自己的责任不因此消失。',
    en: 'hands it on to the liaison with an earlier day; what the department owes itself does not go away.',
  });
  await tell.step(liaison, 'POST', `${item}/receipt`, signFor);
  await tell.step(liaison, 'POST', `${item}/feedback`, {
    body: { text: '年度培训计划已印发，首批新型学徒 620 人开班，名册附后。', share: 100 },
    zh: '反馈办理情况，请上级核验。',
    en: 'feeds it back as done.',
  });
  await tell.step(department, 'POST', `${item}/verdict`, {
    body: { verdict: 'accepted', reason: '已核对名册。' },
    zh: '核验通过；轮到自己向办公室反馈。',
    en: 'finds it done; the department owes its own feedback now.',
  });
}
