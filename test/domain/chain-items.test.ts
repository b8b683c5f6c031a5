import { expect } from 'chai';
import { assignment, chainIn, chainWithItem, contact, department, leader, office } from './chain-stage.js';
import { day, onBehalf } from './stage.js';

const feedback = (share = 100) => ({ type: 'feedBackItem', item: 'training', sha256: 'feedback-1', share }) as const;
const verdict = (given: 'accepted' | 'returned') => ({ type: 'verifyItem', item: 'training', verdict: given, reason: '见意见。' }) as const;
const handDown = assignment('training', '53/liaison', '2026-09-10');
const dutiesOn = (chain: ReturnType<typeof chainIn>) => chain.duties().filter((duty) => duty.includes('training'));

describe('an item of the list', () => {
  it('is assigned by the leader or the office director, and owed a receipt within one working day', () => {
    const chain = chainIn('in-force');
    expect(chain.answer(assignment(), leader, '2026-01-13')).to.equal('accepted');
    expect(chain.answer(assignment(), department, '2026-01-13')).to.equal('NotAssigned');
    chain.tell(assignment(), office, '2026-01-13');
    expect(dutiesOn(chain)).to.deep.equal(['receipt-training-1', 'feed-back-training-1-1']);
    expect(chain.state().watched['receipt-training-1']).to.deep.include({ post: '53/lead-department', due: day('2026-01-14') });
    expect(chain.state().watched['feed-back-training-1-1']).to.deep.include({ due: day('2026-09-25') });
  });

  it('goes downwards only, and only to posts that carry items', () => {
    const chain = chainIn('in-force');
    expect(chain.answer(assignment('training', '53/office-director'), office, '2026-01-13')).to.equal('NotAssignable');
    expect(chain.answer(assignment('training', '52/liaison'), office, '2026-01-13')).to.equal('NotAssignable');
  });

  it('is assigned for a day that is not over', () => {
    const chain = chainIn('in-force');
    expect(chain.answer(assignment('training', '53/liaison', '2026-01-12'), office, '2026-01-13')).to.equal('InvalidDates');
  });

  it('is signed for before anything is done with it', () => {
    const chain = chainIn('in-force');
    chain.tell(assignment(), office, '2026-01-13');
    expect(chain.answer(feedback(), department, '2026-01-13')).to.equal('NotAcknowledged');
    expect(chain.answer(handDown, department, '2026-01-13')).to.equal('NotAcknowledged');
    expect(chain.answer({ type: 'acknowledgeItem', item: 'training' }, contact, '2026-01-13')).to.equal('NotYourItem');
  });

  it('goes down to the liaison by an earlier day than the department has, and both owe their part', () => {
    const chain = chainWithItem();
    expect(chain.answer(assignment('training', '53/liaison', '2026-09-26'), department, '2026-01-15')).to.equal('InvalidDates');
    expect(chain.answer(handDown, office, '2026-01-15')).to.equal('NotYourItem');
    chain.tell(handDown, department, '2026-01-15');
    expect(dutiesOn(chain)).to.have.members(['feed-back-training-1-1', 'receipt-training-2', 'feed-back-training-2-1']);
  });

  it('comes up again level by level, verified by whoever handed it down', () => {
    const chain = chainWithItem();
    chain.tell(handDown, department, '2026-01-15');
    chain.tell({ type: 'acknowledgeItem', item: 'training' }, contact, '2026-01-15');
    expect(chain.answer(feedback(), department, '2026-03-02')).to.equal('HandedDown');
    chain.tell(feedback(), contact, '2026-03-02');
    expect(chain.answer(verdict('accepted'), office, '2026-03-03')).to.equal('NotYourItem');
    chain.tell(verdict('accepted'), department, '2026-03-03');
    expect(dutiesOn(chain)).to.deep.equal(['feed-back-training-1-1']);
    chain.tell(feedback(), department, '2026-03-04');
    expect(dutiesOn(chain)).to.deep.equal(['verify-training-1-1']);
    chain.tell(verdict('accepted'), office, '2026-03-05');
    expect(chain.inner().items['training']?.status).to.equal('closed');
    expect(dutiesOn(chain)).to.deep.equal([]);
  });

  it('is still owed after a feedback on part of it', () => {
    const chain = chainWithItem();
    chain.tell(feedback(40), department, '2026-03-02');
    expect(chain.inner().items['training']?.share).to.equal(40);
    expect(dutiesOn(chain)).to.deep.equal(['feed-back-training-1-1']);
  });

  it('is fed back anew within ten working days where it is returned', () => {
    const chain = chainWithItem();
    chain.tell(feedback(), department, '2026-03-02');
    chain.tell(verdict('returned'), office, '2026-03-03');
    expect(chain.state().watched['feed-back-training-1-2']).to.deep.include({ post: '53/lead-department', due: day('2026-03-17') });
  });

  it('is verified by nobody who fed it back, also not through a delegate', () => {
    const chain = chainWithItem();
    chain.tell(feedback(), onBehalf({ ...department, person: office.person }, department.person), '2026-03-02');
    expect(chain.answer(verdict('accepted'), office, '2026-03-03')).to.equal('OwnSubmission');
    expect(chain.answer(verdict('accepted'), onBehalf({ ...office, person: department.person }, office.person), '2026-03-03')).to.equal(
      'OwnSubmission',
    );
  });

  it('goes to another post with a reason, and what the first one owed is withdrawn', () => {
    const chain = chainWithItem();
    const events = chain.tell(
      { type: 'reassignItem', item: 'training', to: '53/liaison', dueDay: day('2026-09-28'), reason: '职能调整' },
      office,
      '2026-03-02',
    );
    expect(dutiesOn(chain)).to.deep.equal(['receipt-training-2', 'feed-back-training-2-1']);
    expect(JSON.stringify(events)).to.contain('"outcome":"withdrawn"').and.to.contain('"cause":"itemReassigned"');
  });

  it('goes to the same post again for an earlier day, and for a later one by an extension alone', () => {
    const chain = chainWithItem();
    const again = (dueDay: string) =>
      ({ type: 'reassignItem', item: 'training', to: department.post, dueDay: day(dueDay), reason: '调整' }) as const;
    expect(chain.answer(again('2026-10-30'), office, '2026-03-02')).to.equal('InvalidDates');
    expect(chain.answer(again('2026-06-30'), office, '2026-03-02')).to.equal('accepted');
  });

  it('keeps the mark of a late feedback for ever', () => {
    const chain = chainWithItem();
    chain.tell(feedback(), department, '2026-10-09');
    chain.tell(verdict('returned'), office, '2026-10-12');
    chain.tell({ ...feedback(), sha256: 'feedback-2' }, department, '2026-10-13');
    chain.tell(verdict('accepted'), office, '2026-10-14');
    expect(chain.inner().items['training']).to.deep.include({ status: 'closed', isLate: true });
  });

  it('is owed no more once it is withdrawn', () => {
    const chain = chainWithItem();
    chain.tell({ type: 'withdrawItem', item: 'training', reason: '任务取消' }, office, '2026-03-02');
    expect(dutiesOn(chain)).to.deep.equal([]);
    expect(chain.answer(feedback(), department, '2026-03-03')).to.equal('ItemSettled');
  });
});
