import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import type { AdoptCalendar } from '../../domain/adoption.js';
import { dayOf, formatDay, type Calendar } from '../../domain/calendar.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { director, liaison } from '../fakes/people.js';
import { outlineOf, registration } from '../fakes/two-year-pilot.js';
import { instantOf, onSite, type Site } from './site.js';

const ID = '53-2026-0001';
const newer: Calendar = {
  ...nationalCalendar,
  version: 2,
  daysOff: [...nationalCalendar.daysOff, dayOf(instantOf('2026-01-28')), dayOf(instantOf('2026-01-29'))].sort((a, b) => a - b),
};

describe('a run that is brought a new calendar', () => {
  let env: TestWorkflowEnvironment;
  let site: Site;
  onSite('test', async (...opened) => {
    [site, env] = opened;
    await site.calendars.publish(newer);
    await site.setClock('2026-01-05 09:00');
  });

  const handle = () => env.client.workflow.getHandle(`pilot/${ID}`);
  const adopt = async () => {
    const command: AdoptCalendar = { type: 'adoptCalendar', calendar: newer };
    const to = { kind: 'pilot', id: ID } as const;
    return site.deliver({ id: `pilot/${ID}!calendar@2`, hash: '', actor: SYSTEM, receivedAt: await site.now(), to, command });
  };
  /** Registered while version 1 was today's. */
  const register = async (): Promise<void> => {
    const { snapshot: _, ...input } = await site.runInput('pilot', ID);
    await env.client.workflow.start('pilot', {
      workflowId: `pilot/${ID}`,
      taskQueue: site.taskQueue,
      args: [{ ...input, calendar: nationalCalendar }],
    });
    expect(await site.send('pilot', ID, director, registration)).to.deep.include({ ok: true });
  };
  const draft = (sha256: string) => site.send('pilot', ID, liaison, { type: 'draftPlan', outline: outlineOf(sha256) });
  const plan = () => site.records.duties(ID).find(({ duty }) => duty === 'plan-1');
  const rungs = async (): Promise<string[]> =>
    (await site.records.entries('pilot', ID)).flatMap(({ event, receivedAt }) => ('rung' in event ? [formatDay(dayOf(receivedAt))] : []));

  it('lives by it from then on, and again where it begins anew from the record', async () => {
    await register();
    expect([formatDay(plan()?.due ?? 0), plan()?.calendarVersion]).to.deep.equal(['2026-02-02', 1]);
    expect(await adopt()).to.deep.equal({ ok: true, receipt: { seq: 3, events: ['calendarAdopted'] } });
    expect([formatDay(plan()?.due ?? 0), formatDay(plan()?.firstDue ?? 0), plan()?.calendarVersion]).to.deep.equal([
      '2026-02-04',
      '2026-02-02',
      2,
    ]);
    await handle().terminate('lost');
    expect(await draft('a')).to.deep.include({ ok: true });
    await site.until('2026-02-06 10:00');
    expect(await rungs()).to.deep.equal(['2026-01-26', '2026-02-03', '2026-02-05']);
  });

  it('answers a repeat with the first receipt, and adopts it once', async () => {
    await register();
    const first = await adopt();
    expect(await adopt()).to.deep.equal(first);
    expect((await site.records.entries('pilot', ID)).filter(({ event }) => event.type === 'calendarAdopted')).to.have.lengthOf(1);
  });

  it('records what was decided at once before and after it under the calendar of each', async () => {
    await register();
    const answers = await Promise.all([draft('a'), draft('b'), adopt(), draft('c'), draft('d')]);
    expect(answers.map(({ ok }) => ok)).to.deep.equal([true, true, true, true, true]);
    expect((await site.records.entries('pilot', ID)).map(({ seq }) => seq)).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
    expect((await site.records.view('pilot', ID))?.state.calendarVersion).to.equal(2);
    expect(plan()?.calendarVersion).to.equal(2);
  });
});
