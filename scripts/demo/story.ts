import { DAY_MS, dayOf, formatDay, type Instant } from '../../domain/calendar.js';
import type { Sentence } from '../services/say.js';
import { PICTURE } from './picture.js';
import { planOf } from './plan.js';
import { logIn, type AnswerBody, type Someone } from './site.js';
import type { Tell } from './tell.js';

const PROVINCE = '53';

/**
 * One pilot's life in a province as the people concerned live it: from the founding of its host to its first milestone and through a
 * suspension. What needs two years to pass is read of a pilot that has them behind it.
 */
export async function tellStory(url: string, tell: Tell, now: Instant): Promise<void> {
  const dayIn = (days: number): string => formatDay(dayOf(now + days * DAY_MS));
  const due = dayIn(180);
  const director = await logIn(url, `${PROVINCE}-office-director`);
  const reviewer = await logIn(url, `${PROVINCE}-reviewer`);
  const leader = await logIn(url, `${PROVINCE}-leader`);
  const department = await logIn(url, `${PROVINCE}-lead-department`);

  tell.chapter({ zh: '建立承担单位', en: 'A host is founded' });
  const { id: host = '' } = await tell.step(director, 'POST', '/units', {
    body: { kind: 'host', parent: PROVINCE, name: '金沙江畔演示产业园' },
    zh: '建立承担单位，代码由系统编定。',
    en: 'founds a host; the system gives it its code.',
  });
  await tell.step(director, 'POST', `/units/${host}/posts/liaison/holder`, {
    body: { person: department.personId, reason: '新任联络员' },
    zh: `任命${department.name}为联络员；责任属于岗位，人只是在任。`,
    en: `names ${department.name} its liaison: duties belong to the post, people hold it for a time.`,
  });
  const liaison = await logIn(url, `${PROVINCE}-lead-department`, `${host}/liaison`);

  tell.chapter({ zh: '立项与方案', en: 'Registration and plan' });
  const { id: pilot = '' } = await tell.step(director, 'POST', '/pilots', {
    body: {
      title: '金沙江畔产业工人技能提升试点',
      kind: 'project',
      level: 'provincial',
      areas: ['skills', 'achievement'],
      host,
      start: dayIn(0),
      end: dayIn(700),
    },
    zh: '试点立项；从今天起 20 个工作日内须提交方案。',
    en: 'registers the pilot; its plan is owed within 20 working days from today.',
  });
  const at = (path: string): string => `/pilots/${pilot}${path}`;
  const draft = (isComplete: boolean, words: Sentence) =>
    tell.step(liaison, 'PUT', at('/plan-draft'), { body: planOf(due, isComplete), ...words });
  const submit = async (words: Sentence): Promise<void> => {
    const { draft: sha256 = '' } = await tell.step(director, 'GET', at(''), {
      zh: '先看草稿；提交时要说出所见草稿的指纹。',
      en: 'looks at the draft first: submitting names the fingerprint of the draft that was seen.',
    });
    await tell.step(director, 'POST', at('/plan-submission'), { body: { sha256 }, ...words });
  };
  await draft(false, { zh: '起草方案，草稿保存在服务器上。', en: 'drafts the plan; the draft is kept on the server.' });
  await tell.refusal(liaison, 'POST', at('/plan-submission'), 'NoRight', {
    body: { sha256: 'a'.repeat(64) },
    zh: '想自行提交：提交是办公室主任的权限。',
    en: 'tries to submit it alone: that is for the office director.',
  });
  await submit({
    zh: '提交方案，省办公室审核岗须在 5 个工作日内给出意见。',
    en: 'submits the plan; the provincial reviewer owes a verdict within 5 working days.',
  });

  tell.chapter({ zh: '审核', en: 'Review' });
  await tell.refusal(director, 'POST', at('/plan-approval'), 'NoRight', {
    body: { version: 1 },
    zh: '想批准自己提交的方案：谁提交，谁不得审核。',
    en: 'tries to approve the plan of the own office: nobody reviews what they submitted.',
  });
  await tell.refusal(liaison, 'PUT', at('/plan-draft'), 'WrongPhase', {
    body: planOf(due, true),
    zh: '想在审核期间改动方案：审核中的方案不能修改。',
    en: 'tries to change the plan under review: it stands still while it is reviewed.',
  });
  await tell.step(reviewer, 'POST', at('/plan-return'), {
    body: { version: 1, reasons: [{ section: 'funding', reason: '经费来源和到位时间不明确，请补充。' }] },
    zh: '退回方案，逐部分说明理由；10 个工作日内须重新提交。',
    en: 'returns the plan with reasons by section; it is owed again within 10 working days.',
  });
  await draft(true, { zh: '按意见补充经费来源。', en: 'says where the money comes from.' });
  await submit({ zh: '重新提交，成为第 2 版；第 1 版原样保留。', en: 'submits it again as version 2; version 1 stays as it was.' });
  await tell.step(reviewer, 'POST', at('/plan-approval'), {
    body: { version: 2, opinion: '已按意见修改，同意。' },
    zh: '第一步审核通过，转由组长审批。',
    en: 'passes it at the first step; the leader is next.',
  });
  await tell.step(leader, 'POST', at('/plan-approval'), {
    body: { version: 2, opinion: '同意实施。' },
    zh: '第二步审核通过，试点进入实施；里程碑成为责任事项。',
    en: 'approves it at the second step: the pilot runs, and its milestones are owed.',
  });

  tell.chapter({ zh: '实施', en: 'Under way' });
  const owed = await tell.step(liaison, 'GET', `/duties?scope=mine&entity=${pilot}`, {
    zh: '查看本岗位的责任事项。',
    en: 'looks at what the own post owes.',
  });
  showDuties(tell, owed);
  const figure = (value: number) => ({ indicator: 'trained', value, asOf: dayIn(0) });
  await tell.step(liaison, 'POST', at('/figures'), {
    body: { figures: [figure(120)] },
    zh: '填报指标，一次填报、各处引用。',
    en: 'enters figures once, for every use.',
  });
  const result = { note: '基地已挂牌投用，累计培训 306 人次，名册和验收记录已归档。', figures: [figure(306)] };
  await tell.refusal(liaison, 'POST', at('/milestones/base/result'), 'EvidenceMissing', {
    body: result,
    zh: '想不附证据提交成果：方案要求的照片没有上传。',
    en: 'tries to hand in the result without proof: the plan asks for a picture.',
  });
  const { file = '' } = await tell.step(liaison, 'POST', at(`/evidence?name=${encodeURIComponent('挂牌照片.png')}&effective=${dayIn(0)}`), {
    body: PICTURE,
    zh: '上传照片；系统按内容辨认类型，记下指纹和事实日期。',
    en: 'uploads the picture; its type is told from its bytes, its fingerprint and the day of the fact are kept.',
  });
  await tell.step(liaison, 'POST', at('/milestones/base/result'), {
    body: { ...result, evidence: [{ file, item: 'photo' }] },
    zh: '提交里程碑成果，附上照片。',
    en: 'hands in the result of the milestone with the picture.',
  });
  await tell.step(reviewer, 'POST', at('/milestones/base/verdict'), {
    body: { attempt: 1, verdict: 'met', reason: '材料齐全，数据可核。' },
    zh: '确认达成。',
    en: 'finds it met.',
  });

  tell.chapter({ zh: '暂停与恢复', en: 'Suspended and resumed' });
  const propose = (kind: 'suspension' | 'resumption', reason: string, words: Sentence) =>
    tell.step(director, 'POST', at(`/${kind}-proposal`), { body: { reason }, ...words });
  const confirm = (number: number, words: Sentence) =>
    tell.step(leader, 'POST', at(`/proposals/${number}/decision`), { body: { verdict: 'confirmed', reason: '同意。' }, ...words });
  await propose('suspension', '承担单位停产检修，培训场地暂时不能使用。', {
    zh: '建议暂停，说明理由；一个人说了不算。',
    en: 'proposes to suspend the pilot, with a reason: one person alone cannot.',
  });
  await tell.refusal(director, 'POST', at('/proposals/1/decision'), 'NoRight', {
    body: { verdict: 'confirmed', reason: '同意。' },
    zh: '想自己决定自己的建议：须由另一人决定。',
    en: 'tries to decide the own proposal: that is for another person.',
  });
  await confirm(1, { zh: '同意暂停；在办事项撤下，灯号转灰。', en: 'confirms it: what was owed is withdrawn, its light turns grey.' });
  await propose('resumption', '检修完成，场地恢复使用。', { zh: '建议恢复。', en: 'proposes to resume it.' });
  await confirm(2, { zh: '同意恢复；事项按剩余期限重新计算。', en: 'confirms it: what was owed comes back with the days it had left.' });

  tell.chapter({ zh: '责任事项与灯号', en: 'Duties and lights' });
  const duties = await tell.step(director, 'GET', `/duties?scope=under&status=all&entity=${pilot}&sort=opened`, {
    zh: '查看这个试点的全部责任事项；每盏灯都说明理由。',
    en: 'looks at all that was owed on this pilot; every light says why.',
  });
  showDuties(tell, duties);

  await tellEnd(tell, director);

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

/** The end of a life, of a pilot that has reached it: two years cannot be waited for. */
async function tellEnd(tell: Tell, director: Someone): Promise<void> {
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

function showDuties(tell: Tell, { items = [] }: AnswerBody): void {
  for (const { sentence, post } of items) tell.line({ zh: `${sentence.zh}（${post}）`, en: `${sentence.en} (${post})` });
}
