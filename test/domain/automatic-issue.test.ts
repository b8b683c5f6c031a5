import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import { dayOf, formatDay, withOverlay } from '../../domain/calendar.js';
import type { Typed } from '../../domain/entity.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { addressee, draftWords, issuer, NOTICE } from './notice-stage.js';
import { at, day, stage, type Stage } from './stage.js';

/** Drafted on Friday 2026-07-10 under the third version of the setting, to go out by itself on Monday. */
function drafted(): Stage<'notice'> {
  const notice = stage('notice', NOTICE);
  notice.tell({ ...draftWords(), automaticIssue: '3' }, SYSTEM, '2026-07-10 07:10');
  return notice;
}
/** Lets time pass until it leaves; its issuer is reminded before. */
function leaving(notice: Stage<'notice'>): readonly Typed[] {
  for (let wake = notice.wakeAt(0); wake !== undefined; wake = notice.wakeAt(wake)) {
    const events = notice.tickAt(wake);
    if (events.some(({ type }) => type === 'noticeLetGo')) return events;
  }
  return expect.fail('it never goes out');
}

describe('a supervision notice that goes out by itself', () => {
  it('leaves on the morning of the next working day, under the version of the setting it was drafted by', () => {
    const notice = drafted();
    const [event] = leaving(notice);
    expect(event).to.include({ type: 'noticeLetGo', setting: 3 });
    expect(notice.inner().phase).to.equal('issuing');
    expect(formatDay(dayOf(notice.inner().since))).to.equal('2026-07-13');
  });

  it('asks its unit for a number as one that was issued by hand, and is signed for as that', () => {
    const notice = drafted();
    const messages = notice.consequencesOf(leaving(notice)).filter(({ type }) => type === 'message');
    expect(JSON.stringify(messages)).to.include('assignNoticeNumber');
    notice.tell({ type: 'numberNotice', number: '全国产改办督〔2026〕1号' }, SYSTEM, '2026-07-13');
    expect(notice.answer({ type: 'signNotice' }, addressee, '2026-07-13')).to.equal('accepted');
  });

  it('takes the order to issue from its issuer, who neither kept nor missed it', () => {
    const settled = leaving(drafted()).find(({ type }) => type === 'dutiesChanged');
    expect(settled).to.deep.nested.include({ 'settled[0].outcome': 'withdrawn', 'settled[0].isLate': false });
  });

  it('is issued by hand before that, or discarded', () => {
    const issued = drafted();
    issued.tell({ type: 'issueNotice' }, issuer, '2026-07-10 10:00');
    expect(issued.inner().phase).to.equal('issuing');
    const discarded = drafted();
    discarded.tell({ type: 'voidNotice', reason: '材料已在途。' }, issuer, '2026-07-10 10:00');
    expect(discarded.inner().phase).to.equal('withdrawn');
    expect(discarded.answer({ type: 'issueNotice' }, issuer, '2026-07-13')).to.equal('Closed');
  });

  it('cannot be discarded once its hour has come, however late the clock is', () => {
    expect(drafted().answer({ type: 'issueNotice' }, issuer, '2026-07-13 09:00')).to.equal('WrongPhase');
  });

  it('leaves on a working morning also after an outage: not at night, not on a day off', () => {
    const notice = drafted();
    // Nobody was at work on Monday; its issuer can still discard it on Saturday, before it leaves on the Monday after.
    expect(notice.answer({ type: 'tick' }, SYSTEM, '2026-07-18 03:00')).to.equal('NothingDue');
    expect(notice.inner().phase).to.equal('drafted');
    const wake = notice.wakeAt(at('2026-07-18 03:01'));
    expect(formatDay(dayOf(wake ?? 0))).to.equal('2026-07-20');
    notice.tickAt(wake ?? 0);
    expect(notice.inner().phase).to.equal('issuing');
    const discarded = drafted();
    discarded.tell({ type: 'voidNotice', reason: '材料已在途。' }, issuer, '2026-07-18 10:00');
    expect(discarded.inner().phase).to.equal('withdrawn');
  });

  it('tells its issuer that it will', () => {
    const notice = stage('notice', NOTICE);
    const events = notice.tell({ ...draftWords(), automaticIssue: '3' }, SYSTEM, '2026-07-10 07:10');
    const [mail] = notice.consequencesOf(events);
    expect(mail).to.include({ type: 'mail', notice: 'noticeDraftedToGo', isUrgent: true });
  });

  for (const [when, drafted, leaves] of [
    ['in office hours', '2026-07-09 17:59', '2026-07-10'],
    ['after office hours, when its issuer has gone home', '2026-07-10 18:30', '2026-07-14'],
    ['on a day off', '2026-07-11 00:02', '2026-07-14'],
  ] as const)
    it(`leaves its issuer a working day where it is drafted ${when}, and the order to issue is due until then`, () => {
      const notice = stage('notice', NOTICE);
      notice.tell({ ...draftWords(), automaticIssue: '3' }, SYSTEM, drafted);
      expect(formatDay(notice.state().watched['issue']?.due ?? 0)).to.equal(leaves);
      const settled = leaving(notice).find(({ type }) => type === 'dutiesChanged');
      expect(settled).to.deep.nested.include({ 'settled[0].outcome': 'withdrawn', 'settled[0].isLate': false });
      expect(formatDay(dayOf(notice.inner().since))).to.equal(leaves);
    });

  it('waits for its issuer’s own working day: the centre works where the province is off', () => {
    const overlay = { version: 1, region: '53', daysOff: [day('2026-07-10')], holidays: [] };
    const notice = stage('notice', NOTICE, withOverlay(nationalCalendar, overlay));
    notice.tell({ ...draftWords(), automaticIssue: '3' }, SYSTEM, '2026-07-10 07:10');
    expect(notice.inner()).to.not.have.property('readableOn');
  });

  it('is never a talk or a circular, whatever the message says', () => {
    for (const form of ['talk', 'circular'] as const) {
      const notice = stage('notice', `${NOTICE}~${form}`);
      notice.tell({ ...draftWords(form), automaticIssue: '3' }, SYSTEM, '2026-07-10 07:10');
      expect(notice.inner()).to.not.have.property('automaticIssue');
    }
  });
});
