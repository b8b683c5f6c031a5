import { expect } from 'chai';
import type { Role } from '../../domain/actor.js';
import { FOUNDING_POSTS, UNIT_KINDS, type UnitKind } from '../../domain/unit/state.js';
import { SYSTEM } from '../../domain/actor.js';
import { actorOf, director, securityAdministrator, systemAdministrator } from '../fakes/people.js';
import { at, seatedUnit, stage, unitOf, type Stage } from './stage.js';

const CODES: Readonly<Record<UnitKind, string>> = { centre: '00', province: '53', city: '5301', host: '53-h001' };

const found = (code: string, kind: UnitKind, parentPath: string[], actor = systemAdministrator): string =>
  stage('unit', code).answer({ type: 'foundUnit', name: code, kind, parentPath }, actor, '2026-01-05');

const seat = (role: Role, person = 'li-si') => ({ type: 'assignHolder', role, person, name: '李四', reason: '任命' }) as const;

describe('the founding of a unit', () => {
  it('gives each kind its posts, and every one of them is owed a holder at once', () => {
    for (const kind of UNIT_KINDS) {
      const unit = unitOf(CODES[kind], kind);
      expect(Object.keys(unit.inner().posts), kind).to.have.members(FOUNDING_POSTS[kind]);
      expect(unit.duties(), kind).to.have.members(FOUNDING_POSTS[kind].map((role) => `fill-${role}-1`));
    }
  });

  it('takes a code that fits the kind and the whole path above it', () => {
    expect(found('5301', 'city', ['00', '53'])).to.equal('accepted');
    expect(found('5301-h001', 'host', ['00', '53', '5301'])).to.equal('accepted');
    const wrong: [string, UnitKind, string[]][] = [
      ['5301', 'city', ['00', '44']],
      ['5301', 'city', ['44', '53']],
      ['5301', 'city', ['53']],
      ['5301', 'province', ['00']],
      ['5301-h001', 'host', ['00', '53']],
      ['5301-h001', 'host', ['00', '44', '5301']],
      ['53-h1', 'host', ['00', '53']],
      ['03', 'province', ['00']],
      ['53', 'province', []],
      ['00', 'centre', ['00']],
      ['00', 'province', ['00']],
    ];
    for (const [code, kind, path] of wrong) expect(found(code, kind, path), `${kind} ${code}`).to.equal('WrongCode');
  });

  it('is for the system administrator and for the office director of the unit above', () => {
    expect(found('53-h001', 'host', ['00', '53'], director)).to.equal('accepted');
    expect(found('44-h001', 'host', ['00', '44'], director)).to.equal('NoRight');
    expect(found('53-h001', 'host', ['00', '53'], securityAdministrator)).to.equal('NoRight');
    expect(found('53-h001', 'host', ['00', '53'], actorOf('li', '53', 'liaison'))).to.equal('NoRight');
  });

  it('happens once, and before anything else', () => {
    expect(
      unitOf('53', 'province').answer(
        { type: 'foundUnit', name: '', kind: 'province', parentPath: ['00'] },
        systemAdministrator,
        '2026-01-06',
      ),
    ).to.equal('AlreadyExists');
    expect(stage('unit', '53').answer(seat('liaison'), securityAdministrator, '2026-01-06')).to.equal('NotFound');
    expect(stage('unit', '53-h001').answer({ type: 'notePilotOpened', pilot: '53-2026-0001' }, SYSTEM, '2026-01-06')).to.equal('NotFound');
  });
});

describe('the closing of a unit', () => {
  const close = { type: 'closeUnit', reason: '企业注销' } as const;
  const host = (): Stage<'unit'> => seatedUnit('53-h001', 'host');

  it('waits for every pilot on its ground', () => {
    const unit = host();
    unit.tell({ type: 'notePilotOpened', pilot: '53-2026-0001' }, SYSTEM, '2026-01-07');
    unit.tell({ type: 'notePilotOpened', pilot: '53-2026-0002' }, SYSTEM, '2026-01-07');
    unit.tell({ type: 'notePilotEnded', pilot: '53-2026-0001' }, SYSTEM, '2026-01-08');
    expect(unit.ask(close, director, '2026-01-09')).to.deep.include({ code: 'OpenPilots', facts: { count: 1 } });
    unit.tell({ type: 'notePilotEnded', pilot: '53-2026-0002' }, SYSTEM, '2026-01-08');
    expect(unit.answer(close, director, '2026-01-09')).to.equal('accepted');
  });

  it('counts a pilot once, however often it is told of it', () => {
    const unit = host();
    for (const _ of [1, 2]) unit.tell({ type: 'notePilotOpened', pilot: '53-2026-0001' }, SYSTEM, '2026-01-07');
    expect(unit.inner().openPilots).to.deep.equal(['53-2026-0001']);
  });

  it('learns of pilots from the system only', () => {
    expect(host().answer({ type: 'notePilotEnded', pilot: '53-2026-0001' }, director, '2026-01-07')).to.equal('NoRight');
  });

  it('is not possible for the centre, a province or a city: others stand on their ground', () => {
    for (const [code, kind] of [
      ['00', 'centre'],
      ['53', 'province'],
      ['5301', 'city'],
    ] as const)
      expect(unitOf(code, kind).answer(close, systemAdministrator, '2026-01-09'), kind).to.equal('NotClosable');
  });

  it('ends every tenure and delegation, withdraws what was owed, and is final', () => {
    const unit = host();
    unit.tell(
      { type: 'delegatePost', role: 'liaison', person: 'zhou', name: '周', until: at('2026-06-01'), reason: '学习' },
      actorOf('liaison-1', '53-h001', 'liaison'),
      '2026-01-07',
    );
    unit.tell({ type: 'addPost', role: 'leader', reason: '' }, systemAdministrator, '2026-01-07');
    const events = unit.tell(close, director, '2026-01-09');
    expect(events.map(({ type }) => type)).to.deep.equal(['delegationEnded', 'holderReleased', 'unitClosed', 'dutiesChanged']);
    expect(unit.duties()).to.deep.equal([]);
    expect(unit.wakeAt(at('2026-01-09'))).to.equal(undefined);
    for (const command of [close, seat('liaison'), { type: 'notePilotOpened', pilot: '53-2026-0009' } as const])
      expect(unit.answer(command, systemAdministrator, '2026-01-10'), command.type).to.equal('Closed');
  });
});
