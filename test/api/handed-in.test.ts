import { expect } from 'chai';
import type { Actor } from '../../domain/actor.js';
import type { PilotEvent } from '../../domain/pilot/events.js';
import { sealAll, type EntryDoc } from '../../models/entry.js';
import { decisionsOn } from '../../server/routes/decisions.js';
import type { BusinessDeps } from '../../server/routes/deps.js';
import { handedInRoutes } from '../../server/routes/handed-in.js';
import { sha256Of } from '../../server/routes/plan.js';
import { at, castOf, day } from '../domain/stage.js';
import { matches, sortBy } from '../fakes/mongo-filter.js';
import { unitsCalled } from '../fakes/memory-unit-names.js';
import { only } from '../fakes/only.js';
import { holding, openSite, type Site } from './site.js';

describe('what was handed in', () => {
  const { host, director, first: reviewer } = castOf('national');
  const texts = new Map(['第一稿', '第二稿', '总结初稿', '总结'].map((text) => [sha256Of(text), text]));
  const report = (text: string, when: string): PilotEvent => ({
    type: 'reportSubmitted',
    period: '2026Q1',
    sha256: sha256Of(text),
    by: host.person,
    at: at(when),
    isLate: false,
    relied: [{ indicator: 'skilled', value: 120, asOf: day('2026-03-15') }],
  });
  const judged = (verdict: 'accepted' | 'returned', reason: string, when: string): PilotEvent => ({
    type: 'reportJudged',
    period: '2026Q1',
    verdict,
    reason,
    at: at(when),
  });
  const said: readonly (readonly [Actor, string, PilotEvent])[] = [
    [host, '2026-03-20', report('第一稿', '2026-03-20')],
    [reviewer, '2026-03-23', judged('returned', '缺数据', '2026-03-23')],
    [host, '2026-03-24', report('第二稿', '2026-03-24')],
    [reviewer, '2026-03-25', judged('accepted', '完整', '2026-03-25')],
    [
      host,
      '2026-06-22',
      { type: 'reportSkipAsked', period: '2026Q2', reason: '停产检修', by: host.person, at: at('2026-06-22'), isLate: false },
    ],
    [reviewer, '2026-06-23', { type: 'reportSkipDecided', period: '2026Q2', verdict: 'approved', reason: '属实', at: at('2026-06-23') }],
    [director, '2027-01-04', { type: 'conclusionSubmitted', sha256: sha256Of('总结初稿'), by: director.person, at: at('2027-01-04') }],
    [reviewer, '2027-01-05', { type: 'conclusionReturned', reason: '缺原因分析', at: at('2027-01-05') }],
    [director, '2027-01-08', { type: 'conclusionSubmitted', sha256: sha256Of('总结'), by: director.person, at: at('2027-01-08') }],
  ];
  const added = said.map(([actor, when, event], index) => {
    const own = { seq: index + 1, commandId: `command-${index}`, commandHash: '' };
    return { ...own, receivedAt: at(when), decidedAt: at(when), actor, event };
  });
  const entries: readonly EntryDoc[] = sealAll('pilot/53-2026-0001', { hash: '', print: '' }, added);

  const names = unitsCalled({ [host.unit]: '滇中新区产业园' });
  let site: Site;
  before(async () => {
    const stored: Pick<BusinessDeps['lists'], 'entries'> = {
      entries: {
        find: async ({ filter, sort, limit }) =>
          sortBy(
            entries.filter((entry) => matches(entry, filter)),
            sort,
          ).slice(0, limit),
        count: async () => entries.length,
      },
    };
    const path = ['00', '53', '53-h001'];
    const records: BusinessDeps['records'] = only({
      head: async (_, id) => (id === '53-2026-0001' ? { seq: 5, path, isClosed: false } : undefined),
    });
    const documents: BusinessDeps['documents'] = only({ read: async (sha256) => texts.get(sha256) });
    site = await openSite({ routes: handedInRoutes(only({ unitNames: names, records, documents, lists: only(stored) })) });
    await site.enrol('reviewer', holding('53', 'reviewer'));
    await site.enrol('foreign', holding('52', 'reviewer'));
  });
  after(() => site.close());

  const ask = async (login: string, path: string) => {
    const { browser } = await site.logIn(login);
    return browser.get(`/api/v1/pilots/${path}`);
  };

  it('can be read as a report: the last text, by whom, and every verdict with its reason', async () => {
    const { status, body } = await ask('reviewer', '53-2026-0001/reports/2026Q1');
    expect(status).to.equal(200);
    expect(body).to.deep.include({ text: '第二稿', attempt: 2, isLate: false });
    expect(body.submitted).to.include({ person: host.person, post: host.post, at: at('2026-03-24') });
    const verdicts = body.verdicts.map(({ verdict, reason }: { verdict: string; reason: string }) => [verdict, reason]);
    expect(verdicts).to.deep.equal([
      ['returned', '缺数据'],
      ['accepted', '完整'],
    ]);
  });

  it('names the post of the host as it is called, in one question for all who signed', async () => {
    names.asked = 0;
    const { body } = await ask('reviewer', '53-2026-0001/reports/2026Q1');
    expect(body.submitted.postName).to.deep.equal({ zh: '云南省滇中新区产业园联络员', en: 'liaison of 滇中新区产业园 in Yunnan' });
    expect(body.verdicts[0].postName.zh).to.equal('云南省审核岗');
    expect(names.asked).to.equal(1);
  });

  it('shows the known figures that a report rests on', async () => {
    const { body } = await ask('reviewer', '53-2026-0001/reports/2026Q1');
    expect(body.relied).to.deep.equal([{ indicator: 'skilled', value: 120, asOf: '2026-03-15' }]);
  });

  it('says of a skipped report who asked why, and what was decided why', async () => {
    const find = async () => entries.toReversed();
    const decisions = await decisionsOn({ lists: { entries: { find, count: async () => 0 } }, unitNames: names }, '53-2026-0001');
    const told = decisions
      .filter((one) => one.of === '2026Q2')
      .map(({ person, verdict, reasons }) => [person, verdict, reasons[0]?.reason]);
    expect(told).to.deep.equal([
      [reviewer.person, 'skip-approved', '属实'],
      [host.person, 'skip-asked', '停产检修'],
    ]);
  });

  it('can be read as a conclusion', async () => {
    const { status, body } = await ask('reviewer', '53-2026-0001/conclusion');
    expect(status).to.equal(200);
    expect(body.text).to.equal('总结');
    expect(body.submitted).to.include({ person: director.person, at: at('2027-01-08') });
  });

  it('keeps every version of a conclusion, and why it was returned', async () => {
    const { body } = await ask('reviewer', '53-2026-0001/conclusion');
    expect(body.number).to.equal(2);
    const versions = body.versions.map(({ number, returned }: { number: number; returned?: { reason: string } }) => [
      number,
      returned?.reason,
    ]);
    expect(versions).to.deep.equal([
      [1, '缺原因分析'],
      [2, undefined],
    ]);
    const former = await ask('reviewer', '53-2026-0001/conclusions/1');
    expect(former.body).to.deep.include({ text: '总结初稿', number: 1 });
    expect((await ask('reviewer', '53-2026-0001/conclusions/3')).status).to.equal(404);
  });

  it('is not found where nothing was handed in', async () => {
    expect((await ask('reviewer', '53-2026-0001/reports/2026Q2')).status).to.equal(404);
  });

  it('does not exist for who may not see the pilot', async () => {
    for (const path of ['53-2026-0001/reports/2026Q1', '53-2026-0001/conclusion', '53-2026-0001/conclusions/1', '53-2026-0009/conclusion'])
      expect((await ask('foreign', path)).status, path).to.equal(404);
  });
});
