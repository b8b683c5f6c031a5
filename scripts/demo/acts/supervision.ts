import { setTimeout as wait } from 'node:timers/promises';
import { logIn, type ListItem, type Someone } from '../site.js';
import type { Tell, Told } from '../tell.js';
import { dayIn, showDuties, type Cast, type Pilot } from './cast.js';

/** Another date for a milestone: asked for, agreed by the own leader, decided by the reviewer. */
export async function tellExtension(tell: Tell, cast: Cast, { id: pilot, liaison }: Pilot): Promise<void> {
  const { director, reviewer } = cast;
  tell.chapter({ zh: '申请延期', en: 'Another date' });
  const { items: [owed] = [] } = await tell.step(liaison, 'GET', `/duties?scope=mine&entity=${pilot}&kind=milestone-result`, {
    zh: '还有一个里程碑在办，设备要晚到。',
    en: 'has one more milestone to hand in, and the machines come late.',
  });
  if (owed === undefined) return;
  const at = (path: string): string => `/duties/pilot/${pilot}/${owed.duty}/${path}`;
  const verdict = { verdict: 'granted', reason: '理由属实，同意延期。', until: dayIn(cast, 440) };
  await tell.step(liaison, 'POST', at('extension-request'), {
    body: {
      until: dayIn(cast, 460),
      reason: '数控设备进口手续延误，供货商来函说明推迟两个月到货。',
      progress: '课程和师资已就绪，完成六成。',
    },
    zh: '到期之前申请延期，说明理由、进展和希望延到哪一天；在答复之前不再催办。',
    en: 'asks for another date before it is due, with reason and progress; nothing is chased until it is answered.',
  });
  await tell.refusal(reviewer, 'POST', at('extension-verdict'), 'ExtensionNotAgreed', {
    body: verdict,
    zh: '想直接批准：须先由申请方负责人表示意见。',
    en: 'tries to decide at once: the own leader has to agree first.',
  });
  await tell.step(director, 'POST', at('extension-agreement'), {
    body: { verdict: 'agreed', reason: '情况属实。' },
    zh: '同意申请。',
    en: 'agrees to it.',
  });
  await tell.step(reviewer, 'POST', at('extension-verdict'), {
    body: verdict,
    zh: '批准延期，并定下日期；首次期限照样留着，两个按期率都看得见。',
    en: 'grants it and names the date; the first one stays, and both on-time rates are shown.',
  });
  const after = await tell.step(liaison, 'GET', `/duties?scope=mine&entity=${pilot}&kind=milestone-result`, {
    zh: '再看这一项。',
    en: 'looks at it again.',
  });
  showDuties(tell, after);
}

const MOST_SHOWN = 4;

/** What is overdue in the province, and what each light says. */
export async function tellLate(tell: Tell, { director }: Cast): Promise<void> {
  tell.chapter({ zh: '逾期：红灯怎么说', en: 'Overdue: what a red light says' });
  const late = await tell.step(director, 'GET', `/duties?scope=under&light=red&limit=${MOST_SHOWN}`, {
    zh: '查看本省逾期的责任事项：晚了几个工作日、跳过了哪些休息日、怎样消灯。',
    en: 'looks at what is overdue in the province: by how many working days, which days off were skipped, how it is cleared.',
  });
  showDuties(tell, late);
  if (late.items?.length === 0) tell.line({ zh: '眼下没有逾期的。', en: 'Nothing is overdue at the moment.' });
}

/** What is owed on a notice, in its order, and how whoever owes it does it. */
const NOTICE_STEPS: Readonly<Record<string, { readonly path: string; readonly told: Told }>> = {
  'issue-notice': {
    path: 'issue',
    told: {
      body: {},
      zh: '签发督办单；文号由签发单位依次编定，不留空号。',
      en: 'issues the notice; its number is the next one of the issuing unit.',
    },
  },
  'sign-notice': {
    path: 'signature',
    told: { body: {}, zh: '签收督办单；五个工作日内须答复。', en: 'signs for the notice; an answer is owed within five working days.' },
  },
  'answer-notice': {
    path: 'answer',
    told: {
      body: { text: '逾期系验收材料收集滞后所致，已指定专人盯办，材料三日内补齐。今后提前十个工作日核对。', evidence: [] },
      zh: '答复：原因、措施、何时办结。',
      en: 'answers: why, what is done about it, and by when.',
    },
  },
};

/** The verdict on the last answer: closing means done, so a promise is returned. */
async function tellVerdict(tell: Tell, issuer: Someone, notice: string): Promise<void> {
  const { answers = [], matter, matterSettledOn } = (await issuer.ask('GET', `/notices/${notice}`)).body;
  const path = `/notices/${notice}/verdict`;
  const accepted = { attempt: answers.length, verdict: 'accepted', reason: '情况属实，予以销号。' };
  if (matter === undefined || matterSettledOn !== undefined) {
    await tell.step(issuer, 'POST', path, {
      body: accepted,
      zh: '核实答复，予以销号。',
      en: 'verifies the answer and closes the notice.',
    });
    return;
  }
  await tell.refusal(issuer, 'POST', path, 'MatterOpen', {
    body: accepted,
    zh: '想凭承诺销号：原事项还没有办结，不能销。',
    en: 'tries to close it on a promise: the matter is not done.',
  });
  await tell.step(issuer, 'POST', path, {
    body: { ...accepted, verdict: 'returned', reason: '材料尚未补齐，请办结后再答复。' },
    zh: '退回答复并说明理由；办结之前，这份督办单不会了结。',
    en: 'returns the answer and says why; until the matter is done the notice does not end.',
  });
}

/** A notice at one of these is taken up, the earliest of them first. */
const TAKEN_UP_AT = ['sign-notice', 'issue-notice', 'answer-notice'] as const;
/** A number comes by message, a moment later. */
const LOOKS = 40;
const PAUSE_MS = 500;

/** A supervision notice on its way, by whoever owes the next step: the duties themselves say who that is. */
export async function tellNotice(tell: Tell, { url }: Cast): Promise<void> {
  tell.chapter({ zh: '督办单', en: 'A supervision notice' });
  const centre = await logIn(url, '00-reviewer');
  const find = async (query: string): Promise<readonly ListItem[]> =>
    (await centre.ask('GET', `/duties?scope=under&${query}`)).body.items ?? [];
  let [owed] = (await Promise.all(TAKEN_UP_AT.map((kind) => find(`kind=${kind}`)))).flat();
  if (owed === undefined) {
    tell.line({ zh: '眼下没有在办的督办单。', en: 'No notice is under way at the moment.' });
    return;
  }
  const { entity } = owed;
  for (let looks = 0; looks < LOOKS; looks++) {
    const next = owed === undefined ? undefined : NOTICE_STEPS[owed.kind];
    if (owed !== undefined && next !== undefined) {
      const { path, told } = next;
      await tell.step(await logIn(url, loginOf(owed.post)), 'POST', `/notices/${entity}/${path}`, told);
    } else if (owed?.kind === 'verify-notice') {
      await tellVerdict(tell, await logIn(url, loginOf(owed.post)), entity);
      break;
    } else await wait(PAUSE_MS);
    [owed] = await find(`entity=${entity}`);
  }
  const { number = '', next } = await tell.step(centre, 'GET', `/notices/${entity}`, {
    zh: '查看这份督办单：一事一单，事实、答复、结论都在。',
    en: 'looks at the notice: one matter, one notice, with facts, answer and verdict.',
  });
  if (typeof next === 'object' && next !== null) tell.line({ zh: `${number}：${next.zh}`, en: `${number}: ${next.en}` });
}

/** The account of whoever holds a post of the demo from its beginning. */
const loginOf = (post: string): string => post.replace('/', '-');
