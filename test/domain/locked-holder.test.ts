import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import { formatDay } from '../../domain/calendar.js';
import { actorOf, director, securityAdministrator, systemAdministrator } from '../fakes/people.js';
import { at, seatedUnit, type Stage } from './stage.js';

const lock = (person = 'leader-1') => ({ type: 'noteHolderLocked', person }) as const;
const unlock = (person = 'leader-1') => ({ type: 'noteHolderUnlocked', person }) as const;
const locked = (): Stage<'unit'> => {
  const unit = seatedUnit();
  unit.tell(lock(), SYSTEM, '2026-02-02');
  return unit;
};
const DUTY = `replace-leader-${at('2026-02-02')}`;

describe('a holder whose account is locked', () => {
  it('is to be replaced by the level above within ten working days, on the ladder of an empty post', () => {
    const { post, kind, due, ladder } = locked().state().watched[DUTY] ?? expect.fail('nothing is owed');
    expect([post, kind, formatDay(due), ladder]).to.deep.equal(['00/office-director', 'replace-holder', '2026-02-14', 'standard-2']);
  });

  it('of a post of the centre is owed by the administrator who fills it', () => {
    const unit = seatedUnit('00', 'centre');
    unit.tell(lock('security-administrator-1'), SYSTEM, '2026-02-02');
    expect(Object.values(unit.state().watched).map(({ post }) => post)).to.deep.equal(['00/system-administrator']);
  });

  it('of the security administrator’s post is released by the system administrator, who then names another but nobody of the three', () => {
    const unit = seatedUnit('00', 'centre');
    const release = { type: 'releaseHolder', role: 'security-administrator', reason: '账号锁定' } as const;
    expect(unit.answer(release, systemAdministrator, '2026-02-02')).to.equal('NoRight');
    unit.tell(lock('security-administrator-1'), SYSTEM, '2026-02-02');
    const events = unit.tell(release, systemAdministrator, '2026-02-03');
    expect(JSON.stringify(events)).to.contain(`"id":"replace-security-administrator-${at('2026-02-02')}","outcome":"done"`);
    const assign = { type: 'assignHolder', role: 'security-administrator', reason: '' } as const;
    const answers = [systemAdministrator.person, 'audit-administrator-1', 'zhou'].map((person) =>
      unit.answer({ ...assign, person, name: person }, systemAdministrator, '2026-02-03'),
    );
    expect(answers).to.deep.equal(['AdministratorsApart', 'AdministratorsApart', 'accepted']);
  });

  it('of any other post is not the system administrator’s to release', () => {
    const centre = seatedUnit('00', 'centre');
    for (const role of ['leader', 'audit-administrator', 'system-administrator'] as const) {
      centre.tell(lock(`${role}-1`), SYSTEM, '2026-02-02');
      expect(centre.answer({ type: 'releaseHolder', role, reason: '' }, systemAdministrator, '2026-02-03'), role).to.equal('NoRight');
    }
    expect(locked().answer({ type: 'releaseHolder', role: 'leader', reason: '' }, systemAdministrator, '2026-02-03')).to.equal('NoRight');
  });

  it('goes by a handover or a release, after which the post is filled or owed as an empty one', () => {
    const handed = locked();
    handed.tell({ type: 'handOverPost', role: 'leader', person: 'zhou', name: '周', reason: '' }, securityAdministrator, '2026-02-03');
    expect(handed.duties()).to.deep.equal([]);
    const released = locked();
    const events = released.tell({ type: 'releaseHolder', role: 'leader', reason: '' }, securityAdministrator, '2026-02-03');
    expect(JSON.stringify(events)).to.contain(`"id":"${DUTY}","outcome":"done"`);
    expect(released.duties()).to.deep.equal(['fill-leader-2']);
  });

  it('who is unlocked is owed no more, and when locked again is owed anew', () => {
    const unit = locked();
    const events = unit.tell(unlock(), SYSTEM, '2026-02-03');
    expect(JSON.stringify(events)).to.contain(`"id":"${DUTY}","outcome":"withdrawn"`);
    unit.tell(lock(), SYSTEM, '2026-02-04');
    expect(unit.duties()).to.deep.equal([`replace-leader-${at('2026-02-04')}`]);
  });

  it('keeps the first day where the same is told twice', () => {
    const unit = locked();
    unit.tell(lock(), SYSTEM, '2026-02-05');
    expect(unit.duties()).to.deep.equal([DUTY]);
  });

  it('acts for nobody: what was delegated to them goes back', () => {
    const unit = seatedUnit();
    unit.tell(
      { type: 'delegatePost', role: 'leader', person: 'zhou', name: '周', until: at('2026-04-01'), reason: '' },
      actorOf('leader-1', '53', 'leader'),
      '2026-01-07',
    );
    const events = unit.tell(lock('zhou'), SYSTEM, '2026-02-02');
    expect(events.map(({ type }) => type)).to.deep.equal(['delegationEnded', 'holderLocked']);
    expect(unit.inner().posts.leader).to.not.have.property('delegation');
    expect(unit.duties()).to.deep.equal([]);
  });

  it('is told of by the machine alone; of one who holds nothing here nothing follows', () => {
    expect(seatedUnit().answer(lock(), director, '2026-02-02')).to.equal('NoRight');
    const unit = seatedUnit();
    expect(unit.tell(lock('stranger'), SYSTEM, '2026-02-02')).to.deep.equal([
      { type: 'holderLocked', person: 'stranger', roles: [], at: at('2026-02-02') },
    ]);
    expect(unit.duties()).to.deep.equal([]);
  });
});
