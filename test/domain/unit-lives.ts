import { SYSTEM } from '../../domain/actor.js';
import { DAY_MS, dayOf, type Instant } from '../../domain/calendar.js';
import type { CommandOf } from '../../domain/kinds.js';
import type { Unit } from '../../domain/unit/state.js';
import { actorOf, director, securityAdministrator, systemAdministrator } from '../fakes/people.js';
import { anybody, live, PERSONS, pick, ROLES, type Life, type Step, type Wish } from './living.js';

const FOUND: CommandOf<'unit'> = { type: 'foundUnit', name: '昆钢', kind: 'host', parentPath: ['00', '53'] };

const unitCommand = ({ what, detail }: Step, now: Instant): CommandOf<'unit'> => {
  const role = pick(['liaison', 'office-director', 'system', 'security-administrator'] as const, detail, 'liaison');
  const person = pick(PERSONS, detail, 'x');
  const commands: readonly CommandOf<'unit'>[] = [
    FOUND,
    { type: 'addPost', role, reason: '' },
    { type: 'assignHolder', role, person, name: person, reason: '' },
    { type: 'releaseHolder', role, reason: '' },
    { type: 'handOverPost', role, person, name: person, reason: '' },
    { type: 'planHandover', role, person, name: person, effective: dayOf(now) + (detail % 100), reason: '' },
    { type: 'cancelHandover', role, reason: '' },
    { type: 'takeOverPost', role, person, ...(detail % 3 === 0 ? { isLocked: true } : {}) },
    {
      type: 'delegatePost',
      role,
      person,
      name: person,
      until: now + (detail % 200) * DAY_MS,
      reason: '',
      passesOn: [pick(PERSONS, detail >> 3, 'x')],
    },
    { type: 'endDelegation', role, reason: '' },
    { type: 'removePost', role, reason: '' },
    { type: 'noteHolderLocked', person },
    { type: 'noteHolderUnlocked', person },
    { type: 'closeUnit', reason: '' },
    { type: 'notePilotOpened', pilot: `53-2026-000${detail % 3}` },
    { type: 'notePilotEnded', pilot: `53-2026-000${detail % 3}` },
    { type: 'tick' },
  ];
  return pick(commands, what, { type: 'tick' });
};

function unitWishes(unit: Unit, one: Step, now: Instant): readonly Wish[] {
  if (unit.phase === 'unfounded') return [[FOUND, director]];
  const awaited = ROLES.flatMap((role): Wish[] => {
    const due = unit.posts[role]?.handover;
    if (due?.isDue !== true) return [];
    const command: CommandOf<'unit'> = { type: 'takeOverPost', role, person: due.person, isLocked: one.detail % 3 === 0 };
    return [[command, SYSTEM]];
  });
  if (awaited.length > 0 && one.detail % 4 !== 0) return awaited;
  const command = unitCommand(one, now);
  if (command.type.startsWith('note') || command.type === 'takeOverPost' || command.type === 'tick') return [[command, SYSTEM]];
  if (command.type === 'delegatePost') {
    const holder = unit.posts[command.role]?.holder?.person ?? 'x';
    return [[command, actorOf(holder, '53-h001', command.role)]];
  }
  if (command.type === 'addPost' || command.type === 'removePost') return [[command, systemAdministrator]];
  return [[command, one.who % 2 === 0 ? director : securityAdministrator]];
}

export const lifeOfUnit = (script: readonly Step[]): Life =>
  live(
    {
      kind: 'unit',
      id: '53-h001',
      sensible: (state, one, now) => unitWishes(JSON.parse(JSON.stringify(state.inner)), one, now),
      anything: (one, now) => [unitCommand(one, now), anybody(one)],
    },
    script,
  );
