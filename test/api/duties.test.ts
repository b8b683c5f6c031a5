import { expect } from 'chai';
import type { DutyDoc } from '../../models/duty.js';
import { dutyRoutes } from '../../server/routes/duties.js';
import type { BusinessDeps } from '../../server/routes/deps.js';
import { at, day } from '../domain/stage.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { createFakeClock } from '../fakes/clock.js';
import { createMemoryCalendars } from '../fakes/memory-calendars.js';
import { matches, sortBy } from '../fakes/mongo-filter.js';
import { createFakePosts } from '../fakes/posts.js';
import { holding, openSite, type Site } from './site.js';

describe('the list of what is mine', () => {
  const dutyOf = (entity: string, post: string): DutyDoc => ({
    _id: `pilot/${entity}#report-2026Q1`,
    duty: 'report-2026Q1',
    kind: 'report',
    entityKind: 'pilot',
    entity,
    title: '试点',
    level: 'provincial',
    areas: [],
    post,
    unit: post.slice(0, post.indexOf('/')),
    path: ['00', post.slice(0, 2)],
    term: { kind: 'by', day: day('2026-04-15'), since: at('2026-03-18') },
    calendarVersion: calendar.version,
    openedAt: at('2026-03-18'),
    firstDue: day('2026-04-15'),
    due: day('2026-04-15'),
    dueAt: at('2026-04-16'),
    yellowFrom: at('2026-04-08'),
    status: 'open',
    step: 0,
  });
  const stored = ['53/liaison', '44/office-director', '44/liaison'].map((post, index) => dutyOf(`53-2026-000${index}`, post));

  let site: Site;
  const posts = createFakePosts();
  before(async () => {
    const nothing: BusinessDeps = JSON.parse('{}');
    const duties: BusinessDeps['lists']['duties'] = {
      find: async ({ filter, sort, limit }) =>
        sortBy(
          stored.filter((duty) => matches(duty, filter)),
          sort,
        ).slice(0, limit),
      count: async () => stored.length,
    };
    const deps = { ...nothing, posts, clock: createFakeClock(), calendars: createMemoryCalendars(calendar) };
    site = await openSite({ routes: dutyRoutes({ ...deps, lists: { ...nothing.lists, duties } }) });
    const held = [holding('53', 'liaison'), { ...holding('44', 'office-director'), onBehalfOf: 'p-director' }];
    posts.hold(await site.enrol('zhang.wei', ...held), ...held);
  });
  after(() => site.close());

  it('has the duties of every post held, those of a delegation as well, whichever is acted with', async () => {
    const { browser } = await site.logIn('zhang.wei');
    const { body } = await browser.get('/api/v1/duties').expect(200);
    expect(body.items.map(({ post }: { post: string }) => post)).to.deep.equal(['53/liaison', '44/office-director']);
  });
});
