import { expect } from 'chai';
import { formatDay } from '../../domain/calendar.js';
import { ladderFor } from '../../domain/ladders.js';
import { actorOf } from '../fakes/people.js';
import { assignment, chainIn, chainWithItem, contact, department, leader, office } from './chain-stage.js';
import { addressee, noticeIn } from './notice-stage.js';
import { day, type Stage } from './stage.js';

const province = actorOf('sun-yi', '53', 'reviewer');
const centre = actorOf('wang-lei', '00', 'reviewer');
const DUTY = 'feed-back-training-1-1';
const ask = (until = '2026-10-30', duty = DUTY) =>
  ({ type: 'askExtension', duty, until: day(until), reason: '师资未到位。', progress: '完成七成。' }) as const;
const agree = (duty = DUTY) => ({ type: 'agreeExtension', duty, verdict: 'agreed', reason: '属实。' }) as const;
const grant = (duty = DUTY) => ({ type: 'decideExtension', duty, verdict: 'granted', reason: '同意。' }) as const;

const watched = (chain: Stage<'chain'>, duty = DUTY) => chain.state().watched[duty];
const due = (chain: Stage<'chain'>, duty = DUTY): string => formatDay(watched(chain, duty)?.due ?? 0);
/** The lead department has an item until 2026-09-25, and was granted a month more. */
function granted(until = '2026-10-30'): Stage<'chain'> {
  const chain = chainWithItem();
  chain.tell(ask(until), department, '2026-09-01');
  chain.tell(agree(), leader, '2026-09-02');
  chain.tell(grant(), province, '2026-09-03');
  return chain;
}

describe('the extension of an item of the list', () => {
  it('is asked for by whoever has the item, agreed to by the leader, granted by the province’s reviewer, and then by the centre', () => {
    const chain = granted();
    expect(due(chain)).to.equal('2026-10-30');
    expect(watched(chain)).to.include({ firstDue: day('2026-09-25') });
    chain.tell(ask('2026-11-30'), department, '2026-10-08');
    chain.tell(agree(), leader, '2026-10-09');
    expect(chain.answer(grant(), province, '2026-10-12')).to.equal('NoRight');
    chain.tell(grant(), centre, '2026-10-12');
    expect(due(chain)).to.equal('2026-11-30');
    expect(chain.answer(ask('2026-12-15'), department, '2026-10-13')).to.equal('ExtensionLimit');
  });

  it('ends with the year', () => {
    expect(chainWithItem().ask(ask('2027-01-04'), department, '2026-09-01')).to.deep.include({
      code: 'ExtensionDayInvalid',
      facts: { from: '2026-09-26', to: '2026-12-31' },
    });
  });

  it('ends with the year in its last month, too', () => {
    const chain = chainWithItem();
    chain.tell(ask('2026-12-20'), department, '2026-09-01');
    chain.tell(agree(), leader, '2026-09-02');
    chain.tell(grant(), province, '2026-09-03');
    expect(chain.ask(ask('2027-01-15'), department, '2026-12-15')).to.deep.include({
      code: 'ExtensionDayInvalid',
      facts: { from: '2026-12-21', to: '2026-12-31' },
    });
  });

  it('goes for the level below no further than the day of the level above, which may have been put off itself', () => {
    const chain = chainWithItem();
    chain.tell(assignment('training', '53/liaison', '2026-09-25'), department, '2026-01-15');
    const below = 'feed-back-training-2-1';
    expect(chain.ask(ask('2026-10-30', below), contact, '2026-09-01')).to.deep.include({
      code: 'ExtensionNoRoom',
      facts: { latest: '2026-09-25' },
    });
    chain.tell(ask(), department, '2026-09-01');
    chain.tell(agree(), leader, '2026-09-02');
    chain.tell(grant(), province, '2026-09-03');
    expect(chain.answer(ask('2026-10-31', below), contact, '2026-09-04')).to.equal('ExtensionDayInvalid');
    expect(chain.answer(ask('2026-10-30', below), contact, '2026-09-04')).to.equal('accepted');
  });

  it('lets the level above hand the item down for the day it was granted', () => {
    const handDown = assignment('training', '53/liaison', '2026-10-15');
    expect(chainWithItem().answer(handDown, department, '2026-09-04')).to.equal('InvalidDates');
    expect(granted().answer(handDown, department, '2026-09-04')).to.equal('accepted');
  });

  it('is gone with a return: the correction has a term of its own', () => {
    const chain = granted();
    chain.tell({ type: 'feedBackItem', item: 'training', sha256: 'feedback-1', share: 100 }, department, '2026-10-12');
    chain.tell({ type: 'verifyItem', item: 'training', verdict: 'returned', reason: '没有数据。' }, office, '2026-10-13');
    expect(watched(chain, 'feed-back-training-1-2'))
      .to.include({ due: day('2026-10-27') })
      .and.not.have.property('extension');
  });

  it('leaves what is handed in by the granted day in time', () => {
    const chain = granted();
    chain.tell({ type: 'feedBackItem', item: 'training', sha256: 'feedback-1', share: 100 }, department, '2026-10-30');
    expect(chain.inner().items['training']?.isLate ?? false).to.equal(false);
  });

  it('brings answers that climb as far as what they are about', () => {
    expect(ladderFor('agree-extension', 'chain')).to.equal('standard-2');
    expect(ladderFor('agree-extension', 'pilot')).to.equal('standard-2');
  });
});

describe('what keeps its date', () => {
  it('of a chain is all that others wait for', () => {
    const receipt = chainIn('in-force');
    receipt.tell(assignment(), office, '2026-01-13');
    expect(receipt.answer(ask('2026-01-30', 'receipt-training-1'), department, '2026-01-13')).to.equal('ExtensionNotAllowed');
    expect(chainIn('drafting').answer(ask('2026-03-31', 'submit-statement-1'), office, '2026-01-06')).to.equal('ExtensionNotAllowed');
    expect(chainIn('signing').answer(ask('2026-03-31', 'sign-1-1'), leader, '2026-01-07')).to.equal('ExtensionNotAllowed');
  });

  it('of a notice is its answer: beyond its term the issuer decides what follows', () => {
    const notice = noticeIn('signed');
    expect(notice.answer(ask('2026-08-31', 'answer-1'), addressee, '2026-07-09')).to.equal('ExtensionNotAllowed');
  });
});
