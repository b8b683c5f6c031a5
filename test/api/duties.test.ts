import { expect } from 'chai';
import type { DutyDoc } from '../../models/duty.js';
import { dutyRoutes } from '../../server/routes/duties.js';
import { dutyFigureRoutes } from '../../server/routes/duty-figures.js';
import type { BusinessDeps } from '../../server/routes/deps.js';
import { at, day } from '../domain/stage.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { createFakeClock } from '../fakes/clock.js';
import { createMemoryCalendars } from '../fakes/memory-calendars.js';
import { createMemoryDutyFigures } from '../fakes/memory-duty-figures.js';
import { matches, sortBy } from '../fakes/mongo-filter.js';
import { only } from '../fakes/only.js';
import { createFakePosts } from '../fakes/posts.js';
import type { Sentence } from '../../server/http/sentence.js';
import { unitsCalled } from '../fakes/memory-unit-names.js';
import { holding, openSite, type Site } from './site.js';

describe('what is mine', () => {
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
  const below = ['53-h001', '5301'].map((unit) => holding(unit, 'liaison'));
  const names = unitsCalled({ '53-h001': '滇中新区产业园', '5301': '昆明市' });
  const stored = ['53/liaison', '44/office-director', '44/liaison', ...below.map(({ post }) => post)].map((post, index) =>
    dutyOf(`53-2026-000${index}`, post),
  );

  let site: Site;
  const posts = createFakePosts();
  before(async () => {
    const duties: BusinessDeps['lists']['duties'] = {
      find: async ({ filter, sort, limit }) =>
        sortBy(
          stored.filter((duty) => matches(duty, filter)),
          sort,
        ).slice(0, limit),
      count: async () => stored.length,
    };
    const deps = only<BusinessDeps>({
      posts,
      unitNames: names,
      clock: createFakeClock(at('2026-05-01')),
      calendars: createMemoryCalendars(calendar),
      lists: only({ duties }),
      figures: createMemoryDutyFigures(stored),
    });
    site = await openSite({ routes: [...dutyRoutes(deps), ...dutyFigureRoutes(deps)] });
    const held = [holding('53', 'liaison'), { ...holding('44', 'office-director'), onBehalfOf: 'p-director' }];
    posts.hold(await site.enrol('zhang.wei', ...held), ...held);
    posts.hold(await site.enrol('li.na', ...below), ...below);
  });
  after(() => site.close());

  it('has the duties of every post held, those of a delegation as well, whichever is acted with', async () => {
    const { browser } = await site.logIn('zhang.wei');
    const { body } = await browser.get('/api/v1/duties').expect(200);
    expect(body.items.map(({ post }: { post: string }) => post)).to.deep.equal(['53/liaison', '44/office-director']);
  });

  it('names the posts of cities and hosts as they are called, in one question for the page', async () => {
    names.asked = 0;
    const { body } = await (await site.logIn('li.na')).browser.get('/api/v1/duties').expect(200);
    expect(body.items.map(({ postName }: { postName: Sentence }) => postName)).to.deep.equal([
      { zh: '云南省滇中新区产业园联络员', en: 'liaison of 滇中新区产业园 in Yunnan' },
      { zh: '云南省昆明市联络员', en: 'liaison of 昆明市 in Yunnan' },
    ]);
    expect(names.asked).to.equal(1);
  });

  it('asks for no name where all posts are provincial', async () => {
    names.asked = 0;
    const { body } = await (await site.logIn('zhang.wei')).browser.get('/api/v1/duties').expect(200);
    expect(body.items[0].postName.zh).to.equal('云南省联络员');
    expect(names.asked).to.equal(0);
  });

  it('is not asked for between a day and one before it', async () => {
    const { browser } = await site.logIn('zhang.wei');
    const { body } = await browser.get('/api/v1/duties?dueFrom=2026-12-01&dueTo=2026-01-01').expect(422);
    expect(body.code).to.equal('InvalidDates');
    await browser.get('/api/v1/duties?dueFrom=2026-12-01&dueTo=2026-12-01').expect(200);
  });

  it('is counted by light at the moment of asking', async () => {
    const { browser } = await site.logIn('zhang.wei');
    const { body } = await browser.get('/api/v1/duty-counts').expect(200);
    expect(body).to.deep.equal({ green: 0, yellow: 0, red: 2 });
  });

  it('is told with both on-time rates and where they come from', async () => {
    const { browser } = await site.logIn('zhang.wei');
    const rates = (query: string) => browser.get(`/api/v1/on-time-rates?scope=mine&from=2026-01-01&to=2026-12-31&${query}`).expect(200);
    const none = { of: 1, onTime: 0 };
    const { items } = (await rates('by=unit')).body;
    expect(items.map(({ key, first, granted }: Record<string, unknown>) => [key, first, granted])).to.deep.equal([
      ['44', none, none],
      ['53', none, none],
    ]);
    expect(items[0].sentence.zh).to.include('1 件应办结').and.to.include('0%');
    const byKind = (await rates('by=kind')).body.items;
    expect([byKind[0].key, byKind[0].name.zh]).to.deep.equal(['report', '报送定期报告']);
    for (const [by, key] of [
      ['quarter', '2026Q2'],
      ['half-year', '2026-H1'],
      ['year', '2026'],
    ])
      expect((await rates(`by=${by}`)).body.items.map((line: { key: string }) => line.key)).to.deep.equal([key]);
  });

  it('has no rates over a span that ends before it begins', async () => {
    const { browser } = await site.logIn('zhang.wei');
    const { body } = await browser.get('/api/v1/on-time-rates?from=2026-12-31&to=2026-01-01').expect(422);
    expect(body.code).to.equal('InvalidDates');
  });
});
