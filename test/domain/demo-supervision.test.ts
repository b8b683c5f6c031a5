import { expect } from 'chai';
import { escalationsOf } from '../../domain/chain/escalation-groups.js';
import { CHAIN_PHASES, ITEM_STATUSES, type Chain, type Item } from '../../domain/chain/state.js';
import { dayOf, endOfDay } from '../../domain/calendar.js';
import type { Watched } from '../../domain/duty.js';
import { RUNGS } from '../../domain/ladders.js';
import { lightAt } from '../../domain/light.js';
import type { Supervised } from '../../domain/supervision.js';
import { contentsOf, tenOn, type DemoContents } from './demo-contents.js';

const isChain = (inner: unknown): inner is Chain => typeof inner === 'object' && inner !== null && 'signatures' in inner;

/** The chains of a demo by id. */
const chainsOf = ({ views }: DemoContents): ReadonlyMap<string, Supervised<Chain>> =>
  new Map(views('chain').flatMap(({ id, state: { inner, ...state } }) => (isChain(inner) ? [[id, { ...state, inner }] as const] : [])));
const itemsOf = ({ items }: Chain): readonly Item[] => Object.values(items);
/** `acknowledged 2` is the second attempt of whoever has it in hand. */
const standingOf = ({ status, line }: Item): string => {
  const last = line.at(-1);
  return last === undefined ? status : `${last.status} ${last.attempt}`;
};

const isRunning = (delegation: unknown, at: number): boolean =>
  typeof delegation === 'object' && delegation !== null && 'until' in delegation && Number(delegation.until) > at;

describe("the supervision of the demo's past", () => {
  const now = tenOn('2026-11-23');
  const demo = contentsOf(now);
  const chains = chainsOf(demo);
  const inProvince = (province: string): Chain[] =>
    [...chains].flatMap(([id, { inner }]) => (id.startsWith(province) && inner.phase !== 'unopened' ? [inner] : []));

  const inProvinceWatched = (province: string): Watched[] =>
    [...chains].flatMap(([id, { watched }]) => (id.startsWith(province) ? Object.values(watched) : []));

  it('has chains in every phase, and one that nobody has opened', () => {
    expect(new Set([...chains.values()].map(({ inner }) => inner.phase))).to.deep.equal(new Set(CHAIN_PHASES));
  });

  it('has a statement that is stuck half-way down and late', () => {
    const [chain] = inProvince('33');
    expect(chain?.signatures.map(({ post }) => post)).to.deep.equal(['33/leader', '33/office-director']);
    const turn = demo.duties.find(({ kind, entity, status }) => kind === 'sign-statement' && entity.startsWith('33-') && status === 'open');
    expect(turn?.post).to.equal('33/lead-department');
    expect(turn === undefined ? '' : lightAt(turn, now)).to.equal('red');
  });

  it('has statements that were sent back, by the leader and by a department', () => {
    const returned = demo.entries.flatMap(({ event }) => (event.type === 'statementReturned' && 'post' in event ? [event.post] : []));
    expect(returned).to.include('61/leader').and.include('51/lead-department');
  });

  it('has items of every status in full work: passed on, unsigned, fed back, returned, late, closed, withdrawn', () => {
    const items = inProvince('53').flatMap(itemsOf);
    const statuses = [...chains.values()].flatMap(({ inner }) => itemsOf(inner)).map(({ status }) => status);
    expect(new Set(statuses)).to.deep.equal(new Set(ITEM_STATUSES));
    for (const one of ['assigned 1', 'acknowledged 1', 'acknowledged 2', 'fed-back 1', 'closed', 'withdrawn'])
      expect(items.map(standingOf), one).to.include(one);
    expect(items.some(({ line }) => line.length > 1)).to.be.true;
    const late = inProvinceWatched('53').find(({ kind, due }) => kind === 'feed-back-item' && endOfDay(due) < now);
    expect(late?.climbed?.map(({ rung }) => rung)).to.deep.equal(['reminder', 'reminder', 'chase']);
  });

  it('goes on in this year with what last year was closed with', () => {
    expect(chains.get('51-2025')?.inner.phase).to.equal('closed');
    expect(
      inProvince('51')
        .flatMap(itemsOf)
        .some(({ carriedFrom }) => carriedFrom === '51-2025'),
    ).to.be.true;
  });

  it('has what pilots let climb answered and unanswered in one province, and settled in another', () => {
    const escalations = inProvince('53').flatMap((chain) => escalationsOf(chain).map(([, one]) => one));
    expect(escalations.map(({ answered }) => answered !== undefined)).to.have.members([true, false]);
    expect([...chains.values()].some(({ inner }) => inner.settled > 0)).to.be.true;
  });

  it('has extensions asked for, agreed to, granted, refused and declined', () => {
    const states = demo.duties.flatMap(({ status, extension }) => {
      if (status !== 'open' || extension === undefined) return [];
      const { request, last } = extension;
      if (request !== undefined) return request.agreed === undefined ? ['asked'] : ['agreed'];
      return last === undefined ? [] : [last.verdict];
    });
    expect(new Set(states)).to.deep.equal(new Set(['asked', 'agreed', 'granted', 'refused', 'declined']));
    const granted = demo.duties.find(({ extension }) => extension?.last?.verdict === 'granted');
    expect(granted?.due).to.be.above(granted?.firstDue ?? Infinity);
  });

  it('has a handover that took effect by itself, one to come, a delegation that runs, and an empty post owed by the level above', () => {
    const taken = demo.entries.find(({ actor, event }) => event.type === 'postHandedOver' && actor.role === 'system');
    expect(taken?.event).to.nested.include({ role: 'liaison', 'to.person': 'p-21-liaison', 'from.person': 'p-21-liaison-former' });
    const planned = demo.entries.find(
      ({ event }) => event.type === 'handoverPlanned' && 'effective' in event && Number(event.effective) > dayOf(now),
    );
    expect(planned?.event).to.include({ role: 'liaison', person: 'p-3205-liaison' });
    expect(demo.entries.some(({ event }) => event.type === 'postDelegated' && 'delegation' in event && isRunning(event.delegation, now))).to
      .be.true;
    expect(demo.duties.find(({ kind, status }) => kind === 'fill-post' && status === 'open')?.post).to.equal('65/office-director');
  });

  it('has a calendar that was published on the way and re-dated what was open, the first date kept', () => {
    const adopted = demo.entries.flatMap(({ event }) => (event.type === 'calendarAdopted' && 'redated' in event ? [event.redated] : []));
    expect(adopted)
      .to.have.length(demo.publications[0]?.adopted ?? 0)
      .above(2);
    expect(adopted.flat()).to.have.length.above(1);
    const redated = demo.duties.filter(({ entity, due, firstDue }) => entity.startsWith('45') && due > firstDue);
    expect(redated.map(({ kind }) => kind)).to.include.members(['submit-plan', 'submit-statement']);
  });

  it('lets nobody of that province work on its own days off', () => {
    const off = demo.publications.flatMap(({ plan }) => plan.changed);
    const worked = demo.streams.flatMap(({ id, entries }) =>
      id.startsWith('45') ? entries.map(({ receivedAt }) => dayOf(receivedAt)) : [],
    );
    expect(off).to.have.length(2);
    expect(worked.filter((day) => off.includes(day))).to.deep.equal([]);
  });

  it('has every rung of the ladders', () => {
    const rungs = demo.entries.flatMap(({ event }) => (event.type === 'rungReached' && 'rung' in event ? [event.rung] : []));
    expect(new Set(rungs)).to.deep.equal(new Set(RUNGS));
  });

  it('has chains in every phase around the turn of a year, too', function () {
    this.timeout(120_000);
    for (const text of ['2026-12-31', '2027-01-01', '2027-01-29', '2027-03-16', '2027-11-02']) {
      const { views, past } = contentsOf(tenOn(text));
      expect(new Set(views('chain').map(({ phase }) => phase)), text).to.deep.equal(new Set(CHAIN_PHASES));
      expect(past.refusedMessages(), text).to.be.empty;
    }
  });
});
