import { expect } from 'chai';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createPostmanActivities } from '../../activities/post.js';
import { dayOf, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/calendar.js';
import { DIGEST_MIN } from '../../domain/mail-hours.js';
import { at } from '../domain/stage.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { createMemoryCalendars } from '../fakes/memory-calendars.js';
import { unitsCalled } from '../fakes/memory-unit-names.js';
import type { CalendarStore } from '../../domain/ports.js';
import type { LedgerMail, MailAnswer, NoticeBox, WaitingNotice } from '../../domain/errand-ports.js';

/** A Wednesday, in office hours. */
const NOW = at('2026-03-18 10:00');
const row: WaitingNotice = {
  id: 'row-1',
  from: 'pilot/1',
  post: '53/reviewer',
  notice: 'reminder',
  facts: {},
  isUrgent: false,
  createdAt: NOW,
};

const published = (_now: number): CalendarStore => createMemoryCalendars(nationalCalendar);

/** A postman with one notice to one person, on a clock that moves only while he waits for the bell. */
async function postFor(durationMs: number, answer: (attempt: number) => MailAnswer, startsAt = NOW, calendars = published) {
  let now = startsAt;
  let [status, takenAt, notBefore, attempts] = ['queued', 0, startsAt, 0];
  let kept: LedgerMail | undefined;
  const sentAt: number[] = [];
  const notices: NoticeBox = {
    duePosts: async () => (status === 'queued' && notBefore <= now ? [row.post] : []),
    wait: async () => {},
    unreached: async () => {},
    take: async () => {
      [status, takenAt] = ['taken', now];
      return { mail: 'mail-1', notices: [row], takenOn: dayOf(now) };
    },
    abandoned: async (before) =>
      status === 'taken' && takenAt < before ? [{ mail: 'mail-1', notices: [row], takenOn: dayOf(takenAt) }] : [],
    settle: async (_digest, _person, outcome) => {
      ({ status } = outcome);
    },
    giveBack: async (_mail, until) => {
      [status, notBefore] = ['queued', until];
    },
    keepTaken: async (_mail, at) => {
      takenAt = at;
    },
  };
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
  const postman = createPostmanActivities({
    notices,
    ledger: {
      sending: async (mail, isRepeat) => {
        kept = mail;
        return { attempts: (attempts += 1), token: '', isRepeat };
      },
      of: async () => kept && { ...kept, status: 'uncertain' },
      note: async () => {},
      handedOver: async () => {},
      notSent: async () => {
        attempts -= 1;
      },
    },
    bell: {
      rung: async () => {
        now += 10 * SECOND_MS;
        if (now > startsAt + durationMs) environment.cancel();
      },
    },
    holders: {
      of: async () => new Map([[row.post, { person: 'p', name: '李', email: 'p@example.org' }]]),
      postsOf: async () => new Map([['p', [row.post]]]),
    },
    mailer: {
      send: async () => {
        sentAt.push(now);
        return answer(sentAt.length);
      },
    },
    composer: { postsIn: () => [], compose: () => ({ subject: '', write: () => '' }) },
    unitNames: unitsCalled({}),
    messageIdOf: () => 'mail-1',
    hasCalendar: () => calendars(now).hasAny(),
    calendar: (region) => calendars(now).latest(region),
    digestMin: DIGEST_MIN,
    now: () => now,
    closing: new AbortController().signal,
  });
  await environment.run(() => postman.post());
  const pausesMs = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0));
  return { status, pausesMs, sentAt };
}

const lost: MailAnswer = { outcome: 'uncertain', why: { reason: 'ConnectionLost' } };
const away: MailAnswer = { outcome: 'later', why: { reason: 'ServerAway' } };

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

  it('is quiet on days off, also with what only waits to be tried again', async () => {
    const friday = at('2026-03-20 23:58');
    const { sentAt } = await postFor(60 * HOUR_MS, (attempt) => (attempt < 3 ? away : { outcome: 'sent' }), friday);
    expect(sentAt.map((sent) => new Date(sent + 8 * HOUR_MS).toISOString().slice(0, 16))).to.deep.equal([
      '2026-03-20T23:58',
      '2026-03-20T23:59',
      '2026-03-23T08:30',
    ]);
  });

  it('waits quietly until the first calendar of a new site is published, and then posts what is there', async () => {
    const publishedAt = NOW + MINUTE_MS;
    const calendars = (now: number) => (now < publishedAt ? createMemoryCalendars() : published(now));
    const { sentAt } = await postFor(HOUR_MS, () => ({ outcome: 'sent' }), NOW, calendars);
    expect(sentAt).to.deep.equal([publishedAt]);
  });

  it('keeps no failure quiet: a calendar that cannot be read fails its shift', async () => {
    const broken = (): CalendarStore => ({
      ...createMemoryCalendars(nationalCalendar),
      latest: async () => {
        throw new Error('the database is away');
      },
    });
    const failure = await postFor(HOUR_MS, () => ({ outcome: 'sent' }), NOW, broken).catch((error: unknown) => error);
    expect(failure).to.be.an('error').with.property('message', 'the database is away');
  });
});
