import { expect } from 'chai';
import { SYSTEM, type Actor } from '../../domain/actor.js';
import { endOfDay, startOfDay, type Instant } from '../../domain/calendar.js';
import type { Consequence, Entry, Typed } from '../../domain/entity.js';
import { entityOf, type Kind } from '../../domain/kinds.js';
import type { PilotLevel } from '../../domain/pilot/levels.js';
import type { DutyView } from '../../domain/duty-view.js';
import { nothingYet, project, type Projection } from '../../domain/view.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { systemAdministrator } from '../fakes/people.js';
import { at, castOf, day, outline, registrations, SHA } from './stage.js';

/** Entries of commands as a run would write them. */
function entriesOf(kind: Kind, id: string, ...commands: readonly (readonly [Typed, Actor, string])[]): Entry[] {
  const entity = entityOf(kind);
  let { state } = nothingYet(kind);
  const entries: Entry[] = [];
  for (const [command, actor, when] of commands) {
    const receivedAt = at(when);
    const decision = entity.decide(state, command, { id, calendar, actor, at: receivedAt });
    if (!decision.ok) expect.fail(`${command.type}: ${decision.code}`);
    const commandId = `c${entries.length}`;
    for (const event of decision.ok ? decision.events : []) {
      state = entity.evolve(state, event);
      entries.push({ seq: entries.length + 1, receivedAt, decidedAt: receivedAt, actor, commandId, commandHash: '', event });
    }
  }
  return entries;
}

const ID = '53-2026-0007';
const cast = castOf('national');
const registered = [{ type: 'registerPilot', ...registrations.national }, cast.director, '2026-01-05 10:00'] as const;
const drafted = [{ type: 'draftPlan', outline }, cast.liaison, '2026-01-06'] as const;
const submitted = [{ type: 'submitPlan', sha256: SHA }, cast.director, '2026-01-07'] as const;
const returned = (when: string) =>
  [{ type: 'returnPlan', version: 1, reasons: [{ section: 'funding', reason: '请补充。' }] }, cast.first, when] as const;
const tick = (when: string) => [{ type: 'tick' }, SYSTEM, when] as const;

const projected = (...commands: readonly (readonly [Typed, Actor, string])[]): Projection =>
  project('pilot', ID, nothingYet('pilot'), entriesOf('pilot', ID, ...commands), calendar);
const dutyOf = ({ duties }: Projection, id: string): DutyView => duties.find(({ duty }) => duty === id) ?? expect.fail(`no ${id}`);

describe('the view of an entity', () => {
  it('shows what lists need, and how far its record reaches', () => {
    const { view } = projected(registered, drafted);
    expect(view).to.deep.include({
      id: ID,
      kind: 'pilot',
      seq: 3,
      title: registrations.national.title,
      phase: 'planning',
      isClosed: false,
      updatedAt: at('2026-01-06'),
    });
    expect(view.fields).to.include({ level: 'national', province: '53', host: '53-h001' });
  });

  it('lies on the path of every unit above its host, so that each of them sees it', () => {
    const paths: [PilotLevel, string[]][] = [
      ['national', ['00', '53', '53-h001']],
      ['provincial', ['00', '53', '5301', '5301-h001']],
      ['city', ['00', '53', '5301', '5301-h001']],
    ];
    for (const [level, path] of paths) {
      const { region } = registrations[level];
      const entries = entriesOf('pilot', ID, [{ type: 'registerPilot', ...registrations[level] }, castOf(level).director, '2026-01-05']);
      const { view } = project('pilot', `${region}-2026-0001`, nothingYet('pilot'), entries, calendar);
      expect(view.path, level).to.deep.equal(path);
    }
  });

  it('carries the earliest end and the earliest warning of its open duties, and none when nothing is open', () => {
    const { view } = projected(registered);
    expect(view.firstDueAt).to.equal(endOfDay(day('2026-02-02')));
    expect(view.firstDuePost).to.equal('53/office-director');
    expect(view.firstYellowFrom).to.equal(startOfDay(day('2026-01-26')));
    const rejected = [{ type: 'rejectPlan', version: 1, reason: '' }, cast.first, '2026-01-08'] as const;
    const over = projected(registered, drafted, submitted, rejected).view;
    expect(over).to.include({ isClosed: true, phase: 'rejected' });
    expect(over).to.not.have.any.keys('firstDueAt', 'firstDuePost', 'firstYellowFrom', 'wakeAt');
  });

  it('says when its run should wake next', () => {
    const entity = entityOf('pilot');
    const { view } = projected(registered);
    expect(view.wakeAt).to.equal(entity.wakeAt(view.state, { id: ID, calendar }, at('2026-01-05 10:00')));
  });
});

describe('the view of a duty', () => {
  it('is of the post that owes it, on the path of the entity and of that post', () => {
    expect(dutyOf(projected(registered), 'plan-1')).to.deep.include({
      id: `pilot/${ID}#plan-1`,
      entityKind: 'pilot',
      entity: ID,
      kind: 'submit-plan',
      level: 'national',
      areas: ['skills'],
      post: '53/office-director',
      unit: '53',
      path: ['00', '53', '53-h001', '53/office-director'],
      openedAt: at('2026-01-05 10:00'),
      firstDue: day('2026-02-02'),
      due: day('2026-02-02'),
      dueAt: endOfDay(day('2026-02-02')),
      status: 'open',
      step: 0,
      calendarVersion: calendar.version,
    });
  });

  it('is seen by the unit above that owes a holder for an empty post', () => {
    const founded = [
      { type: 'foundUnit', name: '昆钢', kind: 'host', parentPath: ['00', '53'] },
      systemAdministrator,
      '2026-01-05',
    ] as const;
    const { duties } = project('unit', '53-h001', nothingYet('unit'), entriesOf('unit', '53-h001', founded), calendar);
    expect(duties.map(({ duty, path }) => [duty, path])).to.deep.equal([['fill-liaison-1', ['00', '53', '53-h001', '53/office-director']]]);
  });

  it('shows the rung it has reached and the day it did', () => {
    const { duties } = projected(registered, tick('2026-01-26 08:00'));
    expect(duties).to.have.length(1);
    expect(duties[0]).to.include({ step: 1, rung: 'reminder', rungOn: day('2026-01-26') });
  });

  it('is done on time until 24:00 of its day, and late for ever after', () => {
    const views = ['2026-02-02 23:59', '2026-02-03 00:00'].map((when) =>
      dutyOf(projected(registered, drafted, [submitted[0], submitted[1], when]), 'plan-1'),
    );
    expect(views.map(({ status, isLate, settledAt }) => [status, isLate, settledAt])).to.deep.equal([
      ['done', false, at('2026-02-02 23:59')],
      ['done', true, at('2026-02-03 00:00')],
    ]);
  });

  it('is written once for all that happened to it in a batch', () => {
    const { duties } = projected(registered, drafted, submitted, returned('2026-01-08'));
    expect(duties.map(({ duty, status }) => `${duty} ${status}`)).to.have.members(['plan-1 done', 'review-1-1 done', 'plan-2 open']);
  });
});

describe('the outbox', () => {
  const rows = ({ outbox }: Projection) => outbox.map(({ id, consequence }) => [id, consequence.type]);
  const mailOf = (consequence: Consequence | undefined) => (consequence?.type === 'mail' ? consequence : expect.fail('no mail'));

  it('tells the host of a pilot that begins, under an id made of stream and number', () => {
    const { outbox } = projected(registered);
    expect(outbox).to.deep.equal([
      {
        id: `pilot/${ID}@1.0`,
        from: `pilot/${ID}`,
        createdAt: at('2026-01-05 10:00'),
        notBefore: at('2026-01-05 10:00'),
        order: 1_000_000,
        consequence: { type: 'message', to: { kind: 'unit', id: '53-h001' }, command: { type: 'notePilotOpened', pilot: ID } },
      },
    ]);
  });

  it('tells the host of a pilot that ends by rejection', () => {
    const rejected = [{ type: 'rejectPlan', version: 1, reason: '' }, cast.first, '2026-01-08'] as const;
    const { outbox } = projected(registered, drafted, submitted, rejected);
    expect(outbox.map(({ consequence }) => (consequence.type === 'mail' ? consequence.notice : consequence.command.type))).to.deep.equal([
      'notePilotOpened',
      'planRejected',
      'notePilotEnded',
    ]);
  });

  it('has a mail for the holder at a reminder, and one more for the office director at a chase of the host', () => {
    const milestone = { ...outline, milestones: [{ id: 'base', title: '', dueDay: day('2026-03-31'), indicators: [] }] };
    const approve = (actor: Actor, when: string) => [{ type: 'approvePlan', version: 1 }, actor, when] as const;
    const running = [
      registered,
      [{ type: 'draftPlan', outline: milestone }, cast.liaison, '2026-01-06'],
      submitted,
      approve(cast.first, '2026-01-08'),
      approve(cast.last, '2026-01-09'),
      tick('2026-03-24 08:00'),
      tick('2026-03-30 08:00'),
      tick('2026-04-01 08:00'),
    ] as const;
    const mails = projected(...running).outbox.flatMap(({ consequence }) =>
      consequence.type === 'mail' && 'duty' in consequence.facts ? [`${consequence.notice} ${consequence.post}`] : [],
    );
    expect(mails).to.deep.equal([
      'reminder 53-h001/liaison',
      'reminder 53-h001/liaison',
      'chase 53-h001/liaison',
      'chase 53/office-director',
    ]);
  });

  it('gives the mail of a rung the duty, its kind, post, step and due day, and nothing else', () => {
    const { outbox } = projected(registered, tick('2026-01-26 08:00'));
    expect(mailOf(outbox[1]?.consequence).facts).to.deep.equal({
      duty: 'plan-1',
      kind: 'submit-plan',
      post: '53/office-director',
      step: 1,
      due: day('2026-02-02'),
    });
  });

  it('numbers the rows of each entry on their own', () => {
    expect(rows(projected(registered, drafted, submitted, returned('2026-01-08')))).to.deep.equal([
      [`pilot/${ID}@1.0`, 'message'],
      [`pilot/${ID}@6.0`, 'mail'],
    ]);
  });

  it('lets what is not urgent wait for the morning digest of a working day, and go at once in office hours', () => {
    const digestAfter = (when: string): Instant | undefined => {
      const approve = (actor: Actor) => [{ type: 'approvePlan', version: 1 }, actor, when] as const;
      return projected(registered, drafted, submitted, approve(cast.first), approve(cast.last)).outbox.at(-1)?.notBefore;
    };
    expect(digestAfter('2026-01-09 07:10')).to.equal(at('2026-01-09 08:30'));
    expect(digestAfter('2026-01-09 08:31')).to.equal(at('2026-01-09 08:31'));
    expect(digestAfter('2026-01-09 17:59')).to.equal(at('2026-01-09 17:59'));
    expect(digestAfter('2026-01-09 18:00')).to.equal(at('2026-01-12 08:30'));
    expect(digestAfter('2026-01-10 10:00')).to.equal(at('2026-01-12 08:30'));
    // The eve of Spring Festival; Saturday 02-14 works.
    expect(digestAfter('2026-02-13 20:00')).to.equal(at('2026-02-14 08:30'));
    expect(digestAfter('2026-02-14 20:00')).to.equal(at('2026-02-24 08:30'));
  });

  it('lets a return of the plan go at once, even at night, but not on a day off', () => {
    const leaves = (when: string) => projected(registered, drafted, submitted, returned(when)).outbox.at(-1)?.notBefore;
    expect(leaves('2026-01-09 03:00')).to.equal(at('2026-01-09 03:00'));
    expect(leaves('2026-01-10 03:00')).to.equal(at('2026-01-12 08:30'));
  });
});

describe('a projection', () => {
  it('names the documents its entries refer to', () => {
    expect(projected(registered, drafted, submitted).documents).to.deep.equal([SHA, SHA]);
  });

  it('goes on where a former one ended', () => {
    const entries = entriesOf('pilot', ID, registered, drafted, submitted, returned('2026-01-08'));
    const first = project('pilot', ID, nothingYet('pilot'), entries.slice(0, 4), calendar);
    const second = project('pilot', ID, first.view, entries.slice(4), calendar);
    expect(second.view).to.deep.equal(project('pilot', ID, nothingYet('pilot'), entries, calendar).view);
  });
});
