import { expect } from 'chai';
import { lightAt } from '../../domain/light.js';
import { extendedPilot, TRAINING } from '../fakes/extended-pilot.js';
import { compareWithGolden, legible } from './golden.js';
import { hashOf, instantOf, onSite, type Site } from './site.js';

const PILOT = '53-2026-0012';
/** When the light of the first milestone is looked at: before it is asked for another date, while it waits, past its day while it waits, refused. */
const LOOKS = ['2026-06-12 12:00', '2026-06-15 12:00', '2026-06-17 12:00', '2026-07-27 12:00', '2026-08-03 12:00', '2026-08-03 16:00'];

describe('a pilot with extensions', () => {
  let site: Site;
  onSite('suite', (opened) => void (site = opened));

  it('is recorded as it always was: asked, agreed, granted, refused; the ladder held meanwhile, the light as it is', async () => {
    await site.setClock('2026-01-05 09:00');
    const refusals: unknown[] = [];
    const lights: unknown[] = [];
    const looks = [...LOOKS];
    const lookUntil = async (at: string): Promise<void> => {
      for (let [next] = looks; next !== undefined && next < at; [next] = looks) {
        looks.shift();
        await site.until(next);
        const duty = site.records.duties(PILOT).find(({ duty: id }) => id === TRAINING) ?? expect.fail('nothing is owed');
        lights.push(legible({ at: next, light: lightAt(duty, instantOf(next)), due: duty.due, rung: duty.rung ?? 'none' }));
      }
    };
    for (const [index, { at, actor, command, refusedWith }] of extendedPilot.entries()) {
      await lookUntil(at);
      await site.until(at);
      const letter = { id: `step-${index + 1}`, hash: hashOf(command), actor, receivedAt: instantOf(at) };
      const answer = await site.deliver({ ...letter, to: { kind: 'pilot', id: PILOT }, command });
      expect(answer.ok ? undefined : answer.code, `${at} ${command.type}`).to.equal(refusedWith);
      if (!answer.ok) refusals.push({ at, by: actor.post, command: command.type, code: answer.code, facts: answer.facts });
    }
    await site.until('2026-12-24 12:00');

    const isAbout = (one: unknown): boolean => /milestone-(training|certificates)|"notice":"extension/.test(JSON.stringify(one));
    const entries = await site.records.entries('pilot', PILOT);
    const { seen, expected } = compareWithGolden('pilot-extended', {
      record: entries
        .filter(({ event }) => isAbout(event))
        .map(({ seq, receivedAt, actor, event }) => legible({ seq, receivedAt, by: actor.post, event })),
      lights,
      refusals,
      outbox: site.records.outbox(`pilot/${PILOT}`).filter(isAbout).map(legible),
      duties: site.records.duties(PILOT).filter(isAbout).map(legible),
    });
    expect(seen).to.deep.equal(expected);
  });
});
