import type { Sentence } from '../../services/say.js';
import { PICTURE } from '../picture.js';
import type { Tell } from '../tell.js';
import { dayIn, showDuties, type Cast, type Pilot } from './cast.js';

/** A milestone with figures and evidence, then a suspension. */
export async function tellWork(tell: Tell, cast: Cast, { id: pilot, liaison }: Pilot): Promise<void> {
  const { director, reviewer, leader } = cast;
  const at = (path: string): string => `/pilots/${pilot}${path}`;

  tell.chapter({ zh: '实施', en: 'Under way' });
  const owed = await tell.step(liaison, 'GET', `/duties?scope=mine&entity=${pilot}`, {
    zh: '查看本岗位的责任事项。',
    en: 'looks at what the own post owes.',
  });
  showDuties(tell, owed);
  const figure = (value: number) => ({ indicator: 'trained', value, asOf: dayIn(cast, 0) });
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
  const { file = '' } = await tell.step(
    liaison,
    'POST',
    at(`/evidence?name=${encodeURIComponent('挂牌照片.png')}&effective=${dayIn(cast, 0)}`),
    {
      body: PICTURE,
      zh: '上传照片；系统按内容辨认类型，记下指纹和事实日期。',
      en: 'uploads the picture; its type is told from its bytes, its fingerprint and the day of the fact are kept.',
    },
  );
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
}
