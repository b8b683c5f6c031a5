import { expect } from 'chai';
import * as fc from 'fast-check';
import { personsOf, postOf } from '../../domain/actor.js';
import { dayOf, endOfDay } from '../../domain/calendar.js';
import type { Typed } from '../../domain/entity.js';
import { escalationsOf } from '../../domain/chain/escalation-groups.js';
import type { ChainEvent } from '../../domain/chain/messages.js';
import { isOpenItem, SIGNING_ORDER, type Chain } from '../../domain/chain/state.js';
import type { DutyView } from '../../domain/duty-view.js';
import { nothingYet, project } from '../../domain/view.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { lifeOfChain } from './chain-lives.js';
import { steps, type Life, type Moment, type Step } from './living.js';
import { unitOf } from './stage.js';

const OPTIONS = { seed: 20_260_107, numRuns: 100 };
const lives = new Map<string, Life>();
/** The same scripts are drawn for every property: each is lived once. */
function livedOnce(script: readonly Step[]): Life {
  const key = JSON.stringify(script);
  const life = lives.get(key) ?? lifeOfChain(script);
  lives.set(key, life);
  return life;
}
const holds = (check: (life: Life) => void): void =>
  fc.assert(
    fc.property(steps(90), (script) => check(livedOnce(script))),
    OPTIONS,
  );
const read = new WeakMap<object, Chain>();
/** As whoever reads the record gets it. */
function innerOf(state: Moment['after']): Chain {
  const copy: Chain = read.get(state) ?? JSON.parse(JSON.stringify(state.inner));
  read.set(state, copy);
  return copy;
}
const told = (events: readonly Typed[]): readonly ChainEvent[] => JSON.parse(JSON.stringify(events));

describe('any life of a chain', () => {
  it('has everything in it that these tests are about', () => {
    const seen = new Map<string, number>();
    holds((life) => {
      for (const {
        event: { type },
      } of life.entries)
        seen.set(type, (seen.get(type) ?? 0) + 1);
    });
    const types: readonly ChainEvent['type'][] = [
      'statementSigned',
      'statementReturned',
      'statementInForce',
      'itemReassigned',
      'itemWithdrawn',
      'itemFedBack',
      'itemVerified',
      'itemCarriedOver',
      'escalationNoted',
      'escalationSettled',
      'escalationsAnswered',
      'messagePassedOn',
      'yearEnded',
      'chainLapsed',
      'selfAssessmentReturned',
      'chainClosed',
    ];
    expect(types.filter((type) => (seen.get(type) ?? 0) < 5)).to.deep.equal([]);
  });

  it('stays closed once it is, and takes nothing any more but what it passes on', () => {
    holds(({ moments }) => {
      for (const { before, after, decision } of moments) {
        if (innerOf(before).phase !== 'closed') continue;
        expect(innerOf(after)).to.deep.equal(innerOf(before));
        expect(after.watched).to.deep.equal({});
        if (decision.ok) expect(decision.events.map(({ type }) => type)).to.deep.equal(['messagePassedOn']);
      }
    });
  });

  it('is signed from the top down, each level once for each version, and is in force with the last signature only', () => {
    holds((life) => {
      let [version, signed] = [0, 0];
      for (const { event, actor } of life.entries) {
        switch (event.type) {
          case 'statementSubmitted':
            version += 1;
            signed = 0;
            break;
          case 'statementSigned':
            expect(event).to.deep.include({ version, post: postOf('53', SIGNING_ORDER[signed] ?? 'leader'), person: actor.person });
            expect(actor.post).to.equal(postOf('53', SIGNING_ORDER[signed] ?? 'leader'));
            signed += 1;
            break;
          case 'statementReturned':
            expect(actor.post).to.equal(postOf('53', SIGNING_ORDER[signed] ?? 'leader'));
            signed = 0;
            break;
          case 'statementInForce':
            expect(signed).to.equal(SIGNING_ORDER.length);
            break;
          default:
        }
      }
    });
  });

  it('closes an item once, and takes none back', () => {
    holds(({ moments }) => {
      const ended = new Map<string, string>();
      for (const { after } of moments) {
        const { items } = innerOf(after);
        for (const [id, status] of ended) expect(items[id]?.status).to.equal(status);
        for (const [id, item] of Object.entries(items)) if (!isOpenItem(item)) ended.set(id, item.status);
      }
    });
  });

  it('loses no item that was ever in its list', () => {
    holds(({ moments }) => {
      const known = new Map<string, string | undefined>();
      for (const { after } of moments) {
        const { items } = innerOf(after);
        for (const [id, carriedFrom] of known) expect(items[id]?.carriedFrom, id).to.equal(carriedFrom);
        for (const [id, { carriedFrom }] of Object.entries(items)) known.set(id, carriedFrom);
      }
    });
  });

  it('hands an item down a line in which everybody has it from the one above, by no later day', () => {
    holds(({ moments }) => {
      for (const { after } of moments)
        for (const { line } of Object.values(innerOf(after).items))
          line.forEach(({ from, dueDay, since, attempt, status }, index) => {
            const above = line[index - 1];
            if (above === undefined) return expect(from).to.be.oneOf(['53/leader', '53/office-director']);
            expect(from).to.equal(above.to);
            // Below a level that is late already the day may be the very day of handing down.
            return status === 'assigned' && attempt === 1 ? expect(dueDay).to.be.at.most(Math.max(above.dueDay, dayOf(since))) : undefined;
          });
    });
  });

  it('has nothing verified and no year confirmed by a person with a part in it', () => {
    holds(({ moments }) => {
      for (const { before, actor, decision } of moments) {
        if (!decision.ok) continue;
        const { items, selfAssessment } = innerOf(before);
        for (const event of told(decision.events)) {
          if (event.type === 'itemVerified')
            for (const person of personsOf(actor)) expect(items[event.item]?.line.at(-1)?.fedBackBy ?? []).to.not.include(person);
          if (event.type === 'chainClosed' || event.type === 'selfAssessmentReturned')
            for (const person of personsOf(actor)) expect(selfAssessment?.by ?? []).to.not.include(person);
        }
      }
    });
  });

  it('owes every duty under an id of its own: none that was settled is opened again', () => {
    holds(({ entries }) => {
      const settled = new Set<string>();
      for (const { event } of entries) {
        const { opened = [], settled: over = [] }: { opened?: { id: string }[]; settled?: { id: string }[] } =
          event.type === 'dutiesChanged' ? JSON.parse(JSON.stringify(event)) : {};
        for (const { id } of opened) expect([...settled]).to.not.include(id);
        for (const { id } of over) settled.add(id);
      }
    });
  });

  it('opens no duty that is overdue already, unless its time passed while nobody was there', () => {
    holds(({ moments }) => {
      for (const { before, after, now, command, decision } of moments) {
        if (!decision.ok || decision.events.some(({ type }) => type === 'yearEnded')) continue;
        for (const [id, { due }] of Object.entries(after.watched))
          if (before.watched[id] === undefined) expect(endOfDay(due), `${id} ${command.type}`).to.be.at.least(now);
      }
    });
  });

  it('owes every duty to one post, which a province has; a second extension alone is decided by the centre', () => {
    const posts = Object.keys(unitOf('53', 'province').inner().posts).map((role) => `53/${role}`);
    holds(({ moments }) => {
      for (const { after } of moments)
        for (const { post, kind } of Object.values(after.watched))
          expect(kind === 'decide-extension' ? [...posts, '00/reviewer'] : posts).to.include(post);
    });
  });

  it('has one duty for every level and day on which something unanswered reached it', () => {
    holds(({ moments }) => {
      for (const { after } of moments) {
        const inner = innerOf(after);
        if (inner.phase === 'closed') continue;
        const open = escalationsOf(inner).flatMap(([, one]) => (one.answered === undefined ? [one] : []));
        const levels = new Set(open.map(({ role, on }) => `${role} ${on}`));
        const owed = Object.values(after.watched).filter(({ kind }) => kind === 'answer-escalations');
        expect(owed.map(({ post }) => post).filter((post) => !open.some(({ role }) => postOf('53', role) === post))).to.deep.equal([]);
        expect(owed.length).to.be.at.least(levels.size);
      }
    });
  });

  it('counts what arrived and what went, and loses none of it', () => {
    holds(({ moments }) => {
      for (const { after } of moments) {
        const inner = innerOf(after);
        expect(inner.escalated - inner.settled).to.equal(escalationsOf(inner).length);
      }
    });
  });

  it('writes to whoever has to answer exactly when there is something to answer', () => {
    holds(({ id, entries }) => {
      const { outbox, duties } = project('chain', id, nothingYet('chain'), entries, calendar);
      const words = outbox.flatMap(({ consequence: one, createdAt }) =>
        one.type === 'mail' && one.notice === 'escalationArrived' ? [`${one.post} ${dayOf(createdAt)}`] : [],
      );
      const answering = (one: DutyView): boolean => one.kind === 'answer-escalations';
      const opened = duties.filter(answering).map(({ post, openedAt }) => `${post} ${dayOf(openedAt)}`);
      expect(words.toSorted()).to.deep.equal(opened.toSorted());
    });
  });

  it('tells next year’s chain of everything that is open when it closes, once', () => {
    holds(({ id, moments, entries }) => {
      const closing = moments.find(({ before, after }) => innerOf(before).phase !== 'closed' && innerOf(after).phase === 'closed');
      if (closing === undefined) return;
      const left = innerOf(closing.after);
      const open = [
        ...Object.entries(left.items).flatMap(([item, one]) => (isOpenItem(one) ? [item] : [])),
        ...escalationsOf(left).map(([id]) => id),
      ];
      const { outbox } = project('chain', id, nothingYet('chain'), entries, calendar);
      const at = entries.find(({ event: { type } }) => type === 'chainClosed' || type === 'chainLapsed')?.seq ?? 0;
      const words = outbox.flatMap(({ id: row, consequence: one }) => {
        if (one.type !== 'message' || !row.startsWith(`chain/${id}@${at}.`)) return [];
        expect(one.to).to.deep.equal({ kind: 'chain', id: '53-2027' });
        const { item, pilot, duty } = one.command;
        return [item ?? `${pilot}#${duty}`];
      });
      expect(words.toSorted()).to.deep.equal(open.toSorted());
    });
  });
});
