import { SYSTEM, type Actor } from '../../domain/actor.js';
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
    { type: 'noteNoticeReceived', notice: `n${detail}`, number: `${detail}号`, year: '2026' },
    { type: 'noteNoticeVoided', notice: `n${detail}`, number: `${detail}号`, year: '2026' },
    { type: 'noteTalkWithdrawn', notice: '53-h001~third~2026', year: '2026' },
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
  const changing = one.who % 3 === 0 ? [] : seatingWishes(unit, one, now);
  if (changing.length > 0) return changing;
  const command = unitCommand(one, now);
  if (command.type.startsWith('note') || command.type === 'takeOverPost' || command.type === 'tick') return [[command, SYSTEM]];
  if (command.type === 'delegatePost') {
    const holder = unit.posts[command.role]?.holder?.person ?? 'x';
    return [[command, actorOf(holder, '53-h001', command.role)]];
  }
  if (command.type === 'addPost' || command.type === 'removePost') return [[command, systemAdministrator]];
  return [[command, one.who % 2 === 0 ? director : securityAdministrator]];
}

/** What changes hands: posts are added and filled, and then delegated, planned or handed over, mostly among their own holders. */
function seatingWishes({ posts }: Unit, { detail, who }: Step, now: Instant): readonly Wish[] {
  const wish = (command: CommandOf<'unit'>, actor: Actor): Wish[] => [[command, actor]];
  const roles = ['liaison', 'office-director', 'leader'] as const;
  const missing = roles.find((role) => posts[role] === undefined);
  if (missing !== undefined && detail % 5 === 0) return wish({ type: 'addPost', role: missing, reason: '' }, systemAdministrator);
  const person = pick(PERSONS, detail >> 2, 'x');
  return roles.flatMap((role): Wish[] => {
    const post = posts[role];
    const seat = { role, person, name: person, reason: '' };
    if (post === undefined) return [];
    if (post.holder === undefined) return wish({ type: 'assignHolder', ...seat }, securityAdministrator);
    const owner = actorOf(post.holder.person, '53-h001', role);
    const others = roles.flatMap((other) => posts[other]?.holder?.person ?? []);
    const other = pick(others, who, person);
    if (detail % 3 === 0) return wish({ type: 'planHandover', ...seat, effective: dayOf(now) + 1 + (detail % 20) }, owner);
    return wish({ type: 'delegatePost', ...seat, person: other, name: other, until: now + (5 + (detail % 90)) * DAY_MS }, owner);
  });
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
