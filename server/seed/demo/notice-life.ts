import type { PostId } from '../../../domain/actor.js';
import { addWorkingDays, dayOf, formatDay, type Day, type Instant } from '../../../domain/calendar.js';
import type { NoticeCommand } from '../../../domain/notice/messages.js';
import { DECIDER } from '../../../domain/notice/posts.js';
import { hasEnded, isMatterOpen, type Notice } from '../../../domain/notice/state.js';
import { sha256Of } from '../../routes/plan.js';
import { officeTime, type Act, type Stage } from './stage.js';

/** How far people let it come: what waits at each rung today, and what went to its end. */
type Course = 'answered' | 'unissued' | 'unsigned' | 'to-talk' | 'to-circular';
const COURSES: Readonly<Record<string, Course>> = {
  东岳智能家电一线创新成果转化试点: 'unissued',
  辽河重型装备老工业基地班组建设试点: 'unsigned',
  江海船舶焊接工匠培育项目试点: 'to-talk',
};
/** The second of these had a milestone that came as far as a circular before. */
const courseOf = ({ title, matter }: Notice): Course => {
  const course = COURSES[title] ?? 'answered';
  return course === 'unsigned' && matter?.kind === 'milestone-result' ? 'to-circular' : course;
};

interface Text {
  readonly text: string;
  readonly sha256: string;
}
const textsOf =
  <K extends string>(texts: Readonly<Record<K, readonly string[]>>): ((name: K) => Text) =>
  (name) => {
    const text = texts[name].join('\n');
    return { text, sha256: sha256Of(text) };
  };
const textOf = textsOf({
  answer: [
    '收到督办单后，办公室当日召集相关岗位逐项核查。经查，逾期原因有三：一是数据由三个车间分别统计，口径不一，反复核对耗时过长；二是经办人员上月轮岗，交接时未把期限列入清单；三是办公室只在期限前一日催问，提醒偏晚。',
    '已采取的措施：逾期事项的材料已经补齐，现随本答复一并报送；指定一名副主任分管、一名联络员经办，两人互为备岗；统计口径以试点方案的指标说明为准，每月二十五日前由车间先报、办公室复核；今后提前十个工作日核对一次，仍有缺项的当日书面报告。请核实。',
  ],
  talk: [
    '约谈人通报了督办单的签发、签收和逾期未答复的经过，逐条对照试点方案和责任清单，指出主要问题是责任没有压实到岗、催办之后无人跟进、办公室对期限心中无数，并说明再次逾期将提请通报。',
    '被约谈人表示完全接受，说明近期人员变动和统计口径调整的情况，承认对督办单重视不够，承诺由组长牵头、办公室主任具体负责，十个工作日内书面报告整改情况：补齐全部逾期材料，明确分管领导和经办人，建立台账并逐周销号，对相关责任人进行提醒谈话。双方对约谈记录无异议，签字确认。',
  ],
  report: [
    '约谈后第二个工作日，组长主持召开专题会议，传达约谈要求，逐项研究整改措施。目前进展：逾期事项的材料已全部补报，数据经审核岗复核无误；已明确一名分管领导和两名经办人，期限列入每周例会；台账已建立，列出本年度剩余各项责任事项共十四项，按周销号。',
    '存在的不足：两家配合单位的数据仍靠人工汇总，尚未形成固定的报送渠道。下一步打算：年底前与配合单位商定统一的报送表式，减少重复填报；办公室每月向组长书面报告一次期限执行情况；对再次出现逾期的岗位，在年度考核中如实反映。以上情况，请予核实。',
  ],
});

interface Next {
  /** The text the command names by its hash. */
  readonly text?: string;
  readonly post: PostId;
  readonly command: NoticeCommand;
  /** Working days after the phase began. */
  readonly after: number;
}

const answer = (post: PostId, { text, sha256 }: Text, after: number): Next => ({
  post,
  command: { type: 'answerNotice', sha256, evidence: [] },
  text,
  after,
});

/** Two promises were returned: the third answer comes once the matter is done. */
const isPromisedOut = (notice: Notice): boolean => notice.attempt > 2 && isMatterOpen(notice);
const leftStanding = ({ issuer, unanswered }: Notice): Next | undefined =>
  unanswered?.isWeighing === true
    ? { post: issuer, command: { type: 'declineRaising', reason: '已约请办公室当面说明，材料正在补齐，暂不升级。' }, after: 1 }
    : undefined;

/** Whoever deals with notices in the demo: looks at what waits and does it when it is their habit. */
export function createNoticeLife(stage: Stage): { actsOn(day: Day): readonly Act[] } {
  const { past, calendar, seats } = stage;
  const known: string[] = [];
  let read = 0;

  const discover = (): void => {
    const mails = past.mails();
    for (; read < mails.length; read++) {
      const { from = '', consequence } = mails[read] ?? {};
      if (consequence?.notice === 'noticeDrafted' || consequence?.notice === 'noticeDecisionAsked')
        known.push(from.slice('notice/'.length));
    }
  };
  const nextOf = (notice: Notice, day: Day): Next | undefined => {
    const { form, issuer, addressee, talk, attempt, unanswered } = notice;
    const course = courseOf(notice);
    const goesUp = course === 'to-circular' || (course === 'to-talk' && form === 'notice');
    switch (notice.phase) {
      case 'drafted':
        if (form !== 'notice')
          return { post: DECIDER, command: { type: 'decideNotice', verdict: 'approved', reason: '同意，请抓紧整改。' }, after: 2 };
        return course === 'unissued' ? undefined : { post: issuer, command: { type: 'issueNotice' }, after: 1 };
      case 'issued':
        return course === 'unsigned' ? undefined : { post: addressee, command: { type: 'signNotice' }, after: 1 };
      case 'signed':
        if (form === 'talk') {
          const { text, sha256 } = textOf('talk');
          return {
            post: issuer,
            command: { type: 'recordTalk', heldOn: day, present: '组长、办公室主任、审核岗', sha256 },
            text,
            after: 2,
          };
        }
        if (form === 'circular' || !goesUp) return isPromisedOut(notice) ? leftStanding(notice) : answer(addressee, textOf('answer'), 4);
        return unanswered?.isWeighing === true
          ? { post: issuer, command: { type: 'raiseNotice', reason: '督办单逾期未答复，提请约谈。' }, after: 1 }
          : undefined;
      case 'talked':
        if (talk !== undefined && attempt > 1 && course === 'to-circular')
          return { post: issuer, command: { type: 'raiseNotice', reason: '约谈后整改不到位，提请通报。' }, after: 5 };
        return isPromisedOut(notice) ? leftStanding(notice) : answer(addressee, textOf('report'), 8);
      case 'answered':
        if (form === 'talk' && course === 'to-circular')
          return {
            post: issuer,
            command: { type: 'verifyNotice', attempt, verdict: 'returned', reason: '台账未更新，整改未到位。' },
            after: 2,
          };
        // Closing means done: a promise waits for as long as the verdict may, then it is returned.
        return isMatterOpen(notice)
          ? {
              post: issuer,
              command: { type: 'verifyNotice', attempt, verdict: 'returned', reason: '原事项至今未办结，请办结后再答复。' },
              after: 5,
            }
          : { post: issuer, command: { type: 'verifyNotice', attempt, verdict: 'accepted', reason: '情况属实，予以销号。' }, after: 2 };
      default:
        return undefined;
    }
  };

  const actOn = (id: string, day: Day): Act[] => {
    const view = past.view('notice', id);
    const notice = view?.state.inner;
    if (!isNotice(notice) || hasEnded(notice)) return [];
    const next = nextOf(notice, day);
    if (next === undefined || day < addWorkingDays(calendar, dayOf(notice.since), next.after)) return [];
    const perform = (at: Instant): void => {
      const actor = seats.actorAt(next.post, at);
      // What it is about may have been settled since the morning.
      if (actor === undefined || past.view('notice', id)?.seq !== view?.seq) return;
      if (next.text !== undefined) stage.keep(sha256Of(next.text), next.text);
      stage.send('notice', id, actor, next.command, at);
    };
    return [{ at: officeTime(day, `${id}@${formatDay(day)}`), do: perform }];
  };

  return {
    actsOn(day) {
      discover();
      return known.flatMap((id) => actOn(id, day));
    },
  };
}

/** The simulator knows entities of every kind by one type. */
const isNotice = (inner: unknown): inner is Notice =>
  typeof inner === 'object' && inner !== null && 'phase' in inner && 'addressee' in inner && 'issuer' in inner;
