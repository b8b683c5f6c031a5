import { randomUUID } from 'node:crypto';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { expect } from 'chai';
import type { Actor } from '../../domain/actor.js';
import { dayOf, formatDay } from '../../domain/calendar.js';
import type { Envelope, Receipt } from '../../domain/entity.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import { centralReviewer, director, liaison, provincialReviewer } from '../fakes/people.js';
import { outlineOf, registration } from '../fakes/two-year-pilot.js';
import { recordAside } from './aside.js';
import { onSite, type Site } from './site.js';

const draft = (sha256: string): PilotCommand => ({ type: 'draftPlan', outline: outlineOf(sha256) });

describe('the loop that runs an entity', () => {
  let env: TestWorkflowEnvironment;
  let site: Site;
  onSite('suite', (...opened) => void ([site, env] = opened));

  let id = '';
  let count = 0;
  beforeEach(async () => {
    id = `53-2026-${String((count += 1)).padStart(4, '0')}`;
    await site.setClock('2026-01-05 09:00');
  });
  afterEach(() => site.endRuns());

  const handle = () => env.client.workflow.getHandle(`pilot/${id}`);
  const runId = async (): Promise<string> => (await handle().describe()).runId;
  const history = async (): Promise<string[]> =>
    (await handle().fetchHistory()).events?.map((event) => Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? '') ?? [];
  const rungs = async (): Promise<string[]> =>
    (await site.records.entries('pilot', id)).flatMap(({ event, receivedAt }) =>
      'rung' in event ? [`${formatDay(dayOf(receivedAt))} ${String(event.rung)}`] : [],
    );

  /** Straight to the run, past all that the sender does: what comes back is what the loop says. */
  const tell = async (actor: Actor, command: PilotCommand, told: Partial<Envelope> = {}): Promise<Receipt | string> => {
    const envelope: Envelope = { id: randomUUID(), hash: '', actor, receivedAt: await site.now(), recordedSeq: 0, command, ...told };
    try {
      return await handle().executeUpdate<Receipt, [Envelope]>(command.type, { args: [envelope] });
    } catch (error) {
      if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) return error.cause.type ?? '';
      throw error;
    }
  };
  const register = async (): Promise<void> => {
    expect(await site.send('pilot', id, director, registration)).to.deep.equal({
      ok: true,
      receipt: { seq: 2, events: ['pilotRegistered', 'dutiesChanged'] },
    });
  };

  /** A draft is in the record that the run never saw. */
  const crashAfter = (commandId: string) => recordAside(site, 'pilot', id, { commandId, actor: liaison, command: draft('aside') });

  it('gives a repeated command its first receipt and writes nothing', async () => {
    await register();
    const first = await tell(liaison, draft('a1'), { id: 'draft' });
    const second = await tell(liaison, draft('a1'), { id: 'draft' });
    expect([first, second]).to.deep.equal([
      { seq: 3, events: ['planDrafted'] },
      { seq: 3, events: ['planDrafted'] },
    ]);
    expect(await site.records.entries('pilot', id)).to.have.lengthOf(3);
  });

  it('gives two that come at once with one id the same receipt', async () => {
    await register();
    const both = await Promise.all([1, 2].map(() => tell(liaison, draft('a1'), { id: 'draft at once' })));
    expect(both).to.deep.equal([
      { seq: 3, events: ['planDrafted'] },
      { seq: 3, events: ['planDrafted'] },
    ]);
    expect(await site.records.entries('pilot', id)).to.have.lengthOf(3);
  });

  it('does not take another body under the same id for a repeat', async () => {
    await register();
    await tell(liaison, draft('a1'), { id: 'draft under one id', hash: 'one' });
    expect(await tell(liaison, draft('a2'), { id: 'draft under one id', hash: 'other' })).to.equal('KeyReused');
    expect(await site.records.entries('pilot', id)).to.have.lengthOf(3);
  });

  it('refuses by its code and leaves no history', async () => {
    await register();
    const before = await history();
    expect(await tell(provincialReviewer, { type: 'approvePlan', version: 1 })).to.equal('WrongPhase');
    expect(await tell(provincialReviewer, draft('a1'))).to.equal('NoRight');
    expect((await history()).filter((event) => event.startsWith('workflowExecutionUpdate'))).to.deep.equal(
      before.filter((event) => event.startsWith('workflowExecutionUpdate')),
    );
    expect(await site.records.entries('pilot', id)).to.have.lengthOf(2);
  });

  it('waits with its answer while the record is away, first with a local activity, then with an ordinary one', async () => {
    await register();
    site.records.goAway();
    const answers = Promise.all([tell(liaison, draft('a1')), tell(liaison, draft('a2'))]);
    await site.records.whenMissed(3);
    site.records.comeBack();
    expect((await answers).map((answer) => (typeof answer === 'string' ? answer : answer.seq))).to.have.members([3, 4]);
    expect((await site.records.entries('pilot', id)).map(({ seq }) => seq)).to.deep.equal([1, 2, 3, 4]);
    expect(await history()).to.include('activityTaskScheduledEventAttributes');
  });

  it('renews itself when it stands behind the record, and then takes the same command', async () => {
    await register();
    const former = await runId();
    await crashAfter('unseen');
    expect(await tell(liaison, draft('a1'), { id: 'draft behind', recordedSeq: 3 })).to.equal('TryAgain');
    expect(await site.send('pilot', id, liaison, draft('a1'), 'draft behind')).to.deep.equal({
      ok: true,
      receipt: { seq: 4, events: ['planDrafted'] },
    });
    expect(await runId()).not.to.equal(former);
    expect((await site.records.entries('pilot', id)).map(({ seq }) => seq)).to.deep.equal([1, 2, 3, 4]);
  });

  it('writes nothing where the record went on without it and nobody had told it', async () => {
    await register();
    await crashAfter('unseen by anybody');
    expect(await tell(liaison, draft('a1'), { id: 'draft unaware' })).to.equal('TryAgain');
    expect(await site.send('pilot', id, liaison, draft('a1'), 'draft unaware')).to.deep.equal({
      ok: true,
      receipt: { seq: 4, events: ['planDrafted'] },
    });
  });

  it('answers with the first receipt where the record has a command that it never saw itself', async () => {
    await register();
    const former = await runId();
    await crashAfter('recorded before the crash');
    await tell(liaison, draft('aside'), { recordedSeq: 3 });
    await site.until('2026-01-05 10:00');
    expect(await runId()).not.to.equal(former);
    const again = await tell(liaison, draft('aside'), {
      id: 'recorded before the crash',
      hash: 'hash of recorded before the crash',
      recordedSeq: 3,
    });
    expect(again).to.deep.equal({ seq: 3, events: ['planDrafted'] });
  });

  it('renews itself after a thousand events and keeps state, receipts and alarms', async () => {
    await register();
    const former = await runId();
    const names: string[] = [];
    while ((await runId()) === former && names.length < 400) {
      for (let more = 0; more < 20; more++) {
        const name = `draft-${names.length + 1}`;
        expect(await tell(liaison, draft(name), { id: name })).to.deep.equal({ seq: names.length + 3, events: ['planDrafted'] });
        names.push(name);
      }
    }
    expect(await runId()).not.to.equal(former);
    const remembered = names.length - 60;
    const again = await tell(liaison, draft('again'), { id: `draft-${remembered}` });
    expect(again).to.deep.equal({ seq: remembered + 2, events: ['planDrafted'] });
    await site.until('2026-02-04 09:00');
    expect(await rungs()).to.deep.equal(['2026-01-26 reminder', '2026-01-30 reminder', '2026-02-03 chase']);
    expect((await site.records.view('pilot', id))?.state.inner.draft?.outline.sha256).to.equal(names.at(-1));
  });

  it('resumes the ladder after an outage over two rungs: one at once, the next after its gap', async () => {
    await register();
    await handle().terminate('the engine has lost it');
    await site.until('2026-01-31 09:00');
    const input = await site.runInput('pilot', id);
    await env.client.workflow.start('pilot', { workflowId: `pilot/${id}`, taskQueue: site.taskQueue, args: [input] });
    await site.until('2026-03-31 09:00');
    const climbed = ['2026-02-02 reminder', '2026-02-06 reminder', '2026-02-10 chase', '2026-02-13 supervision-notice'];
    expect(await rungs()).to.deep.equal(climbed);
  });

  it('lets an alarm ring in vain where what it stood for is done', async () => {
    await register();
    await site.send('pilot', id, liaison, draft('a1'));
    await site.send('pilot', id, director, { type: 'submitPlan', sha256: 'a1' });
    for (const reviewer of [provincialReviewer, centralReviewer])
      expect((await site.send('pilot', id, reviewer, { type: 'approvePlan', version: 1 })).ok).to.equal(true);
    const { length } = await site.records.entries('pilot', id);
    await site.until('2026-02-10 09:00');
    expect(await site.records.entries('pilot', id)).to.have.lengthOf(length);
    expect(await history()).to.include('timerFiredEventAttributes');
    expect((await handle().describe()).status.name).to.equal('RUNNING');
    await site.until('2026-06-16 09:00');
    expect((await site.records.entries('pilot', id))[length]?.event.type).to.equal('reportWindowOpened');
  });

  it('goes on when the engine is asked to cancel it', async () => {
    await register();
    await handle().cancel();
    expect(await tell(liaison, draft('a1'), { id: 'draft after cancelling' })).to.deep.equal({ seq: 3, events: ['planDrafted'] });
    await site.until('2026-01-27 09:00');
    expect(await rungs()).to.deep.equal(['2026-01-26 reminder']);
    expect((await handle().describe()).status.name).to.equal('RUNNING');
  });

  it('is begun anew from the record by the next command when the engine has lost it', async () => {
    await register();
    await handle().terminate('the engine has lost it');
    expect(await site.send('pilot', id, liaison, draft('a1'))).to.deep.equal({ ok: true, receipt: { seq: 3, events: ['planDrafted'] } });
  });
});
