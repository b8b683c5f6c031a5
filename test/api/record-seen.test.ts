import { expect } from 'chai';
import { eventSeenBy } from '../../server/routes/inventory-seen.js';
import { actorOf, director, systemAdministrator } from '../fakes/people.js';

describe('an event of a unit’s record', () => {
  const received = { type: 'noticeReceived', notice: '53-2026-0007~plan-1~20260714', number: '滇产改办督〔2026〕1号', year: '2026' };
  const opened = { type: 'pilotOpened', pilot: '53-2026-0007' };

  it('names no notice and no pilot to those for whom there are none', () => {
    for (const actor of [actorOf('shen', '53', 'evaluator'), systemAdministrator]) {
      expect(eventSeenBy(actor, received)).to.deep.equal({ type: 'noticeReceived', year: '2026' });
      expect(eventSeenBy(actor, opened)).to.deep.equal({ type: 'pilotOpened' });
    }
  });

  it('is whole for those in business', () => {
    for (const event of [received, opened]) expect(eventSeenBy(director, event)).to.deep.equal(event);
  });
});
