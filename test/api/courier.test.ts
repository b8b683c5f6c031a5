import { MockActivityEnvironment } from '@temporalio/testing';
import { expect } from 'chai';
import { createCourierActivities } from '../../activities/deliver.js';
import { SECOND_MS } from '../../domain/calendar.js';
import type { MessageLane, WaitingMessage } from '../../domain/errand-ports.js';
import type { Send, SendAnswer } from '../../domain/ports.js';
import '../fakes/quiet-runtime.js';

const NOW = 1_800_000_000_000;
const DONE: SendAnswer = { ok: true, receipt: { seq: 1, events: [] } };
const refused = (code: 'Busy' | 'HandoverMissing' | 'Closed'): SendAnswer => ({ ok: false, code, facts: {} });

const message = (id: string, to: string, more: Partial<WaitingMessage> = {}): WaitingMessage => ({
  id,
  from: 'chain/53-2026',
  to: { kind: 'chain', id: to },
  command: { type: 'noteEscalation' },
  createdAt: NOW,
  attempts: 0,
  ...more,
});

describe('the courier', () => {
  /** Gives out these lanes at its first look; what became of each message, and how long it then rested. */
  const work = async (lanes: readonly MessageLane[], answer: Send, nextDueAt?: number) => {
    const closing = new AbortController();
    const looks = [lanes];
    const became: Record<string, string> = {};
    const rests: number[] = [];
    const settle = (outcome: string) => async (id: string) => void (became[id] = outcome);
    const courier = createCourierActivities({
      messages: {
        dueMessages: async () => looks.shift() ?? [],
        nextDueAt: async () => nextDueAt,
        delivered: settle('delivered'),
        refused: async (id, reason) => settle(reason)(id),
        postpone: settle('postponed'),
      },
      bell: {
        rung: async (_, timeoutMs) => {
          rests.push(timeoutMs);
          closing.abort();
        },
      },
      send: answer,
      desk: { person: async () => undefined, inventory: async () => ({ asOf: NOW, duties: 0, signatures: 0, mails: 0, items: [] }) },
      automaticIssue: async () => ({ kinds: [], version: 1 }),
      now: () => NOW,
      closing: closing.signal,
    });
    await new MockActivityEnvironment().run(() => courier.deliver());
    return { became, rests };
  };

  it('brings what waits between two within one look, one after another', async () => {
    const ids = Array.from({ length: 150 }, (_, index) => `m${index}`);
    const sent: string[] = [];
    let underWay = 0;
    const { became } = await work([ids.map((id) => message(id, '53-2027'))], async ({ id }) => {
      underWay += 1;
      await Promise.resolve();
      sent.push(id);
      expect(underWay).to.equal(1);
      underWay -= 1;
      return DONE;
    });
    expect(sent).to.deep.equal(ids);
    expect(Object.keys(became)).to.deep.equal(ids);
  });

  it('stops a lane at the first that is not settled, and no other', async () => {
    const lanes = ['a', 'b'].map((lane) => [1, 2, 3].map((number) => message(`${lane}${number}`, lane)));
    const { became } = await work(lanes, async ({ id }) => (id === 'a2' ? refused('Busy') : DONE));
    expect(became).to.deep.equal({ a1: 'delivered', a2: 'postponed', b1: 'delivered', b2: 'delivered', b3: 'delivered' });
  });

  it('gives every lane a turn before one has its second', async () => {
    const lanes = Array.from({ length: 25 }, (_, lane) => [1, 2].map((number) => message(`${lane}/${number}`, `${lane}`)));
    const sent: string[] = [];
    await work(lanes, async ({ id }) => {
      sent.push(id);
      return DONE;
    });
    expect(sent.slice(0, 25).every((id) => id.endsWith('/1'))).to.equal(true);
    expect(sent).to.have.length(50);
  });

  it('rests until the next message is due, and no longer than five seconds', async () => {
    const rests = await Promise.all(
      [NOW + 700, NOW + 60 * SECOND_MS, undefined].map(async (next) => (await work([], async () => DONE, next)).rests),
    );
    expect(rests).to.deep.equal([[700], [5_000], [5_000]]);
  });

  it('has told for nothing where the handover is gone whose day has come', async () => {
    const command = { type: 'takeOverPost', role: 'leader', person: 'zhou' };
    const lane = [
      message('day', '53', { to: { kind: 'unit', id: '53' }, command }),
      message('other', '53', { to: { kind: 'unit', id: '53' } }),
    ];
    const { became } = await work([lane], async () => refused('HandoverMissing'));
    expect(became).to.deep.equal({ day: 'delivered', other: 'HandoverMissing' });
  });

  it('has told for nothing whom it does not matter to once it has ended', async () => {
    const lane = [message('moot', 'x', { isMootOnceClosed: true }), message('missed', 'x')];
    const { became } = await work([lane], async () => refused('Closed'));
    expect(became).to.deep.equal({ moot: 'delivered', missed: 'Closed' });
  });
});
