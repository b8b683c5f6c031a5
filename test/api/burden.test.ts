import { expect } from 'chai';
import { FIRST_BURDEN_CAP } from '../../domain/burden.js';
import type { DutyDoc } from '../../models/duty.js';
import { burdenRoutes, type BurdenDeps } from '../../server/routes/burden.js';
import { at, day } from '../domain/stage.js';
import { createFakeClock } from '../fakes/clock.js';
import { createMemoryDutyFigures } from '../fakes/memory-duty-figures.js';
import { createMemoryVersions } from '../fakes/memory-versions.js';
import { only } from '../fakes/only.js';
import { holding, openSite, type Site } from './site.js';

describe('what provinces are asked for', () => {
  const askedOf = (unit: string, kind: string, index: number, openedAt = at('2026-03-02')): DutyDoc => ({
    _id: `pilot/${unit}-${index}#${kind}`,
    duty: kind,
    kind,
    entityKind: 'pilot',
    entity: `53-2026-${index}`,
    title: '试点',
    post: `${unit}/liaison`,
    unit,
    path: ['00', unit.slice(0, 2), unit],
    term: { kind: 'by', day: day('2026-04-15'), since: openedAt },
    calendarVersion: 1,
    openedAt,
    firstDue: day('2026-04-15'),
    due: day('2026-04-15'),
    dueAt: at('2026-04-16'),
    yellowFrom: at('2026-04-08'),
    status: 'open',
    step: 0,
  });
  const stored = [
    ...[1, 2, 3].map((index) => askedOf('53-h001', 'report', index)),
    askedOf('53', 'submit-plan', 4),
    { ...askedOf('53', 'submit-plan', 5), status: 'withdrawn' as const },
    askedOf('53', 'review-plan', 6),
    askedOf('53', 'report', 7, at('2025-12-30')),
    askedOf('44', 'milestone-result', 8),
  ];
  let site: Site;
  let keys = 0;
  before(async () => {
    const clock = createFakeClock(at('2026-06-01'));
    const burdenCaps = createMemoryVersions({ ...FIRST_BURDEN_CAP, report: 2 });
    site = await openSite({ routes: burdenRoutes(only<BurdenDeps>({ clock, burdenCaps, figures: createMemoryDutyFigures(stored) })) });
    await site.enrol('director', holding('53', 'office-director'));
    await site.enrol('host', holding('53-h001', 'liaison'));
    await site.enrol('reviewer', holding('00', 'reviewer'));
    await site.enrol('system', holding('00', 'system-administrator'));
    await site.enrol('evaluator', holding('00', 'evaluator'));
  });
  after(() => site.close());

  const read = async (login: string, year = 2026) =>
    (await (await site.logIn(login)).browser.get(`/api/v1/burden/${year}`).expect(200)).body;
  const publish = async (login: string, body: object) => {
    const { browser, csrfToken } = await site.logIn(login);
    keys += 1;
    return browser.post('/api/v1/burden-caps').set('X-CSRF-Token', csrfToken).set('Idempotency-Key', `burden-${keys}`).send(body);
  };

  it('is counted by what it is, without its own reviews, what was withdrawn, and other years', async () => {
    const { items } = await read('director');
    expect(items).to.have.lengthOf(1);
    expect(items[0]).to.deep.include({ province: '53', asked: { form: 1, report: 3, check: 0, notice: 0 }, over: ['report'] });
    expect(items[0].sentence.zh).to.include('报告 3 件（上限 2 件）');
  });

  it('is seen for every province by the centre, and by nobody without business', async () => {
    const { items } = await read('reviewer');
    expect(items).to.have.length(32);
    const isAsked = ({ asked }: { asked: Record<string, number> }) => Object.values(asked).some((count) => count > 0);
    expect(items.filter(isAsked).map(({ province }: { province: string }) => province)).to.deep.equal(['44', '53']);
    expect((await read('evaluator')).items).to.deep.equal([]);
    const before = (await read('reviewer', 2025)).items.filter(isAsked);
    expect(before.map(({ province }: { province: string }) => province)).to.deep.equal(['53']);
  });

  it('is held against the cap of a province by the province’s own figures alone, and a part of them says whose it is', async () => {
    const [part] = (await read('host')).items;
    expect(part).to.deep.include({ province: '53', over: [] });
    expect(part.sentence.zh).to.contain('53-h001').and.to.contain('不是全省的数');
    const [whole] = (await read('director')).items;
    expect(whole.over).to.deep.equal(['report']);
  });

  it('stands against a cap that the system administrator publishes, with a reason', async () => {
    expect((await publish('director', { base: 1, ...FIRST_BURDEN_CAP, reason: '放宽' })).body.code).to.equal('NoRight');
    expect((await publish('system', { base: 1, ...FIRST_BURDEN_CAP })).body.code).to.equal('InvalidInput');
    const published = await publish('system', { base: 1, ...FIRST_BURDEN_CAP, reason: '按今年的减负要求调整。' });
    expect([published.status, published.body.version]).to.deep.equal([201, 2]);
    expect(await read('director')).to.deep.include({ capVersion: 2, cap: FIRST_BURDEN_CAP });
    expect((await read('director')).items[0].over).to.deep.equal([]);
  });

  it('are not capped by whoever read a cap that another has replaced since', async () => {
    const late = await publish('system', { base: 1, ...FIRST_BURDEN_CAP, reason: '按旧版调整。' });
    expect([late.status, late.body.code]).to.deep.equal([409, 'StaleVersion']);
    expect(await read('director')).to.deep.include({ capVersion: 2 });
  });
});
