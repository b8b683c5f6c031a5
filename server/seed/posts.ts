import { CENTRE, postOf, SYSTEM, type Actor, type PostId, type Role } from '../../domain/actor.js';
import { fictionalName } from './names.js';

/** The password of every account of the demo; a site in earnest has none of them. */
export const DEMO_PASSWORD = 'duban-demo-2026';

/** The posts that exist from the first start on, even where nobody else does. */
export const ADMINISTRATORS: readonly Role[] = ['system-administrator', 'security-administrator', 'audit-administrator'];
const ADMINISTRATOR_NAMES: Readonly<Partial<Record<Role, string>>> = {
  'system-administrator': '系统管理员',
  'security-administrator': '安全管理员',
  'audit-administrator': '审计管理员',
};

export const personOf = (unit: string, role: Role): string => `p-${unit}-${role}`;
const loginOf = (unit: string, role: Role): string => (ADMINISTRATORS.includes(role) ? role : `${unit}-${role}`);
export const nameOf = (unit: string, role: Role, isDemo: boolean): string =>
  isDemo ? fictionalName(`${unit}/${role}`) : (ADMINISTRATOR_NAMES[role] ?? role);

/** Who is to log in, and the post they begin with. */
export interface AccountSeat {
  readonly login: string;
  readonly person: string;
  readonly name: string;
  readonly post: PostId;
}
export const seatIn = (unit: string, role: Role, isDemo: boolean): AccountSeat => ({
  login: loginOf(unit, role),
  person: personOf(unit, role),
  name: nameOf(unit, role, isDemo),
  post: postOf(unit, role),
});

const seededAs = (role: Role): Actor => ({ ...SYSTEM, role, post: postOf(CENTRE, role) });
/** Founds the units a site begins with. */
export const FOUNDER: Actor = seededAs('system-administrator');
/** Seats whoever holds a post from the beginning. */
export const SEATER: Actor = seededAs('security-administrator');
