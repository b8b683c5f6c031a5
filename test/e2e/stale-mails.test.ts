import { expect } from 'chai';
import { dayOf, HOUR_MS, MINUTE_MS, type Day } from '../../domain/calendar.js';
import type { DutyDoc } from '../../models/duty.js';
import { instantOf } from './house.js';
import { NOW, openPostOffice } from './post-office.js';

const OLD = dayOf(instantOf('2026-03-25'));
const NEW = dayOf(instantOf('2026-04-20'));

describe('what was written before a duty changed', () => {
  const { db, clock, seat, notice, insert, rowOf, mailsOf, post, mailbox } = openPostOffice();

  /** A rung that was reached this morning. */
  const rung = (name: 'reminder' | 'chase', step: number, due: Day = OLD) => {
    const facts = { duty: 'd1', kind: 'submit-plan', post: '9001/liaison', step, due };
    return notice('m1', '9001', { consequence: { type: 'mail', post: '9001/liaison', notice: name, facts, isUrgent: false } });
  };
  const duty = (more: Partial<DutyDoc>) =>
    db()
      .collection<Partial<DutyDoc> & { _id: string }>('duties')
      .insertOne({ _id: 'pilot/1#d1', post: '9001/liaison', due: OLD, step: 1, status: 'open', ...more });
  /** What the digest says of it. */
  const sentTexts = async (): Promise<string[]> => {
    await seat(['9001', 'p1']);
    const { sent, send } = mailbox();
    await post(send);
    return sent.map(({ text }) => text);
  };
  const isDropped = async (): Promise<void> => {
    expect(await sentTexts()).to.deep.equal([]);
    expect(await rowOf('m1')).to.include({ status: 'done', reason: 'DutyMoved' });
  };

  it('leaves as it is where nothing changed', async () => {
    await duty({});
    await insert(rung('reminder', 1));
    expect((await sentTexts())[0]).to.contain('期限 2026-03-25');
  });

  it('does not leave where another date puts its rung ahead again', async () => {
    await duty({ due: NEW, step: 0, termedAt: NOW - HOUR_MS / 2 });
    await insert(rung('reminder', 1));
    await isDropped();
  });

  it('does not leave where somebody else owes it now', async () => {
    await duty({ post: '9002/liaison' });
    await insert(rung('reminder', 1));
    await isDropped();
  });

  it('does not chase about what a new calendar made due later', async () => {
    await duty({ due: dayOf(NOW), step: 3 });
    await insert(rung('chase', 3, dayOf(NOW) - 1));
    await isDropped();
  });

  it('does not leave beside the mail of the rung that was reached again', async () => {
    await duty({ due: NEW, termedAt: NOW - HOUR_MS / 2, rungOn: dayOf(NOW) });
    await insert(rung('reminder', 1));
    await isDropped();
  });

  it('says the new date where the rung is not reached again', async () => {
    await duty({ due: OLD + 1 });
    await insert(rung('reminder', 1));
    expect((await sentTexts())[0])
      .to.contain('期限 2026-03-26')
      .and.not.to.contain('2026-03-25');
    expect((await rowOf('m1')).consequence).to.deep.include({ notice: 'reminder' });
    expect((await rowOf('m1')).consequence).to.have.nested.property('facts.due', OLD + 1);
  });

  it('ends the mail that the server had put off, with the reason', async () => {
    await seat(['9001', 'p1']);
    await duty({});
    await insert(rung('reminder', 1));
    await post(mailbox(() => ({ outcome: 'later', why: { reason: 'ServerAway' } })).send);
    await db()
      .collection('duties')
      .updateOne({}, { $set: { due: NEW, step: 0 } });
    clock.now += 2 * MINUTE_MS;
    await post(mailbox().send);
    expect((await mailsOf('p1')).map(({ status, reason }) => [status, reason])).to.deep.equal([['withdrawn', 'DutyMoved']]);
  });
});
