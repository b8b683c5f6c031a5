import { expect } from 'chai';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createPostmanActivities } from '../../activities/post.js';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/calendar.js';
import type { LedgerMail, MailAnswer, NoticeBox, WaitingNotice } from '../../domain/errand-ports.js';

const NOW = 1_800_000_000_000;
const row: WaitingNotice = { id: 'row-1', from: 'pilot/1', post: '53/reviewer', notice: 'reminder', facts: {}, createdAt: NOW };

/** A postman with one notice to one person, on a clock that moves only while he waits for the bell. */
async function postFor(durationMs: number, answer: (attempt: number) => MailAnswer) {
  let now = NOW;
  let [status, takenAt, notBefore, attempts] = ['queued', 0, NOW, 0];
  let kept: LedgerMail | undefined;
  const sentAt: number[] = [];
  const notices: NoticeBox = {
    dueNotices: async () => (status === 'queued' && notBefore <= now ? [row] : []),
    unreached: async () => {},
    take: async (ids) => {
      [status, takenAt] = ['taken', now];
      return ids;
    },
    abandoned: async (before) => (status === 'taken' && takenAt < before ? [{ mail: 'mail-1', notices: [row] }] : []),
    settle: async (_mail, outcome) => {
      status = outcome;
    },
    giveBack: async (_mail, until) => {
      [status, notBefore] = ['queued', until];
    },
    keepTaken: async (_mail, at) => {
      takenAt = at;
    },
  };
  const environment = new MockActivityEnvironment();
  const postman = createPostmanActivities({
    notices,
    ledger: {
      sending: async (mail) => {
        kept = mail;
        return (attempts += 1);
      },
      of: async () => kept,
      note: async () => {},
      notSent: async () => {
        attempts -= 1;
      },
    },
    bell: {
      rung: async () => {
        now += 10 * SECOND_MS;
        if (now > NOW + durationMs) environment.cancel();
      },
    },
    holders: { of: async () => new Map([[row.post, { person: 'p', name: '李', email: 'p@example.org' }]]) },
    mailer: {
      send: async () => {
        sentAt.push(now);
        return answer(sentAt.length);
      },
    },
    compose: () => ({ subject: '', text: '' }),
    messageIdOf: () => 'mail-1',
    now: () => now,
    closing: new AbortController().signal,
  });
  await environment.run(() => postman.post());
  const pausesMs = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0));
  return { status, pausesMs };
}

const lost: MailAnswer = { outcome: 'uncertain', reason: 'the connection was lost' };
const away: MailAnswer = { outcome: 'later', reason: 'the server is away' };

describe('the postman', () => {
  it('repeats a mail that may have gone out ever more rarely, and then leaves it to an operator', async () => {
    const { status, pausesMs } = await postFor(24 * HOUR_MS, () => lost);
    expect(status).to.equal('refused');
    expect(pausesMs).to.have.lengthOf(5);
    expect(pausesMs).to.deep.equal(pausesMs.toSorted((a, b) => a - b));
    expect(pausesMs.at(-1)).to.be.greaterThan(15 * MINUTE_MS);
  });

  it('never gives up a mail that the server surely did not get', async () => {
    const { status, pausesMs } = await postFor(HOUR_MS, () => away);
    expect(status).to.equal('queued');
    expect(pausesMs.length).to.be.greaterThan(20);
  });

  it('does not count as a doubt what a server that is away never got', async () => {
    const { status } = await postFor(3 * HOUR_MS, (attempt) => {
      if (attempt === 1) return lost;
      if (attempt < 30) return away;
      return attempt === 30 ? lost : { outcome: 'sent' };
    });
    expect(status).to.equal('done');
  });
});
