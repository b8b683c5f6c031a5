import { CENTRE, postOf, type Role } from '../../../domain/actor.js';
import { addWorkingDays, MINUTE_MS, startOfDay, type Day, type Instant } from '../../../domain/calendar.js';
import { FOUNDING_POSTS, type UnitKind } from '../../../domain/unit/state.js';
import { fictionalName } from '../names.js';
import { FOUNDER, nameOf, personOf, SEATER } from '../posts.js';
import { CENTRE_NAME, PROVINCES } from '../../../domain/provinces.js';
import type { SeatedPerson } from './seats.js';
import { officeOpens, officeTime, type Act, type Stage } from './stage.js';
import { ABSENCES, COMING_HANDOVERS, DEMO_UNITS, HANDOVERS, VACANCIES, type Absence, type ComingHandover, type Handover } from './units.js';

interface Beginning {
  readonly now: Instant;
  readonly firstDay: Day;
  readonly hostFounded: (code: string) => void;
}

/** The id of the command that begins the demo tells for which instant it was made: whoever is interrupted goes on with the same past. */
export const beginningFor = (now: Instant): string => `demo@${now}`;
export const instantOfBeginning = (commandId: string): Instant | undefined => {
  const found = /^demo@(\d+)$/.exec(commandId);
  return found === null ? undefined : Number(found[1]);
};

const holderOf = (unit: string, role: Role): SeatedPerson => ({ person: personOf(unit, role), name: nameOf(unit, role, true) });
const formerHolderOf = (unit: string, role: Role): SeatedPerson => ({
  person: `${personOf(unit, role)}-former`,
  name: fictionalName(`${unit}/${role}/former`),
});
/** Whoever stands in during an absence. */
export const deputyOf = ({ unit, deputy }: Pick<Absence, 'unit' | 'deputy'>): SeatedPerson =>
  deputy === undefined ? { person: `p-${unit}-deputy`, name: fictionalName(`${unit}/deputy`) } : holderOf(deputy.unit, deputy.role);
/** Somebody else held it before whoever does now. */
const isHandedOver = (unit: string, role: Role): boolean =>
  [...HANDOVERS, ...COMING_HANDOVERS.filter(({ successor }) => successor === undefined)].some(
    (one) => one.unit === unit && one.role === role,
  );

/** Units founded and filled, posts handed over, delegated and left. */
export function unitActs(stage: Stage, { now, firstDay, hostFounded }: Beginning): Act[] {
  const { seats } = stage;
  const send: Stage['send'] = (...given) => stage.send(...given);

  const fill = (unit: string, kind: UnitKind, at: Instant): void => {
    const parent = unit.includes('-') ? unit.slice(0, unit.indexOf('-')) : unit.slice(0, 2);
    for (const role of FOUNDING_POSTS[kind]) {
      const person = isHandedOver(unit, role) ? formerHolderOf(unit, role) : holderOf(unit, role);
      const seater = kind === 'centre' || kind === 'province' ? SEATER : stage.actorIn(parent, 'office-director', at);
      send('unit', unit, seater, { type: 'assignHolder', role, ...person, reason: '初始设置' }, at);
      seats.take(unit, role, person);
    }
  };
  const founding = (code: string, name: string, kind: UnitKind, parentPath: readonly string[], index: number): Act => ({
    at: officeOpens(firstDay) + index * MINUTE_MS,
    do(at) {
      send('unit', code, FOUNDER, { type: 'foundUnit', name, kind, parentPath }, at, code === CENTRE ? beginningFor(now) : undefined);
      fill(code, kind, at);
    },
  });
  // A city is there before its hosts, and every host before the first pilot is registered.
  const foundingBelow = ({ code, name, kind }: (typeof DEMO_UNITS)[number]): Act => ({
    at: officeTime(addWorkingDays(stage.calendar, firstDay, kind === 'city' ? 1 : 2), code),
    do(at) {
      const parent = kind === 'city' ? code.slice(0, 2) : code.slice(0, code.indexOf('-'));
      const director = stage.actorIn(parent, 'office-director', at);
      send('unit', code, director, { type: 'foundUnit', name, kind, parentPath: director.unitPath }, at);
      fill(code, kind, at);
      if (kind === 'host') hostFounded(code);
    },
  });

  const handingOver = ({ unit, role, at, reason }: Handover): Act => ({
    at: officeTime(stage.dayFrom(at), `${unit}/${role}`),
    do(instant) {
      const successor = holderOf(unit, role);
      send('unit', unit, seats.holderOf(unit, role), { type: 'handOverPost', role, ...successor, reason }, instant);
      seats.take(unit, role, successor);
    },
  });
  /** It is set on one day and takes effect on another; whoever takes over sits there from that morning on. */
  const settingHandover = ({ unit, role, at, effective, reason, successor }: ComingHandover): Act[] => {
    const next = holderOf(successor?.unit ?? unit, successor?.role ?? role);
    const day = stage.dayFrom(effective);
    const set = (instant: Instant): void =>
      send('unit', unit, seats.holderOf(unit, role), { type: 'planHandover', role, ...next, effective: day, reason }, instant);
    return [
      { at: officeTime(stage.dayFrom(at), postOf(unit, role)), do: set },
      { at: startOfDay(day), do: () => seats.take(unit, role, next) },
    ];
  };
  const delegating = (absence: Absence): Act => ({
    at: officeTime(stage.dayFrom(absence.at), postOf(absence.unit, absence.role)),
    do(instant) {
      const { unit, role, reason } = absence;
      const until = startOfDay(stage.dayFrom(absence.until) + 1);
      const deputy = deputyOf(absence);
      send('unit', unit, seats.holderOf(unit, role), { type: 'delegatePost', role, ...deputy, until, reason }, instant);
      seats.delegate(unit, role, deputy, until);
    },
  });
  const leaving = ({ unit, role, at, reason }: Handover): Act => ({
    at: officeTime(stage.dayFrom(at), postOf(unit, role)),
    do(instant) {
      const director = stage.actorIn(unit.slice(0, unit.indexOf('-')), 'office-director', instant);
      send('unit', unit, director, { type: 'releaseHolder', role, reason }, instant);
      seats.leave(unit, role);
    },
  });

  return [
    founding(CENTRE, CENTRE_NAME, 'centre', [], 0),
    ...PROVINCES.map(([code, name], index) => founding(code, name, 'province', [CENTRE], index + 1)),
    ...DEMO_UNITS.map(foundingBelow),
    ...HANDOVERS.map(handingOver),
    ...COMING_HANDOVERS.flatMap(settingHandover),
    ...ABSENCES.map(delegating),
    ...VACANCIES.map(leaving),
  ];
}
