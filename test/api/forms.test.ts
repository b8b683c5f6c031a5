import { expect } from 'chai';
import type { RecordStore } from '../../domain/ports.js';
import type { BusinessDeps } from '../../server/routes/deps.js';
import { formRoutes } from '../../server/routes/forms.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { only } from '../fakes/only.js';
import { at, castOf, countingOutline, day, pilotIn, registrations, SHA } from '../domain/stage.js';
import { holding, openSite, type Site } from './site.js';

const ID = '53-2026-0007';
const { host, reader } = castOf('national');

describe('the form of a milestone or a report', () => {
  const pilot = pilotIn('running', 'national', registrations.national, countingOutline);
  let site: Site;
  before(async () => {
    pilot.tell({ type: 'enterFigures', figures: [{ indicator: 'skilled', value: 90, asOf: day('2026-05-31') }] }, host, '2026-06-01');
    pilot.tell(
      { type: 'submitReport', period: '2026Q2', sha256: SHA, figures: [{ indicator: 'trained', value: 40, asOf: day('2026-06-20') }] },
      host,
      '2026-06-22',
    );
    pilot.tell({ type: 'judgeReport', period: '2026Q2', verdict: 'returned', reason: '口径不符。' }, reader, '2026-06-23');
    const view: RecordStore['view'] = async (_, id) =>
      id === ID ? JSON.parse(JSON.stringify({ path: ['00', '53', '53-h001'], state: pilot.state() })) : undefined;
    const records: RecordStore = only({ view });
    const calendars: BusinessDeps['calendars'] = only({ latest: async () => nationalCalendar });
    site = await openSite({ routes: formRoutes(only({ records, calendars })) });
    await site.enrol('reviewer', holding('53', 'reviewer'));
    await site.enrol('foreign', holding('52', 'reviewer'));
  });
  after(() => site.close());

  const ask = async (login: string, path: string) => {
    const { browser } = await site.logIn(login);
    return browser.get(`/api/v1/pilots/${path}/form`);
  };

  it('has what is known filled in, with who entered it, when, in which report and as of which day', async () => {
    const { status, body } = await ask('reviewer', `${ID}/milestones/base`);
    expect(status).to.equal(200);
    expect(body).to.deep.include({ status: 'open', isLate: false, due: '2026-06-30' });
    const [skilled, trained] = body.lines;
    expect(skilled).to.deep.include({
      id: 'skilled',
      milestone: 'base',
      measure: 'level',
      actual: { value: 90, asOf: '2026-05-31', source: { person: host.person, at: at('2026-06-01') } },
      progress: { percent: 45, isReached: false },
    });
    expect(trained).to.deep.include({
      id: 'trained',
      measure: 'cumulative',
      actual: { value: 70, asOf: '2026-06-20', source: { person: host.person, at: at('2026-06-22'), report: '2026Q2' } },
      progress: { percent: 10, isReached: false },
      from: '2026-06-21',
    });
    expect(trained).not.to.have.property('entered');
  });

  it('shows what a returned report has brought already, so that it can be corrected', async () => {
    const { status, body } = await ask('reviewer', `${ID}/reports/2026Q2`);
    expect(status).to.equal(200);
    expect(body).to.deep.include({ status: 'open', due: '2026-07-07' });
    expect(body.lines[1]).to.deep.include({ id: 'trained', entered: { value: 40, asOf: '2026-06-20' } });
  });

  for (const [path, status, code] of [
    ['milestones/nothing', 404, 'MilestoneUnknown'],
    ['milestones/constructor', 404, 'MilestoneUnknown'],
    ['reports/2026Q3', 409, 'WindowNotOpen'],
    ['reports/2026Q1', 422, 'PeriodBeforePilot'],
    ['reports/2027Q1', 422, 'PeriodAfterPilot'],
    ['reports/2026-H2', 422, 'PeriodOffSchedule'],
  ] as const)
    it(`is refused with ${code} for ${path}`, async () => {
      const answer = await ask('reviewer', `${ID}/${path}`);
      expect([answer.status, answer.body.code]).to.deep.equal([status, code]);
    });

  it('does not exist for who may not see the pilot', async () => {
    for (const path of [`${ID}/milestones/base`, `${ID}/reports/2026Q2`, '53-2026-0099/reports/2026Q2'])
      expect((await ask('foreign', path)).status, path).to.equal(404);
  });
});
