import { expect } from 'chai';
import { entityOf } from '../../domain/kinds.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import { nothingYet } from '../../domain/view.js';
import { sealAll } from '../../models/entry.js';
import type { BusinessDeps } from '../../server/routes/deps.js';
import { pilotCommandRoutes } from '../../server/routes/pilot-commands.js';
import { pilotRoutes } from '../../server/routes/pilots.js';
import { proposalRoutes } from '../../server/routes/proposals.js';
import { at, castOf, outline, registrations, SHA } from '../domain/stage.js';
import { appendOf, type Given, type Stream } from '../fakes/batches.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { createFakeClock } from '../fakes/clock.js';
import { createMemoryRecord } from '../fakes/memory-record.js';
import { matches, sortBy } from '../fakes/mongo-filter.js';
import { only } from '../fakes/only.js';
import { holding, openSite, type Site } from './site.js';

const NOW = at('2026-03-02');
const DAY = 86_400_000;

/** What was told to the pilot before. */
type Told = readonly [PilotCommand, Given['actor'], string];

/** One national pilot under way, and an edge that decides as its run would. */
async function open(more: readonly Told[] = []) {
  const { liaison, director, first, last } = castOf('national');
  const records = createMemoryRecord();
  const clock = createFakeClock(NOW);
  const stream: Stream = { kind: 'pilot', id: '53-2026-0001', calendar };
  const told: readonly Told[] = [
    [{ type: 'registerPilot', ...registrations.national }, director, '2026-01-05 10:00'],
    [{ type: 'draftPlan', outline }, liaison, '2026-01-06'],
    [{ type: 'submitPlan', sha256: SHA }, director, '2026-01-07'],
    [{ type: 'approvePlan', version: 1 }, first, '2026-01-08'],
    [{ type: 'approvePlan', version: 1 }, last, '2026-01-09'],
    ...more,
  ];
  const given = told.map(([command, actor, when], index): Given => ({ commandId: `given-${index}`, actor, at: at(when), command }));
  await records.append(appendOf(stream, nothingYet('pilot'), given));

  const send: BusinessDeps['send'] = async ({ id: commandId, actor, receivedAt, command }) => {
    const before = (await records.view('pilot', stream.id)) ?? nothingYet('pilot');
    const decision = entityOf('pilot').decide(before.state, command, { id: stream.id, calendar, actor, at: receivedAt });
    if (!decision.ok) return decision;
    await records.append(appendOf(stream, before, [{ commandId, actor, at: receivedAt, command }]));
    return { ok: true, receipt: { seq: before.seq + decision.events.length, events: decision.events.map(({ type }) => type) } };
  };
  const entries: BusinessDeps['lists']['entries'] = {
    find: async ({ filter, sort, limit }) => {
      const sealed = sealAll(`pilot/${stream.id}`, { hash: '', print: '' }, await records.entries('pilot', stream.id));
      const found = sealed.filter((entry) => matches(entry, filter));
      return sortBy(found, sort).slice(0, limit);
    },
    count: async () => 0,
  };
  const deps: BusinessDeps = only({
    records,
    send,
    clock,
    lists: only({ entries, notices: { find: async () => [], count: async () => 0 } }),
  });
  const site = await openSite({ clock, routes: [...pilotCommandRoutes(deps), ...pilotRoutes(deps), ...proposalRoutes(deps)] });
  await site.enrol('director', holding('53', 'office-director'));
  await site.enrol('liaison', holding('53', 'liaison'));
  await site.enrol('centre', holding('00', 'reviewer'));
  await site.enrol('foreign', holding('52', 'reviewer'));
  return { site, clock };
}

describe('proposals over HTTP', () => {
  let site: Site;
  let clock: ReturnType<typeof createFakeClock>;
  let keys = 0;
  beforeEach(async () => ({ site, clock } = await open()));
  afterEach(() => site.close());

  const post = async (login: string, path: string, body: object) => {
    const { browser, csrfToken } = await site.logIn(login);
    keys += 1;
    const asked = browser
      .post(`/api/v1/pilots/53-2026-0001/${path}`)
      .set('X-CSRF-Token', csrfToken)
      .set('Idempotency-Key', `proposal-${keys}`);
    return asked.send(body);
  };
  const get = async (login: string, path = '') => (await site.logIn(login)).browser.get(`/api/v1/pilots/53-2026-0001${path}`);
  const suspend = (more: object = {}) => post('director', 'suspension-proposal', { reason: '园区搬迁。', ...more });
  const decide = (number: number, verdict = 'confirmed') => post('centre', `proposals/${number}/decision`, { verdict, reason: '见意见。' });

  it('suspend, resume and terminate a pilot, and everybody can read why', async () => {
    const proposed = await suspend({ until: '2026-09-30' });
    expect(proposed.status, JSON.stringify(proposed.body)).to.equal(200);
    expect((await get('liaison')).body.proposal).to.include({ number: 1, about: 'suspension', until: '2026-09-30' });
    expect((await decide(1)).body.events).to.deep.equal(['pilotSuspended', 'dutiesChanged']);
    const suspended = (await get('liaison')).body;
    expect(suspended).to.include({ phase: 'suspended', light: 'grey' });
    expect(suspended.suspension).to.deep.include({ from: 'running', until: '2026-09-30' });

    clock.advance(30 * DAY);
    expect((await post('director', 'resumption-proposal', { reason: '已复产。' })).status).to.equal(200);
    expect((await decide(2)).body.events).to.deep.equal(['pilotResumed', 'dutiesChanged']);
    expect((await get('liaison')).body).to.include({ phase: 'running', end: '2027-01-30' });
    expect((await post('director', 'termination-proposal', { reason: '承担单位破产。' })).status).to.equal(200);
    expect((await decide(3)).body.events).to.deep.equal(['pilotTerminated', 'dutiesChanged']);

    const { items } = (await get('liaison', '/proposals')).body;
    const rows = items.map(({ about, outcome, reason, decided }: Record<string, { reason?: string }>) => [
      about,
      outcome,
      reason,
      decided?.reason,
    ]);
    expect(rows).to.deep.equal([
      ['suspension', 'confirmed', '园区搬迁。', '见意见。'],
      ['resumption', 'confirmed', '已复产。', '见意见。'],
      ['termination', 'confirmed', '承担单位破产。', '见意见。'],
    ]);
  });

  it('turn a suspended pilot red once the decision on it is overdue', async () => {
    await suspend({ until: '2026-03-31' });
    await decide(1);
    clock.advance(30 * DAY);
    expect((await get('liaison')).body.light).to.equal('red');
  });

  it('are refused by whoever may not make, decide or withdraw them', async () => {
    const answers = [
      await post('liaison', 'suspension-proposal', { reason: '园区搬迁。' }),
      await post('centre', 'suspension-proposal', { reason: '园区搬迁。' }),
      await suspend(),
      await post('director', 'proposals/1/decision', { verdict: 'confirmed', reason: '同意。' }),
      await post('centre', 'proposals/1/withdrawal', {}),
      await post('foreign', 'proposals/1/decision', { verdict: 'confirmed', reason: '同意。' }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).to.deep.equal([
      [403, 'NoRight'],
      [403, 'NoRight'],
      [200, undefined],
      [403, 'NoRight'],
      [403, 'NoRight'],
      [404, 'NotFound'],
    ]);
  });

  it('are decided by another person, whatever post somebody has come to hold', async () => {
    await suspend();
    site.posts.hold('p-director', holding('00', 'reviewer'));
    const own = await post('director', 'proposals/1/decision', { verdict: 'confirmed', reason: '同意。' });
    expect([own.status, own.body.code]).to.deep.equal([403, 'OwnProposal']);
  });

  it('are refused where there is none, another one, or one already', async () => {
    const answers = [
      await decide(1),
      await suspend(),
      await decide(2),
      await suspend(),
      await post('director', 'proposals/1/withdrawal', {}),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).to.deep.equal([
      [409, 'ProposalMissing'],
      [200, undefined],
      [409, 'StaleVersion'],
      [409, 'ProposalOpen'],
      [200, undefined],
    ]);
    expect((await get('liaison', '/proposals')).body.items[0]).to.include({ outcome: 'withdrawn' });
  });

  it('are refused on days that cannot be, and in a phase that has nothing to resume', async () => {
    expect((await post('director', 'resumption-proposal', { reason: '已复产。' })).body.code).to.equal('WrongPhase');
    expect((await suspend({ until: '2026-03-02' })).body.code).to.equal('InvalidDates');
    await suspend();
    await decide(1);
    const early = await post('director', 'resumption-proposal', { reason: '已复产。', end: '2026-06-30' });
    expect([early.status, early.body.code]).to.deep.equal([422, 'EndTooEarly']);
  });

  it('to suspend wait for a change of plan under review', async () => {
    const changed = 'c'.repeat(64);
    const { site: other } = await open([
      [{ type: 'draftPlan', outline: { sha256: changed, milestones: [] } }, castOf('national').liaison, '2026-02-02'],
      [{ type: 'submitPlan', sha256: changed, reason: '企业搬迁。' }, castOf('national').director, '2026-02-03'],
    ]);
    await site.close();
    site = other;
    const { status, body } = await suspend();
    expect([status, body.code]).to.deep.equal([409, 'ReviewOpen']);
  });

  it('do not exist for who may not see the pilot', async () => {
    expect((await get('foreign', '/proposals')).status).to.equal(404);
  });
});
