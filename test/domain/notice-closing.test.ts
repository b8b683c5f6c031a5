import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import type { NoticeCommand } from '../../domain/notice/messages.js';
import { nextOf } from '../../server/words/notices.js';
import { addressee, decider, draftWords, issuer, leader, noticeIn, overdueOn, settle } from './notice-stage.js';
import { idlePilot, PILOT, teller } from './idle-pilot.js';
import { at, castOf, day, SHA, type Stage } from './stage.js';

const accepted: NoticeCommand = { type: 'verifyNotice', verdict: 'accepted', reason: '属实。' };
const returned: NoticeCommand = { type: 'verifyNotice', verdict: 'returned', reason: '尚未办结。' };
const answer: NoticeCommand = { type: 'answerNotice', sha256: SHA, evidence: [] };
const raise: NoticeCommand = { type: 'raiseNotice', reason: '整改不到位。' };
const cast = castOf('national');
const FORMS = [
  ['a supervision notice', 'notice'],
  ['a talk', 'talk'],
  ['a circular', 'circular'],
] as const;
const mailsTo = (notice: Stage<'notice'>, events: ReturnType<Stage<'notice'>['tell']>): string[] =>
  notice.consequencesOf(events).flatMap((one) => (one.type === 'mail' ? [`${one.notice} → ${one.post}`] : []));

describe('closing a notice', () => {
  for (const [name, form] of FORMS)
    it(`waits until the matter is done: ${name} is not closed on a promise`, () => {
      const notice = noticeIn('answered', form);
      expect(notice.answer(accepted, issuer, '2026-07-13')).to.equal('MatterOpen');
      settle(notice, '2026-07-13');
      expect(notice.answer(accepted, issuer, '2026-07-13')).to.equal('accepted');
    });

  it('waits for nothing where it is about no single duty', () => {
    const talk = noticeIn('undrafted', 'talk');
    talk.tell({ ...draftWords('talk'), cause: 'third', duty: '', raisedFrom: '' }, SYSTEM, '2026-07-06 07:10');
    talk.tell({ type: 'decideNotice', verdict: 'approved', reason: '同意。' }, decider, '2026-07-07');
    talk.tell({ type: 'numberNotice', number: '约一' }, SYSTEM, '2026-07-07');
    talk.tell({ type: 'signNotice' }, leader, '2026-07-08');
    talk.tell({ type: 'recordTalk', heldOn: day('2026-07-09'), present: '略', sha256: SHA }, issuer, '2026-07-09');
    talk.tell(answer, leader, '2026-07-10');
    expect(talk.answer(accepted, issuer, '2026-07-13')).to.equal('accepted');
  });

  it('goes on as it did for what was drafted before closing meant done', () => {
    const { rules: _, ...former } = draftWords();
    const notice = noticeIn('undrafted');
    notice.tell(former, SYSTEM, '2026-07-06 07:10');
    notice.tell({ type: 'issueNotice' }, issuer, '2026-07-07');
    notice.tell({ type: 'numberNotice', number: '一' }, SYSTEM, '2026-07-07');
    notice.tell({ type: 'signNotice' }, addressee, '2026-07-08');
    notice.tell(answer, addressee, '2026-07-10');
    expect(notice.answer(accepted, issuer, '2026-07-13')).to.equal('accepted');
  });

  it('leaves the answer to be returned, and owed anew, while the matter is open', () => {
    const notice = noticeIn('answered');
    notice.tell(returned, issuer, '2026-07-13');
    expect(notice.duties()).to.deep.equal(['answer-2']);
  });

  it('tells the issuer that the matter is still open, and when it is done', () => {
    const notice = noticeIn('signed');
    expect(mailsTo(notice, notice.tell(answer, addressee, '2026-07-10'))).to.deep.equal(['noticeAnsweredOpen → 00/reviewer']);
    expect(nextOf(notice.inner()).zh).to.match(/^原事项尚未办结/);
    expect(mailsTo(notice, settle(notice, '2026-07-13'))).to.deep.equal(['noticeMatterDone → 00/reviewer']);
    expect(nextOf(notice.inner()).zh).to.match(/^由答复人以外的人核实/);
  });

  it('says that an answer waits for a verdict where the matter was done before it came', () => {
    const notice = noticeIn('signed');
    settle(notice, '2026-07-09');
    expect(mailsTo(notice, notice.tell(answer, addressee, '2026-07-10'))).to.deep.equal(['noticeAnswered → 00/reviewer']);
  });
});

describe('raising what is not put right', () => {
  for (const [name, form] of FORMS.slice(0, 2))
    it(`waits until ${name} had its term, however early an answer was returned`, () => {
      const notice = noticeIn('answered', form);
      notice.tell(returned, issuer, '2026-07-13');
      expect(notice.answer(raise, issuer, '2026-07-14')).to.equal('NotRaisable');
      expect(notice.answer(raise, issuer, overdueOn(form))).to.equal('accepted');
    });

  it('is possible once the term is over, however often a promise is repeated', () => {
    const notice = noticeIn('answered');
    notice.tell(returned, issuer, '2026-07-13');
    notice.tell(answer, addressee, '2026-07-20');
    expect(notice.answer(raise, issuer, '2026-07-21'), 'an answer waits for its verdict first').to.equal('WrongPhase');
    notice.tell({ ...returned, attempt: 2 }, issuer, '2026-07-21');
    expect(notice.answer(raise, issuer, '2026-07-21')).to.equal('accepted');
  });

  it('waits for another term after a central leader declined it', () => {
    const notice = noticeIn('raising');
    notice.tell({ type: 'noteRaisingOutcome', outcome: 'declined' }, SYSTEM, '2026-07-16');
    expect(notice.answer(raise, issuer, '2026-07-17')).to.equal('NotRaisable');
    expect(notice.answer(raise, issuer, '2026-07-24')).to.equal('accepted');
  });
});

describe('what a talk knows of its matter', () => {
  const BASE = `${PILOT}~milestone-base-1~20260630`;
  const TALK = `${BASE}~talk`;
  const handIn = { type: 'submitMilestone', milestone: 'base', note: '', figures: [] } as const;
  /** Issued, returned and proposed for a talk on 2026-07-15, which nobody has decided on. */
  const proposed = () => {
    const simulator = idlePilot();
    const send = teller(simulator);
    simulator.advanceTo(at('2026-07-06 08:00'));
    send('notice', BASE, issuer, { type: 'issueNotice' }, '2026-07-07 10:00');
    send('notice', BASE, addressee, { type: 'signNotice' }, '2026-07-08 10:00');
    send('notice', BASE, addressee, answer, '2026-07-10 10:00');
    send('notice', BASE, issuer, { ...returned, attempt: 1 }, '2026-07-13 10:00');
    send('notice', BASE, issuer, raise, '2026-07-15 10:00');
    return { simulator, send };
  };
  const decide = { type: 'decideNotice', verdict: 'approved', reason: '同意。' } as const;
  const settledOn = (simulator: ReturnType<typeof idlePilot>, id: string): unknown =>
    JSON.parse(JSON.stringify(simulator.view('notice', id)?.state.inner ?? {})).matterSettledOn;

  it('is that it was done while the talk was being decided on', () => {
    const { simulator, send } = proposed();
    send('pilot', PILOT, cast.host, handIn, '2026-07-16 10:00');
    expect([BASE, TALK].map((id) => settledOn(simulator, id))).to.deep.equal([day('2026-07-16'), day('2026-07-16')]);
    expect(simulator.refusedMessages()).to.deep.equal([]);
  });

  it('is that it was done after the talk was issued and the notice had ended', () => {
    const { simulator, send } = proposed();
    send('notice', TALK, decider, decide, '2026-07-16 10:00');
    expect(simulator.view('notice', BASE)?.phase).to.equal('raised');
    send('pilot', PILOT, cast.host, handIn, '2026-07-17 10:00');
    expect(settledOn(simulator, TALK)).to.equal(day('2026-07-17'));
    expect(simulator.refusedMessages()).to.deep.equal([]);
  });

  it('is that it had been done before the talk was proposed at all', () => {
    const simulator = idlePilot();
    const send = teller(simulator);
    simulator.advanceTo(at('2026-07-06 08:00'));
    send('notice', BASE, issuer, { type: 'issueNotice' }, '2026-07-07 10:00');
    send('pilot', PILOT, cast.host, handIn, '2026-07-09 10:00');
    simulator.advanceTo(at('2026-07-16 08:00'));
    send('notice', BASE, issuer, raise, '2026-07-17 10:00');
    expect(settledOn(simulator, TALK)).to.equal(day('2026-07-09'));
    expect(simulator.refusedMessages()).to.deep.equal([]);
  });
});
