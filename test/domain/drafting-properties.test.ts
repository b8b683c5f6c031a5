import { expect } from 'chai';
import * as fc from 'fast-check';
import { CENTRE, unitOfPost } from '../../domain/actor.js';
import type { Message } from '../../domain/entity.js';
import { regionOf } from '../../domain/kinds.js';
import { pathOfCode } from '../../domain/unit-code.js';
import { nothingYet, project } from '../../domain/view.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { lifeOf, scripts } from './lives.js';
import type { Life } from './living.js';

interface Drafted {
  readonly notice: string;
  readonly words: Message;
}

/** Every supervision notice that a life drafted by itself. */
function draftedIn({ kind, id, entries }: Life): readonly Drafted[] {
  const { outbox } = project(kind, id, nothingYet(kind), entries, calendar);
  return outbox.flatMap(({ consequence: one }) =>
    one.type === 'message' && one.command.type === 'draftNotice' && one.command['cause'] === 'overdue'
      ? [{ notice: one.to.id, words: one.command }]
      : [],
  );
}
/** The notices its duties named when they reached the rung. */
const namedIn = ({ entries }: Life): readonly string[] =>
  entries.flatMap(({ event }) => ('notice' in event && event.type === 'rungReached' ? [String(event.notice)] : []));

describe('any life in which something is left undone', () => {
  const holds = (check: (life: Life, drafted: readonly Drafted[]) => void): void =>
    fc.assert(
      fc.property(scripts(60), (script) => {
        const life = lifeOf(script);
        check(life, draftedIn(life));
      }),
      { seed: 20_261_123, numRuns: 250 },
    );

  it('drafts a notice wherever a duty names one, one for each matter, and never of a notice', () => {
    const kinds = new Map<string, number>();
    holds((life, drafted) => {
      const ids = drafted.map(({ notice }) => notice);
      expect(ids).to.deep.equal(namedIn(life));
      expect(new Set(ids).size).to.equal(ids.length);
      if (ids.length > 0) kinds.set(life.kind, (kinds.get(life.kind) ?? 0) + 1);
    });
    expect([...kinds.keys()].toSorted()).to.deep.equal(['chain', 'pilot', 'unit']);
    expect([...kinds].filter(([, count]) => count < 3)).to.deep.equal([]);
  });

  it('has it issued from above or from the same unit, never by whom it is addressed to, and by no other province', () => {
    holds(({ kind, id }, drafted) => {
      for (const { words } of drafted) {
        const { issuer = '', addressee = '', post = '' } = words;
        expect(issuer).not.to.equal(addressee);
        expect(pathOfCode(unitOfPost(addressee))).to.include(unitOfPost(issuer));
        const provinces = [issuer, addressee, post].map((one) => unitOfPost(one).slice(0, 2));
        expect(new Set([...provinces, CENTRE, regionOf(kind, id)]).size).to.be.at.most(2);
        if (unitOfPost(post) === CENTRE) expect(issuer).to.equal('00/leader');
      }
    });
  });

  it('says where it is owed: by the pilot alone, or by the place alone', () => {
    holds(({ kind, id }, drafted) => {
      for (const { words } of drafted)
        expect([words['pilot'], words['place']]).to.deep.equal(kind === 'pilot' ? [id, undefined] : ['', `${kind}/${id}`]);
    });
  });
});
