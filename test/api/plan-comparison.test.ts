import { expect } from 'chai';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import type { PlanContent } from '../../domain/pilot/plan-content.js';
import type { BusinessDeps } from '../../server/routes/deps.js';
import { planComparisonRoutes } from '../../server/routes/plan-comparison.js';
import { outlineOf, planExample } from '../../server/routes/plan.js';
import { at, castOf, registrations } from '../domain/stage.js';
import { appendOf, nothingOf, type Given, type Stream } from '../fakes/batches.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { createMemoryCalendars } from '../fakes/memory-calendars.js';
import { createMemoryRecord } from '../fakes/memory-record.js';
import { only } from '../fakes/only.js';
import { holding, openSite, type Site } from './site.js';

const [base] = planExample.milestones;
const first: PlanContent = { ...planExample, milestones: [{ ...(base ?? expect.fail()), due: '2026-06-30' }] };
const second: PlanContent = {
  sections: { ...first.sections, funding: '省级专项经费 150 万元，企业配套 300 万元。' },
  milestones: first.milestones.map((milestone) => ({
    ...milestone,
    due: '2026-09-30',
    indicators: milestone.indicators.map((indicator) => ({ ...indicator, target: 150 })),
  })),
};
const unfit: PlanContent = { ...first, milestones: first.milestones.map((milestone) => ({ ...milestone, due: '2026-02-27' })) };

describe('the comparison of two versions of a plan', () => {
  const { liaison, director, first: reviewer } = castOf('national');
  const stored = new Map<string, string>();
  const records = createMemoryRecord();
  let site: Site;

  /** A pilot with version 1 returned and this draft. */
  async function pilotWith(id: string, draft: PlanContent, ...more: readonly PilotCommand[]): Promise<void> {
    const stream: Stream = { kind: 'pilot', id, calendar };
    const keep = (plan: PlanContent) => {
      const { content, outline } = outlineOf(plan);
      stored.set(outline.sha256, content);
      return outline;
    };
    const [one, two] = [keep(first), keep(draft)];
    const told: readonly (readonly [PilotCommand, Given['actor'], string])[] = [
      [{ type: 'registerPilot', ...registrations.national }, director, '2026-02-24'],
      [{ type: 'draftPlan', outline: one }, liaison, '2026-02-24 10:00'],
      [{ type: 'submitPlan', sha256: one.sha256 }, director, '2026-02-24 11:00'],
      [{ type: 'returnPlan', version: 1, reasons: [{ section: 'funding', reason: '请补充。' }] }, reviewer, '2026-02-25'],
      [{ type: 'draftPlan', outline: two }, liaison, '2026-02-26'],
      ...more.map((command) => [command, director, '2026-02-27'] as const),
    ];
    const given = told.map(([command, actor, when], index): Given => ({ commandId: `${id}-${index}`, actor, at: at(when), command }));
    await records.append(appendOf(stream, nothingOf(stream), given));
  }

  /** A running pilot whose change is under review: one milestone moved, one replaced. */
  async function changingPilot(id: string): Promise<void> {
    const stream: Stream = { kind: 'pilot', id, calendar };
    const [one] = first.milestones;
    const [later] = second.milestones;
    if (one === undefined || later === undefined) throw new Error('the plans have a milestone each');
    const [present, next] = [
      { ...first, milestones: [one, { id: 'contest', title: '技能竞赛', due: '2026-10-30', indicators: [] }] },
      { ...second, milestones: [later, { id: 'fair', title: '成果推介会', due: '2026-11-30', indicators: [] }] },
    ].map((plan) => {
      const { content, outline } = outlineOf(plan);
      stored.set(outline.sha256, content);
      return outline;
    });
    if (present === undefined || next === undefined) throw new Error('there are two plans');
    const { last } = castOf('national');
    const told: readonly (readonly [PilotCommand, Given['actor'], string])[] = [
      [{ type: 'registerPilot', ...registrations.national }, director, '2026-01-05'],
      [{ type: 'draftPlan', outline: present }, liaison, '2026-01-06'],
      [{ type: 'submitPlan', sha256: present.sha256 }, director, '2026-01-07'],
      [{ type: 'approvePlan', version: 1 }, reviewer, '2026-01-08'],
      [{ type: 'approvePlan', version: 1 }, last, '2026-01-09'],
      [{ type: 'draftPlan', outline: next }, liaison, '2026-02-25'],
      [{ type: 'submitPlan', sha256: next.sha256, reason: '企业搬迁。' }, director, '2026-02-26'],
    ];
    const given = told.map(([command, actor, when], index): Given => ({ commandId: `${id}-${index}`, actor, at: at(when), command }));
    await records.append(appendOf(stream, nothingOf(stream), given));
  }

  before(async () => {
    await pilotWith('53-2026-0001', second);
    await pilotWith('53-2026-0002', second, { type: 'submitPlan', sha256: outlineOf(second).outline.sha256 });
    await pilotWith('53-2026-0003', unfit);
    await changingPilot('53-2026-0004');
    const documents: BusinessDeps['documents'] = only({ read: async (sha256) => stored.get(sha256) });
    site = await openSite({ routes: planComparisonRoutes(only({ records, documents, calendars: createMemoryCalendars(calendar) })) });
    await site.enrol('own', holding('53', 'liaison'));
    await site.enrol('host', { ...holding('53-h001', 'liaison'), unitPath: ['00', '53', '53-h001'] });
    await site.enrol('centre', holding('00', 'reviewer'));
    await site.enrol('foreign', holding('52', 'reviewer'));
    await site.enrol('evaluator', holding('00', 'evaluator'));
  });
  after(() => site.close());

  const ask = async (login: string, path: string) => {
    const { browser } = await site.logIn(login);
    return browser.get(`/api/v1/pilots/${path}`);
  };

  it('names every change with old and new, and marks what is material', async () => {
    for (const login of ['own', 'host', 'centre']) {
      const { status, body } = await ask(login, '53-2026-0001/plans/1/comparison/0');
      expect(status, login).to.equal(200);
      expect(body).to.include({ from: 1, to: 0, isMaterial: true });
      expect(body.rows.map(({ part, old, new: next, material }: Record<string, unknown>) => [part, old, next, material])).to.deep.equal([
        ['section', first.sections.funding, second.sections.funding, ['money-changed']],
        ['milestone-field', '2026-06-30', '2026-09-30', ['date-put-back']],
        ['indicator-field', 200, 150, ['target-lowered']],
      ]);
      expect(body.rows[2].sentence).to.deep.equal({
        zh: '里程碑“首个实训基地建成”的指标“新增高技能人才”：目标值由 200 改为 150（实质性变更：目标降低）。',
        en: 'Milestone “首个实训基地建成”, indicator “新增高技能人才”: target from 200 to 150 (material: target lowered).',
      });
    }
  });

  it('tells what approving the draft now would do to duties', async () => {
    const { approval } = (await ask('own', '53-2026-0001/plans/1/comparison/0')).body;
    expect(approval).to.include({ version: 0, isPossible: true });
    expect(approval.opened).to.deep.equal([
      {
        duty: 'milestone-base-1-1',
        kind: 'milestone-result',
        name: { zh: '提交里程碑成果', en: 'Hand in a milestone' },
        post: '53-h001/liaison',
        due: '2026-09-30',
      },
    ]);
    expect(approval.settled.map(({ duty, outcome }: Record<string, unknown>) => [duty, outcome])).to.deep.equal([['plan-2', 'done']]);
  });

  it('tells it of the newer version, in whichever order they are asked for', async () => {
    const [there, back] = [await ask('own', '53-2026-0002/plans/1/comparison/2'), await ask('own', '53-2026-0002/plans/2/comparison/1')];
    expect(back.body.approval).to.deep.equal(there.body.approval);
    expect(there.body.approval).to.include({ version: 2, isPossible: true });
    expect(back.body.rows.map(({ material }: { material: unknown }) => material)).to.deep.equal([['money-changed'], [], []]);
  });

  it('says what stands in the way of an approval', async () => {
    const { approval } = (await ask('own', '53-2026-0003/plans/1/comparison/0')).body;
    expect(approval).to.include({ isPossible: false }).and.to.deep.include({ opened: [], moved: [], settled: [] });
    expect(approval.refusal).to.deep.equal({
      code: 'InvalidDates',
      zh: '日期须在 2026-03-02 至 2026-12-31 之间；有起止的，起不晚于止。请核对后重新填写。',
      en: 'Dates lie between 2026-03-02 and 2026-12-31, and where there are two, the first is not after the second. Correct it and send again.',
    });
  });

  it('tells of a change while the pilot runs what opens, what moves and what is withdrawn', async () => {
    const { body } = await ask('own', '53-2026-0004/plans/1/comparison/2');
    const { approval } = body;
    expect(approval).to.include({ version: 2, isPossible: true });
    expect(approval.opened.map(({ duty, due }: Record<string, unknown>) => [duty, due])).to.deep.equal([
      ['milestone-fair-1', '2026-11-30'],
    ]);
    expect(approval.moved.map(({ duty, formerDue, due }: Record<string, unknown>) => [duty, formerDue, due])).to.deep.equal([
      ['milestone-base-1-1', '2026-06-30', '2026-09-30'],
    ]);
    expect(approval.settled.map(({ duty, outcome }: Record<string, unknown>) => [duty, outcome])).to.have.deep.members([
      ['milestone-contest-1', 'withdrawn'],
      ['review-2-1', 'done'],
    ]);
  });

  it('finds nothing between a version and itself', async () => {
    const { body } = await ask('own', '53-2026-0002/plans/2/comparison/2');
    expect(body).to.deep.include({ rows: [], isMaterial: false });
  });

  it('does not exist for another province, nor for an evaluator: the same answer as for what never was', async () => {
    for (const login of ['foreign', 'evaluator']) {
      const [real, unreal] = [await ask(login, '53-2026-0001/plans/1/comparison/0'), await ask(login, '53-2026-7777/plans/1/comparison/0')];
      expect([real.status, unreal.status], login).to.deep.equal([404, 404]);
      expect({ ...real.body, requestId: '' }).to.deep.equal({ ...unreal.body, requestId: '' });
    }
  });

  it('does not exist where one of the versions does not', async () => {
    for (const path of ['53-2026-0001/plans/1/comparison/2', '53-2026-0001/plans/9/comparison/1', '53-2026-0002/plans/1/comparison/0'])
      expect((await ask('own', path)).status, path).to.equal(404);
  });

  it('is refused where a version is no number', async () => {
    const { status, body } = await ask('own', '53-2026-0001/plans/x/comparison/-1');
    expect(status).to.equal(400);
    expect(body.errors.map(({ field }: { field: string }) => field)).to.deep.equal(['params.from', 'params.to']);
  });

  it('is for those who are logged in', async () => {
    expect((await site.browser().get('/api/v1/pilots/53-2026-0001/plans/1/comparison/0')).status).to.equal(401);
  });
});
