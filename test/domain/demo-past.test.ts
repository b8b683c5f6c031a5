import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { atTimeOfDay, DAY_MS, dayOf, parseDay } from '../../domain/calendar.js';
import { CHAIN_PHASES } from '../../domain/chain/state.js';
import { entityOf } from '../../domain/kinds.js';
import { lightAt } from '../../domain/light.js';
import { PILOT_LEVELS } from '../../domain/pilot/levels.js';
import { PILOT_PHASES } from '../../domain/pilot/state.js';
import { nothingYet, project, type EntityView } from '../../domain/view.js';
import { sealAll } from '../../models/entry.js';
import { FIRST_LINK, follow } from '../../server/maintenance/chain.js';
import { missingIn } from '../../domain/pilot/plan-content.js';
import { planDraftSchema } from '../../server/routes/plan.js';
import { statementSchema } from '../../server/routes/statement.js';
import { contentsOf, tenOn } from './demo-contents.js';

const changeOf = (inner: unknown): unknown => (typeof inner === 'object' && inner !== null && 'change' in inner ? inner.change : undefined);

/** A pilot's light, as its list shows it. */
function lightOf({ firstDueAt: dueAt, firstYellowFrom: yellowFrom, phase }: EntityView, now: number): string {
  if (dueAt === undefined || yellowFrom === undefined) return phase === 'closed' ? 'blue' : 'grey';
  const light = lightAt({ status: 'open', dueAt, yellowFrom }, now);
  return phase === 'suspended' && light !== 'red' ? 'grey' : light;
}
const LIGHTS = ['green', 'yellow', 'red', 'blue', 'grey'];

describe("the demo's past", () => {
  const now = tenOn('2026-11-23');
  const demo = contentsOf(now);

  it('has pilots of every level and in every phase, a dozen and more, in many provinces', () => {
    expect(demo.pilots).to.have.length.above(11);
    const phases = PILOT_PHASES.filter((phase) => phase !== 'unregistered');
    expect(new Set(demo.pilots.map(({ phase }) => phase))).to.deep.equal(new Set(phases));
    expect(new Set(demo.pilots.map(({ fields }) => fields['level']))).to.deep.equal(new Set(PILOT_LEVELS));
    expect(new Set(demo.pilots.map(({ fields }) => fields['province'])).size).to.be.above(8);
    for (const level of PILOT_LEVELS) {
      const reviewing = demo.pilots.filter(({ phase, fields }) => phase === 'reviewing' && fields['level'] === level);
      expect(reviewing, `a plan of level ${level} under review`).not.to.be.empty;
    }
  });

  it('begins about two years ago, and nothing in it lies in the future', () => {
    const instants = demo.entries.flatMap(({ receivedAt, decidedAt }) => [receivedAt, decidedAt]);
    expect(Math.max(...instants)).to.be.at.most(now);
    expect(now - Math.min(...instants)).to.be.within(725 * DAY_MS, 735 * DAY_MS);
    for (const { wakeAt } of demo.streams.map(({ projection }) => projection.view))
      if (wakeAt !== undefined) expect(wakeAt).to.be.above(now);
  });

  it('is the same for the same instant', () => {
    expect(JSON.stringify(contentsOf(now).streams)).to.equal(JSON.stringify(demo.streams));
  });

  it('has notices on every rung: waiting for their issuer, sent and unsigned, signed, talked over, published, closed', () => {
    const notices = demo.streams.filter(({ kind }) => kind === 'notice').map(({ projection }) => projection.view);
    const seen = new Set(notices.map(({ fields, phase }) => `${String(fields['form'])} ${phase}`));
    for (const one of [
      'notice drafted',
      'notice issued',
      'notice signed',
      'notice raised',
      'talk talked',
      'talk raised',
      'circular closed',
    ])
      expect(seen, one).to.include(one);
    const numbers = notices.map(({ fields }) => fields['number']).filter((number) => number !== '');
    expect(new Set(numbers).size).to.equal(numbers.length);
  });

  it('shows what an office lives through', () => {
    const happened = (type: string, more: (event: Readonly<Record<string, unknown>>) => boolean = () => true): boolean =>
      demo.entries.some(({ event }) => event.type === type && more({ ...event }));
    expect(happened('rungReached', ({ rung }) => rung === 'reminder')).to.be.true;
    expect(happened('rungReached', ({ rung }) => rung === 'chase')).to.be.true;
    for (const type of [
      'pilotSuspended',
      'pilotResumed',
      'pilotTerminated',
      'conclusionReturned',
      'planReturned',
      'planRejected',
      'postHandedOver',
      'postDelegated',
      'holderReleased',
      'delegationEnded',
    ])
      expect(happened(type), type).to.be.true;
    const changes = demo.entries.filter(({ event }) => event.type === 'planSubmitted' && 'reason' in event);
    expect(changes, 'one change of plan approved, one under review').to.have.length(2);
    const judged = demo.entries.filter(({ event }) => event.type === 'planApproved' && 'version' in event && event.version === 2);
    expect(judged).not.to.be.empty;
    expect(demo.duties.some(({ firstDue, due }) => due > firstDue)).to.be.true;
    expect(demo.pilots.some(({ state, phase }) => phase === 'running' && changeOf(state.inner) !== undefined)).to.be.true;
    expect(happened('reportSubmitted', ({ isLate }) => isLate === true)).to.be.true;
    expect(happened('reportJudged', ({ verdict }) => verdict === 'returned')).to.be.true;
    expect(happened('milestoneSubmitted', ({ isLate }) => isLate === true)).to.be.true;
    expect(happened('reportSkipAsked')).to.be.true;
    expect(happened('reportSkipDecided', ({ verdict }) => verdict === 'approved')).to.be.true;
    expect(happened('reportWindowOpened', ({ period }) => String(period).includes('-H'))).to.be.true;
    expect(happened('figuresEntered', ({ figures }) => JSON.stringify(figures).includes('"key"'))).to.be.true;
    for (const verdict of ['met', 'not-met', 'returned'])
      expect(
        happened('milestoneJudged', (event) => event['verdict'] === verdict),
        verdict,
      ).to.be.true;
    expect(demo.entries.some(({ actor, event }) => actor.onBehalfOf !== undefined && event.type === 'reportSubmitted')).to.be.true;
    expect(demo.duties.some(({ status, isLate }) => status === 'done' && isLate === true)).to.be.true;
    expect(demo.duties.some(({ kind, status }) => kind === 'fill-post' && status === 'open')).to.be.true;
    expect(demo.past.refusedMessages()).to.be.empty;
  });

  it('folds to what it projects, and its seals hold', () => {
    for (const { kind, id, entries, projection } of demo.streams) {
      const sealed = sealAll(`${kind}/${id}`, FIRST_LINK, entries);
      expect(follow(`${kind}/${id}`, FIRST_LINK, sealed), id).not.to.have.property('kind');
      const folded = project(kind, id, nothingYet(kind), entries, demo.calendarOf(kind, id));
      expect(folded.view, id).to.deep.equal(projection.view);
      expect(folded.duties, id).to.have.deep.members([...projection.duties]);
      expect(entityOf(kind).isClosed(folded.view.state), id).to.equal(folded.view.isClosed);
    }
  });

  it('has every text its record refers to, in Chinese and of some length, and every plan and statement as the API takes it', () => {
    const referred = new Set(demo.streams.flatMap(({ projection }) => projection.documents));
    expect(new Set(demo.documents.keys())).to.deep.equal(referred);
    for (const [sha256, text] of demo.documents) {
      expect(createHash('sha256').update(text).digest('hex')).to.equal(sha256);
      expect(text)
        .to.match(/[\u4e00-\u9fff]{10}/)
        .and.not.to.include('undefined');
      expect(text.length).to.be.above(200);
      if (text.startsWith('{')) {
        const content: unknown = JSON.parse(text);
        if (text.includes('"milestones":')) {
          expect(planDraftSchema.validate(content).error, text).to.equal(undefined);
          expect(missingIn(JSON.parse(text))).to.deep.equal([]);
        } else expect(statementSchema.validate(content).error, text).to.equal(undefined);
      }
    }
  });

  it('numbers its pilots and hosts as the API would, and says how far the numbers are used', () => {
    for (const { kind, id } of demo.streams) {
      const [, region = '', year, number] = /^(\d{2,4})-(?:(\d{4})-)?h?(\d+)$/.exec(id) ?? [];
      // A chain is numbered by its year.
      if (number === undefined || kind === 'chain') continue;
      const series = kind === 'pilot' ? `pilot/${region}-${year}` : `host/${region}`;
      expect(demo.counters.get(series), id).to.be.at.least(Number(number));
    }
  });

  it('has every phase and every light whatever the day it is made on', function () {
    this.timeout(120_000);
    const first = parseDay('2026-09-25') ?? 0;
    for (let day = first; day < first + 400; day += 29) {
      const at = atTimeOfDay(day, (day % 24) * 60);
      const { pilots, duties, views } = contentsOf(at);
      const when = `on ${new Date(at).toISOString()}`;
      expect(new Set(pilots.map(({ phase }) => phase)).size, when).to.equal(PILOT_PHASES.length - 1);
      expect(new Set(views('chain').map(({ phase }) => phase)).size, when).to.equal(CHAIN_PHASES.length);
      expect([...new Set(pilots.map((view) => lightOf(view, at)))], when).to.have.members(LIGHTS);
      expect([...new Set(duties.map((duty) => lightAt(duty, at)))], when).to.have.members(LIGHTS);
    }
  });

  it('never breaks a rule on the days around the longest holidays', function () {
    this.timeout(120_000);
    for (const [from, length] of [
      ['2026-09-29', 12],
      ['2027-02-03', 14],
    ] as const) {
      const first = parseDay(from) ?? 0;
      for (let day = first; day < first + length; day += 3) {
        const at = atTimeOfDay(day, 15 * 60);
        expect(contentsOf(at).pilots.length, String(dayOf(at))).to.be.above(11);
      }
    }
  });
});
