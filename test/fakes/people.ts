import { CENTRE, postOf, type Actor, type Role } from '../../domain/actor.js';

/** A person in a post, as the edge would have resolved it. The path is told from the unit's code. */
export function actorOf(person: string, unit: string, role: Role): Actor {
  const unitPath = unit === CENTRE ? [CENTRE] : [...new Set([CENTRE, unit.slice(0, 2), unit])];
  return { person, name: person, post: postOf(unit, role), role, unit, unitPath, tenure: `${postOf(unit, role)}@1` };
}

/** Those who carry a national pilot of Yunnan through its life. */
export const liaison = actorOf('li-yan', '53', 'liaison');
export const director = actorOf('zhao-min', '53', 'office-director');
export const provincialReviewer = actorOf('he-jun', '53', 'reviewer');
export const centralReviewer = actorOf('wang-lei', CENTRE, 'reviewer');
export const hostLiaison = actorOf('yang-fan', '53-h001', 'liaison');
export const systemAdministrator = actorOf('xu-hong', CENTRE, 'system-administrator');
export const securityAdministrator = actorOf('ma-li', CENTRE, 'security-administrator');
