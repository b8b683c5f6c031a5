import { expect } from 'chai';
import type { Role } from '../../domain/actor.js';
import { formatDay } from '../../domain/calendar.js';
import type { UnitCommand } from '../../domain/unit/messages.js';
import { FOUNDING_POSTS } from '../../domain/unit/state.js';
import { actorOf, director, securityAdministrator, systemAdministrator } from '../fakes/people.js';
import { at, onBehalf, seatedUnit, unitOf, type Stage } from './stage.js';

const seat = (role: Role, person = 'li-si') => ({ type: 'assignHolder', role, person, name: '李四', reason: '任命' }) as const;

describe('the posts of a unit', () => {
  const add = (unit: Stage<'unit'>, role: Role): string =>
    unit.answer({ type: 'addPost', role, reason: '工作需要' }, systemAdministrator, '2026-01-06');

  it('can be added where the kind of unit may have them, each once', () => {
    expect(add(unitOf('5301', 'city'), 'leader')).to.equal('accepted');
    expect(add(unitOf('5301', 'city'), 'liaison')).to.equal('PostExists');
  });

  it('are never those of an administrator outside the centre, and never one of the system', () => {
    for (const role of ['system-administrator', 'security-administrator', 'audit-administrator', 'system'] as const)
      expect(add(unitOf('53', 'province'), role), role).to.equal('PostUnknown');
    expect(add(unitOf('00', 'centre'), 'system')).to.equal('PostUnknown');
    expect(add(unitOf('00', 'centre'), 'evaluator')).to.equal('accepted');
  });

  it('are added by the system administrator alone', () => {
    const unit = unitOf('5301', 'city');
    expect(unit.answer({ type: 'addPost', role: 'leader', reason: '' }, securityAdministrator, '2026-01-06')).to.equal('NoRight');
    expect(unit.answer({ type: 'addPost', role: 'leader', reason: '' }, director, '2026-01-06')).to.equal('NoRight');
  });

  it('are filled, released and filled again, each tenure with a number of its own', () => {
    const unit = unitOf('53-h001', 'host');
    unit.tell(seat('liaison', 'a'), director, '2026-01-06');
    expect(unit.answer(seat('liaison', 'b'), director, '2026-01-07')).to.equal('PostHeld');
    unit.tell({ type: 'releaseHolder', role: 'liaison', reason: '调离' }, director, '2026-02-02');
    expect(unit.duties()).to.deep.equal(['fill-liaison-2']);
    expect(unit.answer({ type: 'releaseHolder', role: 'liaison', reason: '' }, director, '2026-02-03')).to.equal('PostEmpty');
    unit.tell(seat('liaison', 'b'), director, '2026-02-03');
    expect(unit.inner().posts.liaison?.holder).to.include({ id: '53-h001/liaison@2', person: 'b', since: at('2026-02-03') });
    expect(unit.duties()).to.deep.equal([]);
  });

  it('must exist before anybody holds them', () => {
    expect(unitOf('53-h001', 'host').answer(seat('leader'), director, '2026-01-06')).to.equal('PostUnknown');
  });

  it('are filled by the level above or the security administrator, not from within or from beside', () => {
    const unit = unitOf('53-h001', 'host');
    expect(unit.answer(seat('liaison'), securityAdministrator, '2026-01-06')).to.equal('accepted');
    for (const actor of [
      systemAdministrator,
      actorOf('x', '44', 'office-director'),
      actorOf('x', '53-h001', 'liaison'),
      actorOf('x', '00', 'office-director'),
    ])
      expect(unit.answer(seat('liaison'), actor, '2026-01-06'), actor.post).to.equal('NoRight');
  });
});

describe('an empty post', () => {
  it('is owed by the office director of the level above, within ten working days', () => {
    for (const [code, kind, post] of [
      ['53', 'province', '00/office-director'],
      ['5301', 'city', '53/office-director'],
      ['53-h001', 'host', '53/office-director'],
    ] as const) {
      const { watched } = unitOf(code, kind).state();
      for (const duty of Object.values(watched)) {
        expect(duty.post, code).to.equal(post);
        expect(formatDay(duty.due)).to.equal('2026-01-19');
      }
    }
  });

  it('of the centre is owed by the security administrator, and theirs by the system administrator', () => {
    const { watched } = unitOf('00', 'centre').state();
    const owners = Object.entries(watched).map(([id, { post }]) => [id, post]);
    for (const [id, post] of owners)
      expect(post, id).to.equal(id === 'fill-security-administrator-1' ? '00/system-administrator' : '00/security-administrator');
  });

  it('can be filled by whoever owes it', () => {
    const unit = unitOf('00', 'centre');
    for (const role of FOUNDING_POSTS.centre) {
      const owners = [securityAdministrator, systemAdministrator].filter(
        ({ post }) => post === unit.state().watched[`fill-${role}-1`]?.post,
      );
      expect(
        owners.map((owner) => unit.answer(seat(role), owner, '2026-01-06')),
        role,
      ).to.deep.equal(['accepted']);
    }
    expect(unit.answer(seat('reviewer'), systemAdministrator, '2026-01-06')).to.equal('NoRight');
  });
});

describe('the three administrators', () => {
  const kept = (): Stage<'unit'> => seatedUnit('00', 'centre');
  const handOver = (role: Role, person: string) => ({ type: 'handOverPost', role, person, name: person, reason: '交接' }) as const;
  const security = actorOf('security-administrator-1', '00', 'security-administrator');

  it('are different people, and hold nothing else', () => {
    const unit = kept();
    expect(unit.answer(handOver('audit-administrator', 'system-administrator-1'), security, '2026-01-07')).to.equal('AdministratorsApart');
    expect(unit.answer(handOver('audit-administrator', 'leader-1'), security, '2026-01-07')).to.equal('AdministratorsApart');
    expect(unit.answer(handOver('reviewer', 'audit-administrator-1'), security, '2026-01-07')).to.equal('AdministratorsApart');
    expect(unit.answer(handOver('reviewer', 'leader-1'), security, '2026-01-07')).to.equal('accepted');
  });

  it('take no post in another unit: whoever holds theirs holds nothing else anywhere', () => {
    const province = unitOf('53', 'province');
    const reviewer = { ...seat('reviewer'), personHolds: ['system-administrator'] } as const;
    expect(province.answer(reviewer, securityAdministrator, '2026-01-06')).to.equal('AdministratorsApart');
    expect(province.answer({ ...reviewer, personHolds: ['liaison'] }, securityAdministrator, '2026-01-06')).to.equal('accepted');
  });

  it('are nobody who holds a post of another unit', () => {
    const next = { ...handOver('audit-administrator', 'li-si'), personHolds: ['reviewer'] } as const;
    expect(kept().answer(next, security, '2026-01-07')).to.equal('AdministratorsApart');
    expect(kept().answer({ ...next, personHolds: [] }, security, '2026-01-07')).to.equal('accepted');
  });

  it('take no post by delegation either', () => {
    const leader = actorOf('leader-1', '00', 'leader');
    const delegate: UnitCommand = {
      type: 'delegatePost',
      role: 'leader',
      person: 'system-administrator-1',
      name: '',
      until: at('2026-02-01'),
      reason: '出差',
    };
    expect(kept().answer(delegate, leader, '2026-01-07')).to.equal('AdministratorsApart');
  });

  it('never seat themselves', () => {
    const province = unitOf('53', 'province');
    expect(province.answer(seat('reviewer', securityAdministrator.person), securityAdministrator, '2026-01-06')).to.equal(
      'AdministratorsApart',
    );
    const centre = unitOf('00', 'centre');
    expect(centre.answer(seat('security-administrator', systemAdministrator.person), systemAdministrator, '2026-01-06')).to.equal(
      'AdministratorsApart',
    );
  });
});

describe('the handover of a post', () => {
  const holder = actorOf('liaison-1', '53', 'liaison');
  const handOver = (person: string) => ({ type: 'handOverPost', role: 'liaison', person, name: person, reason: '轮岗' }) as const;

  it('names the former and the new holder, and moves no duty', () => {
    const unit = seatedUnit();
    const events = unit.tell(handOver('wang-wu'), holder, '2026-03-02');
    expect(events).to.have.length(1);
    expect(events[0]).to.deep.include({
      type: 'postHandedOver',
      from: { id: '53/liaison@1', person: 'liaison-1', name: 'liaison 一', since: at('2026-01-06') },
      to: { id: '53/liaison@2', person: 'wang-wu', name: 'wang-wu', since: at('2026-03-02') },
    });
  });

  it('is for the holder, the level above and the security administrator', () => {
    const unit = seatedUnit();
    for (const actor of [holder, actorOf('x', '00', 'office-director'), securityAdministrator])
      expect(unit.answer(handOver('wang-wu'), actor, '2026-03-02'), actor.post).to.equal('accepted');
    for (const actor of [actorOf('leader-1', '53', 'leader'), actorOf('x', '44', 'liaison'), systemAdministrator])
      expect(unit.answer(handOver('wang-wu'), actor, '2026-03-02'), actor.post).to.equal('NoRight');
  });

  it('to the holder themselves is none', () => {
    expect(seatedUnit().answer(handOver('liaison-1'), holder, '2026-03-02')).to.equal('HolderUnchanged');
  });

  it('is not for a delegate, and not for somebody who has handed over already', () => {
    const unit = seatedUnit();
    expect(unit.answer(handOver('zhou'), onBehalf(actorOf('zhou', '53', 'liaison'), 'liaison-1'), '2026-03-02')).to.equal('NotYourPost');
    unit.tell(handOver('wang-wu'), holder, '2026-03-02');
    expect(unit.answer(handOver('liaison-1'), holder, '2026-03-02')).to.equal('NotYourPost');
  });

  it('needs somebody to hand over', () => {
    expect(unitOf('53', 'province').answer(handOver('wang-wu'), securityAdministrator, '2026-03-02')).to.equal('PostEmpty');
  });
});
