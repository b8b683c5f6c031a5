import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import { issuer, NOTICE, noticeIn } from './notice-stage.js';
import { day, SHA } from './stage.js';

describe('what is raised from a notice', () => {
  it('is another notice each time it is tried again', () => {
    const notice = noticeIn('raising');
    for (const [outcome, raised, next] of [
      ['2026-07-16', '2026-07-24', `${NOTICE}~talk2`],
      ['2026-07-27', '2026-08-04', `${NOTICE}~talk3`],
    ] as const) {
      notice.tell({ type: 'noteRaisingOutcome', outcome: 'declined' }, SYSTEM, outcome);
      notice.tell({ type: 'raiseNotice', reason: '仍未整改。' }, issuer, raised);
      expect(notice.inner().raisedTo).to.equal(next);
    }
  });

  it('as a talk is not held before it was issued', () => {
    const heldOn = (text: string) => ({ type: 'recordTalk', heldOn: day(text), present: '组长', sha256: SHA }) as const;
    const talk = noticeIn('signed', 'talk');
    expect(talk.answer(heldOn('2026-07-06'), issuer, '2026-07-09')).to.equal('InvalidDates');
    expect(talk.answer(heldOn('2026-07-07'), issuer, '2026-07-09')).to.equal('accepted');
  });
});
