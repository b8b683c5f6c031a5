import { escalationsOf } from '../../domain/chain/escalation-groups.js';
import type { Chain } from '../../domain/chain/state.js';
import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import type { CommandOf, Kind } from '../../domain/kinds.js';
import { createSimulator } from '../../domain/simulator.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { director } from '../fakes/people.js';
import { opening } from '../fakes/chain-cast.js';
import { at, castOf, day, outline, registrations, SHA } from './stage.js';

const PILOT = '53-2026-0007';

/** A province with a chain and pilots, as runs and courier would have it. */
function province() {
  const past = createSimulator({ startsAt: at('2026-01-05'), calendarOf: () => calendar });
  const send = <K extends Kind>(kind: K, id: string, actor: typeof director, command: CommandOf<K>, when: string): void => {
    const answer = past.send({ to: { kind, id }, actor, command, at: at(when) });
    if (!answer.ok) expect.fail(`${command.type}: ${answer.code}`);
  };
  const chain = (year = 2026) => past.view('chain', `53-${year}`);
  const inner = (year = 2026) => {
    const state: Chain = JSON.parse(JSON.stringify(chain(year)?.state.inner ?? {}));
    return state;
  };
  return { past, send, chain, inner };
}

describe('a pilot and the chain of its province', () => {
  it('meet when a duty of the pilot climbs beyond its reminders, and part when it is done', () => {
    const { past, send, chain, inner } = province();
    send('chain', '53-2026', director, opening, '2026-01-05 09:30');
    send('pilot', PILOT, director, { type: 'registerPilot', ...registrations.national }, '2026-01-05 10:00');
    past.advanceTo(at('2026-02-02 12:00'));
    expect(inner().groups).to.deep.equal([]);
    past.advanceTo(at('2026-02-03 12:00'));
    expect(escalationsOf(inner()).map(([id]) => id)).to.deep.equal([`${PILOT}#plan-1`]);
    expect(Object.keys(chain()?.state.watched ?? {})).to.include('answer-office-director-2026-02-03');
    past.advanceTo(at('2026-02-09 12:00'));
    expect(inner()).to.deep.include({ escalated: 1, settled: 0 });
    const { liaison } = castOf('national');
    send('pilot', PILOT, liaison, { type: 'draftPlan', outline }, '2026-02-10');
    send('pilot', PILOT, director, { type: 'submitPlan', sha256: SHA }, '2026-02-10 10:00');
    expect(inner()).to.deep.include({ groups: [], escalated: 1, settled: 1 });
    expect(
      past.refusedMessages().filter(({ row }) => row.consequence.type === 'message' && row.consequence.to.kind === 'chain'),
    ).to.deep.equal([]);
  });

  it('need nobody to have opened the chain', () => {
    const { past, send, chain, inner } = province();
    send('pilot', PILOT, director, { type: 'registerPilot', ...registrations.national }, '2026-01-05 10:00');
    past.advanceTo(at('2026-02-03 12:00'));
    expect(chain()?.phase).to.equal('unopened');
    expect(inner().escalated).to.equal(1);
    past.advanceTo(at('2027-01-04 12:00'));
    expect(chain()?.phase).to.equal('closed');
    expect(escalationsOf(inner(2027)).map(([id]) => id)).to.deep.equal([`${PILOT}#plan-1`]);
  });

  it('part in whatever year the pilot does what it owed', () => {
    const { past, send, inner } = province();
    send('pilot', PILOT, director, { type: 'registerPilot', ...registrations.national, endDay: day('2027-12-31') }, '2026-01-05 10:00');
    past.advanceTo(at('2027-01-08 12:00'));
    const { liaison } = castOf('national');
    send(
      'pilot',
      PILOT,
      liaison,
      { type: 'draftPlan', outline: { ...outline, milestones: outline.milestones.map((one) => ({ ...one, dueDay: one.dueDay + 365 })) } },
      '2027-01-11',
    );
    send('pilot', PILOT, director, { type: 'submitPlan', sha256: SHA }, '2027-01-11 10:00');
    expect(inner(2027)).to.deep.include({ groups: [], escalated: 1, settled: 1 });
  });

  it('take a late word of a notice for what it is: settled before', () => {
    const { past, chain, inner } = province();
    const answer = past.send({
      to: { kind: 'chain', id: '53-2026' },
      actor: SYSTEM,
      command: {
        type: 'noteEscalation',
        pilot: PILOT,
        duty: 'plan-1',
        kind: 'submit-plan',
        source: 'notice',
        rung: 'talk',
        due: '2026-02-02',
        answered: '',
      },
      at: at('2026-03-02'),
    });
    expect(answer.ok).to.equal(true);
    expect(inner().groups).to.deep.equal([]);
    expect(chain()?.phase).to.equal('unopened');
  });
});
