import { expect } from 'chai';
import { SYSTEM, type Actor } from '../../domain/actor.js';
import { formatDay } from '../../domain/calendar.js';
import type { Consequence, Typed } from '../../domain/entity.js';
import { kinds } from '../../domain/kinds.js';
import { NOTICE_ACCEPTED_IN, type NoticeCommand, type NoticeCommandType } from '../../domain/notice/messages.js';
import { noticeNumber } from '../../domain/notice/number.js';
import { partiesOf } from '../../domain/notice/posts.js';
import { hasEnded, NOTICE_PHASES } from '../../domain/notice/state.js';
import { actorOf } from '../fakes/people.js';
import { addressee, decider, draftWords, issuer, leader, NOTICE, noticeIn, settle } from './notice-stage.js';
import { day, keysOf, onBehalf, SHA, type Stage } from './stage.js';

const answer: NoticeCommand = { type: 'answerNotice', sha256: SHA, evidence: [] };
const accepted: NoticeCommand = { type: 'verifyNotice', verdict: 'accepted', reason: '属实。' };
const returned: NoticeCommand = { type: 'verifyNotice', verdict: 'returned', reason: '没有数据。' };
const raise: NoticeCommand = { type: 'raiseNotice', reason: '整改不到位。' };
const record: NoticeCommand = { type: 'recordTalk', heldOn: day('2026-07-09'), present: '略', sha256: SHA };

/** `issue-notice 00/reviewer 2026-07-07` for each open duty. */
const owed = (notice: Stage<'notice'>): string[] =>
  Object.values(notice.state().watched).map(({ kind, post, due }) => `${kind} ${post} ${formatDay(due)}`);
const consequencesOf = (notice: Stage<'notice'>, events: readonly Typed[]): readonly Consequence[] =>
  events.flatMap((event) => kinds.notice.consequences(notice.state(), JSON.parse(JSON.stringify(event)), notice.id));
const messagesOf = (notice: Stage<'notice'>, events: readonly Typed[]): string[] =>
  consequencesOf(notice, events).flatMap((one) =>
    one.type === 'message' ? [`${one.command.type} → ${one.to.kind}/${one.to.id} ${JSON.stringify(one.command)}`] : [],
  );
const mailsOf = (notice: Stage<'notice'>, events: readonly Typed[]): string[] =>
  consequencesOf(notice, events).flatMap((one) =>
    one.type === 'mail' ? [`${one.notice} → ${one.post}${one.isUrgent ? ' at once' : ''}`] : [],
  );
/** Every rung while nobody does anything, and what it asks the notice to weigh. */
function climb(notice: Stage<'notice'>, until: string): string[] {
  const end = Date.parse(`${until}T00:00:00+08:00`);
  for (let wake = notice.wakeAt(0); wake !== undefined && wake < end; wake = notice.wakeAt(wake)) notice.tickAt(wake);
  return notice.rungs().map(({ on, rung, kind }) => `${formatDay(on)} ${rung} ${kind}`);
}

describe('a supervision notice', () => {
  it('is drafted with the facts from the record, for its issuer to issue within a working day', () => {
    const notice = noticeIn('drafted');
    expect(owed(notice)).to.deep.equal(['issue-notice 00/reviewer 2026-07-07']);
    expect(notice.inner()).to.deep.include({ title: '滇中新区技能提升试点', pilot: '53-2026-0007', addressee: '53/office-director' });
    expect(notice.inner().matter).to.deep.equal({
      duty: 'milestone-base-1',
      kind: 'milestone-result',
      post: '53-h001/liaison',
      firstDue: day('2026-06-30'),
      due: day('2026-06-30'),
      daysLate: 4,
      rungs: [
        { rung: 'reminder', on: day('2026-06-23') },
        { rung: 'reminder', on: day('2026-06-29') },
        { rung: 'chase', on: day('2026-07-01') },
        { rung: 'supervision-notice', on: day('2026-07-06') },
      ],
    });
  });

  it('is about one matter: a second draft of it is refused', () => {
    expect(noticeIn('drafted').answer({ ...draftWords() }, SYSTEM, '2026-07-07')).to.equal('AlreadyExists');
  });

  it('asks its unit for a number when it is issued, and has it before anybody can sign', () => {
    const notice = noticeIn('drafted');
    const events = notice.tell({ type: 'issueNotice' }, issuer, '2026-07-07');
    expect(messagesOf(notice, events)).to.deep.equal([
      `assignNoticeNumber → unit/00 {"type":"assignNoticeNumber","form":"notice","year":"2026","notice":"${NOTICE}"}`,
    ]);
    expect(notice.answer({ type: 'signNotice' }, addressee, '2026-07-07')).to.equal('WrongPhase');
    expect(owed(notice)).to.deep.equal([]);
  });

  it('once issued is signed for within one working day and answered within five', () => {
    const notice = noticeIn('issued');
    expect(notice.inner().number).to.equal('滇产改办督〔2026〕1号');
    expect(owed(notice)).to.deep.equal(['sign-notice 53/office-director 2026-07-08', 'answer-notice 53/office-director 2026-07-14']);
  });

  it('tells the addressee at once, the post that is late, and the unit that counts', () => {
    const notice = noticeIn('issuing');
    const events = notice.tell({ type: 'numberNotice', number: '一号' }, SYSTEM, '2026-07-07');
    expect(mailsOf(notice, events)).to.deep.equal(['noticeIssued → 53/office-director at once', 'noticeIssuedCopy → 53-h001/liaison']);
    expect(messagesOf(notice, events)).to.deep.equal([
      `noteNoticeReceived → unit/53 {"type":"noteNoticeReceived","number":"一号","year":"2026","notice":"${NOTICE}"}`,
    ]);
  });

  it('is seen by its issuer alone while it is a draft, and by whom it is for and about once issued', () => {
    const pathOf = (notice: Stage<'notice'>) => kinds.notice.summary(notice.state(), NOTICE).path;
    expect(pathOf(noticeIn('drafted'))).to.deep.equal(['00']);
    expect(pathOf(noticeIn('issued'))).to.deep.equal(['00', '53', '53-h001']);
  });

  it('is signed for once, by nobody but the addressee, and before it is answered', () => {
    const notice = noticeIn('issued');
    expect(notice.answer({ type: 'signNotice' }, leader, '2026-07-08')).to.equal('NotAddressed');
    expect(notice.answer(answer, addressee, '2026-07-08')).to.equal('NotSigned');
    notice.tell({ type: 'signNotice' }, addressee, '2026-07-08');
    expect(notice.answer({ type: 'signNotice' }, addressee, '2026-07-08')).to.equal('AlreadySigned');
    expect(notice.answer(answer, actorOf('li-yan', '53', 'liaison'), '2026-07-08')).to.equal('NotAddressed');
    expect(notice.answer(answer, addressee, '2026-07-08')).to.equal('accepted');
  });

  it('is verified within five working days, by nobody who answered it, whatever post they hold by now', () => {
    const notice = noticeIn('answered');
    settle(notice, '2026-07-13');
    expect(owed(notice)).to.deep.equal(['verify-notice 00/reviewer 2026-07-17']);
    const moved = actorOf(addressee.person, '00', 'reviewer');
    expect(notice.answer(accepted, moved, '2026-07-13')).to.equal('OwnSubmission');
    expect(notice.answer(accepted, onBehalf(issuer, addressee.person), '2026-07-13')).to.equal('OwnSubmission');
    expect(notice.answer(accepted, addressee, '2026-07-13')).to.equal('NoRight');
    expect(notice.answer(accepted, issuer, '2026-07-13')).to.equal('accepted');
    expect(noticeIn('signed').answer(accepted, issuer, '2026-07-13')).to.equal('NotSubmitted');
  });

  it('keeps a delegate who answered, and whose post it was, from verifying', () => {
    const notice = noticeIn('signed');
    notice.tell(answer, onBehalf(actorOf('sun-yi', '53', 'office-director'), addressee.person), '2026-07-10');
    for (const person of ['sun-yi', addressee.person])
      expect(notice.answer(accepted, actorOf(person, '00', 'reviewer'), '2026-07-13')).to.equal('OwnSubmission');
  });

  it('is closed by an accepted answer, and answered anew after a returned one', () => {
    expect(hasEnded(noticeIn('closed').inner())).to.equal(true);
    const notice = noticeIn('answered');
    notice.tell(returned, issuer, '2026-07-13');
    expect(notice.inner().phase).to.equal('signed');
    expect(owed(notice)).to.deep.equal(['answer-notice 53/office-director 2026-07-20']);
    notice.tell(answer, addressee, '2026-07-14');
    expect(notice.inner().answers.map(({ attempt }) => attempt)).to.deep.equal([1, 2]);
  });

  it('reminds, chases, and then leaves it to the issuer what follows; it opens no other notice by itself', () => {
    const notice = noticeIn('signed');
    expect(climb(notice, '2026-12-31')).to.deep.equal([
      '2026-07-13 reminder answer-notice',
      '2026-07-15 chase answer-notice',
      '2026-07-16 raising answer-notice',
    ]);
    const [rung] = notice.rungs().slice(-1);
    expect(messagesOf(notice, rung === undefined ? [] : [rung])).to.deep.equal([
      `weighRaising → notice/${NOTICE} {"type":"weighRaising","duty":"answer-1"}`,
    ]);
    const events = notice.tell({ type: 'weighRaising', duty: 'answer-1' }, SYSTEM, '2026-07-16 07:20');
    expect(mailsOf(notice, events)).to.deep.equal(['noticeUnanswered → 00/reviewer']);
    expect(owed(notice)).to.include('weigh-raising 00/reviewer 2026-07-21');
  });

  it('has nothing to weigh where the answer came while the word was on its way', () => {
    const notice = noticeIn('answered');
    notice.tell({ type: 'weighRaising', duty: 'answer-1' }, SYSTEM, '2026-07-16 07:20');
    expect(owed(notice)).to.deep.equal(['verify-notice 00/reviewer 2026-07-17']);
  });

  it('is left standing by its issuer with a reason, and is still owed', () => {
    const notice = noticeIn('signed');
    expect(notice.answer({ type: 'declineRaising', reason: '' }, issuer, '2026-07-10')).to.equal('NotRaisable');
    notice.tell({ type: 'weighRaising', duty: 'answer-1' }, SYSTEM, '2026-07-16');
    notice.tell({ type: 'declineRaising', reason: '已电话核实，材料在途。' }, issuer, '2026-07-16');
    expect(owed(notice)).to.deep.equal(['answer-notice 53/office-director 2026-07-14']);
  });

  it('goes up one form where its answer is missing or was returned, to the group leader, as a new notice linked to it', () => {
    expect(noticeIn('signed').answer(raise, issuer, '2026-07-10')).to.equal('NotRaisable');
    const notice = noticeIn('answered');
    notice.tell(returned, issuer, '2026-07-13');
    const events = notice.tell(raise, issuer, '2026-07-15');
    expect(notice.inner()).to.include({ phase: 'raising', raisedTo: `${NOTICE}~talk` });
    const [message] = consequencesOf(notice, events);
    expect(message).to.deep.include({ type: 'message', to: { kind: 'notice', id: `${NOTICE}~talk` } });
    expect(message?.type === 'message' && message.command).to.include({
      form: 'talk',
      cause: 'raised',
      raisedFrom: NOTICE,
      addressee: '53/leader',
      issuer: '00/reviewer',
      grounds: '整改不到位。',
      proposedBy: issuer.person,
      on: '2026-07-15',
    });
  });

  it('leaves the talk to the centre where a province issued it: no office summons its own leader', () => {
    const notice = noticeIn('undrafted');
    const office = actorOf('zhao-min', '53', 'office-director');
    notice.tell({ ...draftWords(), issuer: office.post, addressee: '53-h001/liaison' }, SYSTEM, '2026-07-06 07:10');
    notice.tell({ type: 'issueNotice' }, office, '2026-07-07');
    notice.tell({ type: 'numberNotice', number: '一' }, SYSTEM, '2026-07-07');
    notice.tell({ type: 'weighRaising', duty: 'answer-1' }, SYSTEM, '2026-07-16');
    const [message] = consequencesOf(notice, notice.tell(raise, office, '2026-07-16'));
    expect(message?.type === 'message' && message.command).to.include({ issuer: '00/reviewer', addressee: '53/leader' });
  });

  it('ends as raised once the next form is issued, and is owed again where that was declined', () => {
    expect(hasEnded(noticeIn('raised').inner())).to.equal(true);
    const notice = noticeIn('raising');
    notice.tell({ type: 'noteRaisingOutcome', outcome: 'declined' }, SYSTEM, '2026-07-16');
    expect(owed(notice)).to.deep.equal(['answer-notice 53/office-director 2026-07-23']);
    notice.tell(raise, issuer, '2026-07-24');
    expect(notice.inner().raisedTo).to.equal(`${NOTICE}~talk2`);
  });

  it('is withdrawn as a draft when its matter is settled, and without a number', () => {
    const notice = noticeIn('withdrawn').inner();
    expect(notice).to.include({ phase: 'withdrawn' }).and.not.have.property('number');
  });

  it('still has to be answered when its matter is settled after it went out', () => {
    const notice = noticeIn('signed');
    notice.tell({ type: 'noteMatterSettled', outcome: 'done', on: '2026-07-09' }, SYSTEM, '2026-07-09');
    expect(notice.inner()).to.include({ phase: 'signed', matterSettledOn: day('2026-07-09') });
    expect(owed(notice)).to.deep.equal(['answer-notice 53/office-director 2026-07-14']);
  });

  it('keeps its number when it is voided, and the unit that was counted is told', () => {
    const notice = noticeIn('issued');
    const events = notice.tell({ type: 'voidNotice', reason: '发错单位。' }, issuer, '2026-07-07');
    expect(notice.inner()).to.include({ phase: 'voided', number: '滇产改办督〔2026〕1号' });
    expect(messagesOf(notice, events).map((told) => told.split(' {')[0])).to.deep.equal([
      'noteNoticeOutcome → pilot/53-2026-0007',
      'noteNoticeVoided → unit/53',
    ]);
  });

  it('is neither voided nor left standing by whoever signed for it or answered it, whatever post they hold by now', () => {
    const moved = actorOf(addressee.person, '00', 'reviewer');
    const voiding = { type: 'voidNotice', reason: '' } as const;
    for (const who of [moved, onBehalf(issuer, addressee.person)])
      expect(noticeIn('signed').answer(voiding, who, '2026-07-09')).to.equal('OwnNotice');
    const answered = noticeIn('signed');
    answered.tell(answer, onBehalf(actorOf('sun-yi', '53', 'office-director'), addressee.person), '2026-07-10');
    expect(answered.answer(voiding, actorOf('sun-yi', '00', 'reviewer'), '2026-07-13')).to.equal('OwnNotice');
    const unanswered = noticeIn('signed');
    unanswered.tell({ type: 'weighRaising', duty: 'answer-1' }, SYSTEM, '2026-07-16');
    const declining = { type: 'declineRaising', reason: '' } as const;
    expect(unanswered.answer(declining, moved, '2026-07-16')).to.equal('OwnNotice');
    expect(unanswered.answer(declining, issuer, '2026-07-16')).to.equal('accepted');
  });

  it('ordered in the last minute of a year is of that year, wherever it is counted', () => {
    const notice = noticeIn('undrafted');
    notice.tell({ ...draftWords() }, SYSTEM, '2026-12-31 07:10');
    const ordered = notice.tell({ type: 'issueNotice' }, issuer, '2026-12-31 23:59');
    const issued = notice.tell({ type: 'numberNotice', number: '全国产改办督〔2026〕9号' }, SYSTEM, '2027-01-01 00:01');
    const voided = notice.tell({ type: 'voidNotice', reason: '发错单位。' }, issuer, '2027-01-04');
    const years = [...ordered, ...issued, ...voided].flatMap((event) =>
      notice.consequencesOf([event]).flatMap((told) => (told.type === 'message' && 'year' in told.command ? [told.command['year']] : [])),
    );
    expect(years).to.deep.equal(['2026', '2026', '2026']);
    expect(kinds.notice.summary(notice.state(), NOTICE).fields['year']).to.equal(2026);
  });

  it('is discarded as a draft by its issuer with a reason', () => {
    const notice = noticeIn('drafted');
    notice.tell({ type: 'voidNotice', reason: '已批准延期。' }, issuer, '2026-07-07');
    expect(notice.inner().phase).to.equal('withdrawn');
  });
});

describe('a summoned talk', () => {
  it('is decided by a central leader, never by whoever proposed it', () => {
    const notice = noticeIn('drafted', 'talk');
    expect(owed(notice)).to.deep.equal(['decide-notice 00/leader 2026-07-13']);
    const approve: NoticeCommand = { type: 'decideNotice', verdict: 'approved', reason: '同意。' };
    expect(notice.answer({ type: 'issueNotice' }, issuer, '2026-07-07')).to.equal('WrongForm');
    expect(notice.answer(approve, leader, '2026-07-07')).to.equal('NoRight');
    expect(notice.answer(approve, actorOf(issuer.person, '00', 'leader'), '2026-07-07')).to.equal('OwnSubmission');
    expect(notice.answer(approve, onBehalf(decider, issuer.person), '2026-07-07')).to.equal('OwnSubmission');
    expect(notice.answer(approve, decider, '2026-07-07')).to.equal('accepted');
    expect(noticeIn('drafted').answer(approve, decider, '2026-07-07')).to.equal('WrongForm');
  });

  it('is told apart from a notice where it came from: issued or declined', () => {
    const declined = noticeIn('drafted', 'talk');
    const events = declined.tell({ type: 'decideNotice', verdict: 'declined', reason: '先整改。' }, decider, '2026-07-07');
    expect(messagesOf(declined, events)).to.deep.equal([
      `noteRaisingOutcome → notice/${NOTICE} {"type":"noteRaisingOutcome","outcome":"declined"}`,
    ]);
    const talk = noticeIn('issuing', 'talk');
    const issued = talk.tell({ type: 'numberNotice', number: '约一' }, SYSTEM, '2026-07-07');
    expect(messagesOf(talk, issued).filter((told) => !told.startsWith('noteEscalation'))).to.deep.equal([
      `noteRaisingOutcome → notice/${NOTICE} {"type":"noteRaisingOutcome","outcome":"issued"}`,
    ]);
  });

  it('is told to the chain of the province: its leader has to answer there', () => {
    const talk = noticeIn('issuing', 'talk');
    const [told] = messagesOf(talk, talk.tell({ type: 'numberNotice', number: '约一' }, SYSTEM, '2026-07-07'));
    expect(told).to.match(/^noteEscalation → chain\/53-2026 .*"source":"notice","rung":"talk"/);
  });

  it('is held and recorded by its issuer, and reported on by the group leader within ten working days', () => {
    const talk = noticeIn('signed', 'talk');
    expect(owed(talk)).to.deep.equal(['hold-talk 00/reviewer 2026-07-21']);
    expect(talk.answer(answer, leader, '2026-07-09')).to.equal('TalkNotHeld');
    expect(talk.answer({ ...record, heldOn: day('2026-07-10') }, issuer, '2026-07-09')).to.equal('InvalidDates');
    talk.tell(record, issuer, '2026-07-09');
    expect(owed(talk)).to.deep.equal(['talk-report 53/leader 2026-07-23']);
    expect(talk.answer(answer, leader, '2026-07-10')).to.equal('accepted');
  });

  it('can be held with somebody who has not signed; the signature stays owed and the report waits for it', () => {
    const talk = noticeIn('issued', 'talk');
    talk.tell(record, issuer, '2026-07-09');
    expect(owed(talk)).to.deep.equal(['sign-notice 53/leader 2026-07-08', 'talk-report 53/leader 2026-07-23']);
    expect(talk.answer(answer, leader, '2026-07-10')).to.equal('NotSigned');
  });

  it('is recorded once and only of a talk', () => {
    expect(noticeIn('talked', 'talk').answer(record, issuer, '2026-07-10')).to.equal('WrongPhase');
    expect(noticeIn('signed').answer(record, issuer, '2026-07-09')).to.equal('WrongForm');
  });

  it('goes up to a circular where the report is missing', () => {
    const talk = noticeIn('talked', 'talk');
    expect(climb(talk, '2026-12-31').slice(-1)).to.deep.equal(['2026-07-27 raising talk-report']);
    talk.tell({ type: 'weighRaising', duty: 'report-1' }, SYSTEM, '2026-07-27');
    const events = talk.tell(raise, issuer, '2026-07-28');
    expect(messagesOf(talk, events)[0]).to.match(/^draftNotice → notice\/\S+~talk~circular .*"form":"circular"/);
  });

  it('is voided only by a central leader', () => {
    const voiding: NoticeCommand = { type: 'voidNotice', reason: '误发。' };
    expect(noticeIn('issued', 'talk').answer(voiding, issuer, '2026-07-08')).to.equal('NoRight');
    expect(noticeIn('issued', 'talk').answer(voiding, decider, '2026-07-08')).to.equal('accepted');
    expect(noticeIn('drafted', 'talk').answer(voiding, decider, '2026-07-08')).to.equal('WrongForm');
  });
});

describe('a circular', () => {
  it('is published when it is issued: everybody in business may see it', () => {
    const pathOf = (notice: Stage<'notice'>) => kinds.notice.summary(notice.state(), NOTICE).path;
    expect(pathOf(noticeIn('drafted', 'circular'))).to.deep.equal(['00']);
    expect(pathOf(noticeIn('issued', 'circular'))).to.include('*');
  });

  it('is the last rung: answered within ten working days, and never raised', () => {
    const circular = noticeIn('signed', 'circular');
    expect(owed(circular)).to.deep.equal(['answer-notice 53/leader 2026-07-21']);
    circular.tell({ type: 'weighRaising', duty: 'answer-1' }, SYSTEM, '2026-07-23');
    expect(circular.answer(raise, issuer, '2026-07-23')).to.equal('NotRaisable');
  });
});

describe('who issues a notice, and to whom', () => {
  const parties = (level: 'national' | 'provincial' | 'city', owing: string, overseer: string): string => {
    const { issuer: from, addressee: to } = partiesOf(level, level === 'city' ? '5301' : '53', owing, overseer);
    return `${from} → ${to}`;
  };

  it('is told by the level of the pilot', () => {
    expect(parties('national', '53-h001/liaison', '53/office-director')).to.equal('00/reviewer → 53/office-director');
    expect(parties('city', '5301-h001/liaison', '5301/office-director')).to.equal('53/office-director → 5301/office-director');
  });

  it('never is one and the same office', () => {
    expect(parties('provincial', '53-h001/liaison', '53/office-director')).to.equal('53/office-director → 53-h001/liaison');
    expect(parties('provincial', '53/reviewer', '53/office-director')).to.equal('00/reviewer → 53/office-director');
    expect(parties('national', '00/reviewer', '00/office-director')).to.equal('00/leader → 00/office-director');
  });

  it('never is a province that calls the centre to account, such as for the word on a second extension', () => {
    expect(parties('provincial', '00/reviewer', '00/office-director')).to.equal('00/leader → 00/office-director');
    expect(parties('city', '00/reviewer', '00/office-director')).to.equal('00/leader → 00/office-director');
  });

  it('leaves what is owed at the centre without a talk: nobody stands above the central leader', () => {
    const notice = noticeIn('undrafted');
    notice.tell({ ...draftWords(), issuer: decider.post, addressee: '00/office-director' }, SYSTEM, '2026-07-06 07:10');
    notice.tell({ type: 'issueNotice' }, decider, '2026-07-07');
    notice.tell({ type: 'numberNotice', number: '一' }, SYSTEM, '2026-07-07');
    notice.tell({ type: 'weighRaising', duty: 'answer-1' }, SYSTEM, '2026-07-16');
    expect(notice.answer(raise, decider, '2026-07-16')).to.equal('NotRaisable');
  });
});

describe('the number of a notice', () => {
  it('names the issuer in short, the form, the year and the serial', () => {
    const unit = (code: string) => ({ code, name: '昆明市' });
    expect(noticeNumber(unit('53'), 'notice', '2026', 3)).to.equal('滇产改办督〔2026〕3号');
    expect(noticeNumber(unit('00'), 'talk', '2026', 1)).to.equal('全国产改办约〔2026〕1号');
    expect(noticeNumber(unit('5301'), 'circular', '2027', 12)).to.equal('昆明市产改办通〔2027〕12号');
  });
});

describe('the phases of a notice', () => {
  /** Each command as the right person would send it. */
  const commands: Readonly<Record<NoticeCommandType, readonly [NoticeCommand, Actor]>> = {
    draftNotice: [{ ...draftWords() }, SYSTEM],
    issueNotice: [{ type: 'issueNotice' }, issuer],
    decideNotice: [{ type: 'decideNotice', verdict: 'approved', reason: '' }, decider],
    numberNotice: [{ type: 'numberNotice', number: '一' }, SYSTEM],
    signNotice: [{ type: 'signNotice' }, addressee],
    recordTalk: [record, issuer],
    answerNotice: [answer, addressee],
    verifyNotice: [accepted, issuer],
    weighRaising: [{ type: 'weighRaising', duty: 'answer-1' }, SYSTEM],
    raiseNotice: [raise, issuer],
    declineRaising: [{ type: 'declineRaising', reason: '' }, issuer],
    noteRaisingOutcome: [{ type: 'noteRaisingOutcome', outcome: 'issued' }, SYSTEM],
    voidNotice: [{ type: 'voidNotice', reason: '' }, issuer],
    noteMatterSettled: [{ type: 'noteMatterSettled', outcome: 'done', on: '2026-07-14' }, SYSTEM],
  };

  for (const phase of NOTICE_PHASES.filter((one) => one !== 'talked')) {
    it(`let through what is written down for them while ${phase}, and refuse everything else`, () => {
      // Only talks and circulars are declined.
      const notice = noticeIn(phase, phase === 'declined' ? 'talk' : 'notice');
      expect(notice.inner().phase).to.equal(phase);
      for (const type of keysOf(NOTICE_ACCEPTED_IN)) {
        const [command, actor] = commands[type];
        const said = notice.answer(command, actor, '2026-07-15');
        const inPhase = NOTICE_ACCEPTED_IN[type].includes(phase);
        if (inPhase) expect(said, type).not.to.be.oneOf(['AlreadyExists', 'NotFound', 'Closed', 'WrongPhase', 'NoRight', 'NotAddressed']);
        else expect(said, type).to.be.oneOf(['AlreadyExists', 'NotFound', 'Closed', 'WrongPhase']);
      }
    });
  }
});
