import { expect } from 'chai';
import { addWorkingDays, endOfDay, formatDay, startOfDay } from '../../domain/calendar.js';
import type { WaitingNotice } from '../../domain/errand-ports.js';
import { nobodysName } from '../../domain/unit-names.js';
import { yellowFrom } from '../../domain/light.js';
import type { DutyView } from '../../domain/duty-view.js';
import { dayText } from '../../server/routes/plan.js';
import { explainLight } from '../../server/words/lights.js';
import { fieldError } from '../../server/http/field-errors.js';
import { problemSentence } from '../../server/http/problems.js';
import { composerFor } from '../../server/words/mail.js';
import { postWords } from '../../server/words/posts.js';
import { at, castOf, day, pilotIn } from '../domain/stage.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';

describe('the sentence of a light', () => {
  /** A duty of ten working days that is due on this day. */
  function sentenceOf(dueDay: string, now: string) {
    const due = day(dueDay);
    const opened = addWorkingDays(calendar, due, -10);
    const openedAt = startOfDay(opened);
    const duty: DutyView = {
      id: 'pilot/53-2026-0001#plan-1',
      duty: 'plan-1',
      kind: 'submit-plan',
      entityKind: 'pilot',
      entity: '53-2026-0001',
      title: '试点',
      level: 'provincial',
      areas: [],
      post: '53/office-director',
      unit: '53',
      path: ['00', '53'],
      term: { kind: 'after', from: openedAt, days: 10, unit: 'working' },
      calendarVersion: calendar.version,
      openedAt,
      firstDue: due,
      due,
      dueAt: endOfDay(due),
      yellowFrom: yellowFrom(calendar, { openedAt, due }),
      status: 'open',
      step: 0,
    };
    return explainLight(duty, calendar, at(now)).sentence;
  }

  it('counts one working day as one, in English too', () => {
    expect(sentenceOf('2026-03-20', '2026-03-19').en).to.contain('is due soon, 1 working day left.');
    expect(sentenceOf('2026-03-20', '2026-03-18').en).to.contain('is due soon, 2 working days left.');
  });

  it('counts no working day between a Friday and the Saturday after it', () => {
    const { zh, en } = sentenceOf('2026-03-20', '2026-03-21');
    expect(zh).to.contain('已逾期，尚未满 1 个工作日。');
    expect(en).to.contain('is overdue, by less than a working day.');
    expect(sentenceOf('2026-03-20', '2026-03-23').en).to.contain('is overdue by 1 working day.');
  });
});

describe('the line of a mail', () => {
  const recipient = { person: 'p-1', name: '张伟', email: 'wei@example.org' };
  const noticeTo = (post: string): WaitingNotice => ({
    id: '1',
    from: 'pilot/53-2026-0001',
    post,
    notice: 'chase',
    isUrgent: false,
    facts: { duty: 'plan-1', kind: 'submit-plan', post: '53/liaison', step: 3, due: day('2026-03-20') },
    createdAt: at('2026-03-23'),
  });
  const composer = composerFor('http://127.0.0.1:3000');
  const compose = (notices: readonly WaitingNotice[], nameOf = nobodysName) => composer.compose(recipient, notices, nameOf);
  const textTo = (post: string): string => compose([noticeTo(post)]).write('token');

  it('says in what form something was issued', () => {
    const issued = { ...noticeTo('53/office-director'), notice: 'noticeIssued', facts: { form: 'talk', number: '约谈〔2026〕1号' } };
    const { subject } = compose([issued]);
    expect(subject).to.include('约谈已向您发出').and.to.include('Summoned talk');
  });

  it('says in a copy who owes it', () => {
    const text = textTo('53/office-director');
    expect(text).to.contain('· 抄送（云南省联络员）：【催办】提交方案（53-2026-0001），期限 2026-03-20');
    expect(text).to.contain('· Copy, owed by the liaison of Yunnan: [Chase] Submit the plan (53-2026-0001), due 2026-03-20');
  });

  it('calls a city and a host by their names, and asks for those it names and no other', () => {
    const copy = { ...noticeTo('53/office-director'), facts: { ...noticeTo('').facts, post: '53-h001/liaison' } };
    const moved = { ...noticeTo('5301/reviewer'), notice: 'calendarChanged', facts: { count: 3 } };
    const names = new Map([
      ['5301', '昆明市'],
      ['53-h001', '滇中新区产业园'],
    ]);
    const text = compose([copy, moved], (code) => names.get(code)).write('token');
    expect(text).to.contain('· 抄送（云南省滇中新区产业园联络员）：【催办】');
    expect(text).to.contain('· Copy, owed by the liaison of 滇中新区产业园 in Yunnan: [Chase]');
    expect(text).to.contain('云南省昆明市审核岗有 3 项责任事项').and.to.contain('3 duties of the reviewer of 昆明市 in Yunnan');
    expect(composer.postsIn([copy, moved])).to.have.members(['53/office-director', '53-h001/liaison', '5301/reviewer']);
  });

  it('asks for no unit whose lines are only counted', () => {
    const late = Array.from({ length: 20 }, () => noticeTo('53/liaison'));
    const counted = { ...noticeTo('53/liaison'), facts: { ...noticeTo('').facts, post: '5301/liaison', due: day('2026-04-20') } };
    expect(composer.postsIn([counted, ...late])).to.not.include('5301/liaison');
  });

  it('says of which post a handover did not take effect', () => {
    const notice = {
      ...noticeTo('00/security-administrator'),
      notice: 'handoverRefused',
      facts: { post: '53/leader', cause: 'PersonLocked' },
    };
    const { subject } = compose([notice]);
    expect(subject).to.contain('【云南省组长】岗位交接未能生效').and.to.contain('[group leader of Yunnan] A handover did not take effect');
  });

  describe('about another date', () => {
    const until = day('2026-04-10');
    const lineOf = (notice: string, facts: Readonly<Record<string, number>>): string => {
      const about = { ...noticeTo('53-h001/liaison'), notice, facts: { kind: 'submit-plan', due: day('2026-03-20'), ...facts } };
      return compose([about]).subject;
    };

    it('names the day it was granted until and the one it was put off from', () => {
      const line = lineOf('extensionGranted', { due: until, was: day('2026-03-20') });
      expect(line).to.include('【延期已批准】提交方案（53-2026-0001），期限由 2026-03-20 延至 2026-04-10');
      expect(line).to.include('due 2026-04-10, put off from 2026-03-20');
    });

    it('names the day that is asked for', () => {
      const line = lineOf('extensionAsked', { until });
      expect(line).to.include('期限 2026-03-20，申请延至 2026-04-10').and.include('due 2026-03-20, 2026-04-10 asked for');
    });

    it('says that the day stays where it was not granted', () => {
      for (const notice of ['extensionRefused', 'extensionDeclined'])
        expect(lineOf(notice, {})).to.include('期限仍为 2026-03-20').and.include('still due 2026-03-20');
    });
  });

  it('says of a post that changes hands which it is and from when on', () => {
    const lineOf = (notice: string, facts: Readonly<Record<string, number>> = {}): string =>
      compose([{ ...noticeTo('00/office-director'), notice, facts: { post: '53/leader', ...facts } }]).subject;
    expect(lineOf('postHandedOver'))
      .to.include('【云南省组长】岗位已经交接')
      .and.include('[group leader of Yunnan] This post has changed hands');
    const planned = lineOf('handoverPlanned', { day: day('2026-04-01') });
    expect(planned).to.include('岗位将于 2026-04-01 交接').and.include('to be handed over on 2026-04-01');
    expect(lineOf('delegationReceived', { day: day('2026-04-01') })).to.include('您受托代行此岗位，至 2026-04-01');
  });

  it('says to the post itself what it owes', () => {
    expect(textTo('53/liaison')).to.contain('· 【催办】提交方案（53-2026-0001），期限 2026-03-20').and.not.contain('抄送');
  });

  it('leads to a page of its own where the reader says that it was read', () => {
    expect(textTo('53/liaison')).to.contain('已知悉请确认：http://127.0.0.1:3000/mails/token');
  });

  it('is counted and not written out where there are too many', () => {
    const many = Array.from({ length: 25 }, () => noticeTo('53/liaison'));
    const { subject, write } = compose(many);
    expect(subject).to.equal('督办：25 项提示 / 25 notices');
    expect(write('token')).to.contain('· 另有 5 项，请登录查看：http://127.0.0.1:3000/').and.to.contain('· and 5 more');
  });

  it('names the worst of three thousand, the longest overdue first, and stays short', () => {
    const due = (index: number) => day('2026-03-20') - (index % 100);
    const many = Array.from({ length: 3_000 }, (_, index): WaitingNotice => {
      const notice = noticeTo('53/liaison');
      return { ...notice, facts: { ...notice.facts, due: due(index) } };
    });
    const text = compose(many).write('token');
    const lines = text.split('\n').filter((line) => line.startsWith('· 【'));
    expect(lines).to.have.lengthOf(20);
    for (const line of lines) expect(line).to.contain(`期限 ${formatDay(due(99))}`);
    expect(text).to.contain('· 另有 2980 项');
    expect(text.length).to.be.below(5_000);
  });

  it('puts first what does not wait for a digest, and last what has no day', () => {
    const returned: WaitingNotice = { ...noticeTo('53/liaison'), notice: 'planReturned', isUrgent: true, facts: {} };
    const approved: WaitingNotice = { ...returned, notice: 'planApproved', isUrgent: false };
    const text = compose([approved, noticeTo('53/liaison'), returned]).write('token');
    const places = ['方案已退回', '【催办】', '方案已批准'].map((word) => text.indexOf(word));
    expect(places)
      .to.deep.equal(places.toSorted((a, b) => a - b))
      .and.not.include(-1);
  });
});

describe('a post in words', () => {
  for (const [post, zh, en] of [
    ['00/reviewer', '全国协调小组办公室审核岗', 'reviewer of the national coordination office'],
    ['53/office-director', '云南省办公室主任', 'office director of Yunnan'],
    ['5301/liaison', '云南省 5301 联络员', 'liaison of 5301 in Yunnan'],
    ['53-h001/liaison', '云南省承担单位 53-h001 联络员', 'liaison of the host 53-h001 in Yunnan'],
  ] as const) {
    it(`is ${zh} for ${post}`, () => expect(postWords(post, nobodysName)).to.deep.equal({ zh, en }));
  }

  for (const [post, name, zh, en] of [
    ['5301/office-director', '昆明市', '云南省昆明市办公室主任', 'office director of 昆明市 in Yunnan'],
    ['53-h001/liaison', '滇中新区产业园', '云南省滇中新区产业园联络员', 'liaison of 滇中新区产业园 in Yunnan'],
    ['5301-h001/liaison', '春城生物医药产业园', '云南省春城生物医药产业园联络员', 'liaison of 春城生物医药产业园 in Yunnan'],
    ['53-h002/liaison', '云南铜业集团', '云南铜业集团联络员', 'liaison of 云南铜业集团 in Yunnan'],
    ['53-h003/liaison', '云南省属矿山', '云南省属矿山联络员', 'liaison of 云南省属矿山 in Yunnan'],
    ['1501/reviewer', '内蒙古呼和浩特市', '内蒙古呼和浩特市审核岗', 'reviewer of 内蒙古呼和浩特市 in Inner Mongolia'],
    ['4501/liaison', '南宁市', '广西壮族自治区南宁市联络员', 'liaison of 南宁市 in Guangxi'],
    ['66-h001/liaison', '兵团第八师纺织园', '兵团第八师纺织园联络员', 'liaison of 兵团第八师纺织园 in the Xinjiang Corps'],
    ['11-h001/liaison', '北京经济技术开发区', '北京经济技术开发区联络员', 'liaison of 北京经济技术开发区 in Beijing'],
  ] as const) {
    it(`is ${zh} where ${post.slice(0, post.indexOf('/'))} is called ${name}`, () =>
      expect(postWords(post, (code) => (post.startsWith(`${code}/`) ? name : undefined))).to.deep.equal({ zh, en }));
  }

  it('leaves alone what is no post', () => expect(postWords('职工/企业', nobodysName)).to.deep.equal({ zh: '职工/企业', en: '职工/企业' }));

  it('is what a refusal names, and a role is one too', () => {
    const { zh, en } = problemSentence('NotAddressed', { post: '53/leader' }, nobodysName);
    expect(zh).to.equal('此件发给云南省组长，只有该岗位可以签收和答复。');
    expect(en).to.contain('addressed to the group leader of Yunnan;');
    expect(problemSentence('EscalationElsewhere', { escalation: 'x', role: 'leader' }, nobodysName).zh).to.contain('应由组长答复');
  });
});

describe('the sentence of a refusal', () => {
  it('says where something stands and where a command makes sense, as people call it', () => {
    const answer = pilotIn('planning').ask({ type: 'closePilot' }, castOf('national').last, '2026-01-06');
    if (answer.ok) throw new Error('it was accepted');
    expect(problemSentence(answer.code, answer.facts, nobodysName)).to.deep.equal({
      zh: '现处“编制方案”阶段；此操作只在“已评定”阶段办理。',
      en: 'It stands at “planning”; this is done only at “assessed”.',
    });
  });
});

describe('the sentence about a day', () => {
  const wrong = (text: string) => (dayText().validate(text, { abortEarly: false }).error?.details ?? []).map((item) => fieldError(item).zh);

  it('says how a day is written, once', () => expect(wrong('2026/02/03')).to.deep.equal(['格式应如 YYYY-MM-DD。']));

  it('says which years there are', () => expect(wrong('1900-01-01')).to.deep.equal(['年份须在 2000 至 2099 之间。']));

  it('says that there is no such day', () => expect(wrong('2026-02-30')).to.deep.equal(['没有这一天。']));
});
