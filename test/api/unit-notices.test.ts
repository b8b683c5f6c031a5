import { expect } from 'chai';
import type { Simulator } from '../../domain/simulator.js';
import { dutyRoutes } from '../../server/routes/duties.js';
import { noticeRoutes } from '../../server/routes/notices.js';
import { unitReadingRoutes } from '../../server/routes/unit-reading.js';
import { emptyUnits } from '../domain/empty-units.js';
import { teller } from '../domain/idle-pilot.js';
import { at } from '../domain/stage.js';
import { createFakeClock } from '../fakes/clock.js';
import { createFakePosts } from '../fakes/posts.js';
import { actorOf } from '../fakes/people.js';
import { simulatedDeps } from '../fakes/simulated-deps.js';
import { holding, openSite, type Site } from './site.js';

const HOST = '5301-h001';
const DUTY = 'fill-liaison-1';
const NOTICE = `${HOST}~${DUTY}~20260119`;

describe('a notice about a unit', () => {
  let simulator: Simulator;
  let site: Site;
  before(async () => {
    simulator = emptyUnits();
    simulator.advanceTo(at('2026-01-23 08:00'));
    teller(simulator)('notice', NOTICE, actorOf('zhao-min', '53', 'office-director'), { type: 'issueNotice' }, '2026-01-23 10:00');
    const clock = createFakeClock(at('2026-01-23 11:00'));
    const deps = { ...simulatedDeps({ simulator: () => simulator, clock, texts: new Map() }), posts: createFakePosts() };
    site = await openSite({ clock, routes: [...unitReadingRoutes(deps), ...dutyRoutes(deps), ...noticeRoutes(deps)] });
    await site.enrol('city', holding('5301', 'office-director'));
    await site.enrol('host', holding(HOST, 'liaison'));
    await site.enrol('keeper', holding('00', 'system-administrator'));
    await site.enrol('foreign', holding('52', 'office-director'));
  });
  after(() => site.close());
  const get = async (login: string, path: string) => (await site.logIn(login)).browser.get(`/api/v1${path}`);

  it('is named by the unit and by its duty to those it is for', async () => {
    for (const path of [`/units/${HOST}`, `/duties/unit/${HOST}/${DUTY}`]) {
      const [named, ...others] = (await get('city', path)).body.notices.filter(({ duty }: { duty: string }) => duty === DUTY);
      expect(named).to.include({ id: NOTICE, form: 'notice', phase: 'issued', link: `/api/v1/notices/${NOTICE}` });
      expect(others).to.deep.equal([]);
    }
    for (const login of ['host', 'keeper']) expect((await get(login, `/units/${HOST}`)).body.notices, login).to.deep.equal([]);
  });

  it('leads back to its duty, and is found by the place of its matter', async () => {
    const { body } = await get('city', `/notices/${NOTICE}`);
    expect(body).to.include({ place: `unit/${HOST}`, pilot: '', title: `单位 ${HOST}` });
    expect(body.matter).to.deep.include({ link: `/api/v1/duties/unit/${HOST}/${DUTY}`, post: '5301/office-director' });
    const found = (await get('city', `/notices?place=unit/${HOST}`)).body.items;
    expect(found.map(({ id }: { id: string }) => id)).to.deep.equal([NOTICE]);
  });

  it('does not exist for another province', async () => {
    expect((await get('foreign', `/notices/${NOTICE}`)).status).to.equal(404);
    expect((await get('foreign', `/notices?place=unit/${HOST}`)).body.items).to.deep.equal([]);
  });
});
