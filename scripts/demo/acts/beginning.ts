import { randomBytes } from 'node:crypto';
import type { Sentence } from '../../services/say.js';
import { planOf } from '../plan.js';
import { logIn } from '../site.js';
import type { Tell } from '../tell.js';
import { dayIn, fingerprintOf, PROVINCE, type Cast, type Pilot } from './cast.js';

/** From the founding of a host to a plan that is approved. */
export async function tellBeginning(tell: Tell, cast: Cast): Promise<Pilot> {
  const { url, director, reviewer, leader, department } = cast;
  const dues = [dayIn(cast, 180), dayIn(cast, 400)] as const;

  tell.chapter({ zh: '建立承担单位', en: 'A host is founded' });
  // It may be told again on the same site, where no two hosts of a unit bear one name.
  const { id: host = '' } = await tell.step(director, 'POST', '/units', {
    body: { kind: 'host', parent: PROVINCE, name: `金沙江畔演示产业园 ${randomBytes(2).toString('hex')}` },
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
      start: dayIn(cast, 0),
      end: dayIn(cast, 700),
    },
    zh: '试点立项；从今天起 20 个工作日内须提交方案。',
    en: 'registers the pilot; its plan is owed within 20 working days from today.',
  });
  const at = (path: string): string => `/pilots/${pilot}${path}`;
  const draft = (isComplete: boolean, words: Sentence) =>
    tell.step(liaison, 'PUT', at('/plan-draft'), { body: planOf(dues, isComplete), ...words });
  const submit = async (words: Sentence): Promise<void> => {
    const sha256 = fingerprintOf(
      await tell.step(director, 'GET', at(''), {
        zh: '先看草稿；提交时要说出所见草稿的指纹。',
        en: 'looks at the draft first: submitting names the fingerprint of the draft that was seen.',
      }),
    );
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
    body: planOf(dues, true),
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
  return { id: pilot, liaison };
}
