import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CENTRE, postOf, SYSTEM, type Role } from '../../domain/actor.js';
import type { Calendar, Instant } from '../../domain/calendar.js';
import type { Entry, Typed } from '../../domain/entity.js';
import { entityOf, type Kind } from '../../domain/kinds.js';
import type { RecordStore } from '../../domain/ports.js';
import type { UnitCommand } from '../../domain/unit/messages.js';
import { FOUNDING_POSTS, type UnitKind } from '../../domain/unit/state.js';
import { nothingYet, project } from '../../domain/view.js';
import { createOneTimePassword, hashPassword } from '../auth/passwords.js';
import type { AccountStore } from '../auth/ports.js';
import { fictionalName } from './names.js';
import { CENTRE_NAME, PROVINCES } from './units.js';

export interface SeedDeps {
  readonly records: RecordStore;
  readonly accounts: AccountStore;
  readonly calendar: Calendar;
  readonly now: Instant;
  readonly dataDir: string;
  readonly isDemo: boolean;
}

/** One account as it is shown to whoever starts the site. */
interface SeededAccount {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly post: string;
}

/** The password of every account of the demo; a site in earnest has none of them. */
const DEMO_PASSWORD = 'duban-demo-2026';
const ADMINISTRATORS: readonly Role[] = ['system-administrator', 'security-administrator', 'audit-administrator'];

/**
 * Founds the centre and the 32 provinces with their posts. The demo fills every post with a fictional person; otherwise only the three
 * administrators exist, with passwords of one use. What exists is left alone: safe to call at every start, and by several processes.
 */
export async function seedSite(deps: SeedDeps): Promise<void> {
  const units: { code: string; name: string; kind: UnitKind; parentPath: readonly string[] }[] = [
    { code: CENTRE, name: CENTRE_NAME, kind: 'centre', parentPath: [] },
    ...PROVINCES.map(([code, name]) => ({ code, name, kind: 'province' as const, parentPath: [CENTRE] })),
  ];
  const seeded: SeededAccount[] = [];
  const demoHash = deps.isDemo ? await hashPassword(DEMO_PASSWORD) : undefined;
  for (const unit of units) {
    const roles = FOUNDING_POSTS[unit.kind].filter((role) => deps.isDemo || ADMINISTRATORS.includes(role));
    const commands: UnitCommand[] = [{ type: 'foundUnit', name: unit.name, kind: unit.kind, parentPath: unit.parentPath }];
    for (const role of roles) {
      const account = await seedAccount(deps, unit.code, role, demoHash);
      if (account !== undefined) seeded.push(account);
      commands.push({
        type: 'assignHolder',
        role,
        person: personOf(unit.code, role),
        name: nameOf(unit.code, role, deps.isDemo),
        reason: '初始设置',
      });
    }
    await found(deps, 'unit', unit.code, commands);
  }
  if (seeded.length === 0) return;
  const file = join(deps.dataDir, deps.isDemo ? 'accounts.json' : 'first-passwords.json');
  await writeFile(file, `${JSON.stringify(seeded, null, 2)}\n`, { mode: 0o600 });
}

const personOf = (unit: string, role: Role): string => `p-${unit}-${role}`;
const loginOf = (unit: string, role: Role): string => (ADMINISTRATORS.includes(role) ? role : `${unit}-${role}`);
const nameOf = (unit: string, role: Role, isDemo: boolean): string =>
  isDemo ? fictionalName(`${unit}/${role}`) : (ADMINISTRATOR_NAMES[role] ?? role);
const ADMINISTRATOR_NAMES: Readonly<Partial<Record<Role, string>>> = {
  'system-administrator': '系统管理员',
  'security-administrator': '安全管理员',
  'audit-administrator': '审计管理员',
};

async function seedAccount(
  { accounts, now, isDemo }: SeedDeps,
  unit: string,
  role: Role,
  demoHash: string | undefined,
): Promise<SeededAccount | undefined> {
  const login = loginOf(unit, role);
  if ((await accounts.find(login)) !== undefined) return undefined;
  const name = nameOf(unit, role, isDemo);
  const password = isDemo ? DEMO_PASSWORD : createOneTimePassword();
  const hash = demoHash ?? (await hashPassword(password));
  const result = await accounts.commit(
    {
      commandId: `seed/${login}`,
      commandHash: '',
      receivedAt: now,
      actor: SYSTEM,
      reason: '初始设置',
      event: { type: 'accountAdded', login, personId: personOf(unit, role), name, email: `${login}@example.org` },
    },
    { hash, mustChange: !isDemo },
  );
  return result === 'done' ? { login, password, name, post: postOf(unit, role) } : undefined;
}

/** Writes the first commands of an entity straight into its record; its run begins with the first command or duty that needs one. */
async function found({ records, calendar, now }: SeedDeps, kind: Kind, id: string, commands: readonly Typed[]): Promise<void> {
  if ((await records.head(kind, id)) !== undefined) return;
  const entity = entityOf(kind);
  let state = entity.initial;
  const entries: Entry[] = [];
  const founder = { ...SYSTEM, role: 'system-administrator' as const, post: postOf(CENTRE, 'system-administrator') };
  const seater = { ...SYSTEM, role: 'security-administrator' as const, post: postOf(CENTRE, 'security-administrator') };
  for (const [index, command] of commands.entries()) {
    const actor = command.type === 'foundUnit' ? founder : seater;
    const decision = entity.decide(state, command, { id, calendar, actor, at: now });
    if (!decision.ok) throw new Error(`Seeding ${kind}/${id}: ${command.type} was refused with ${decision.code}`);
    for (const event of decision.events) {
      state = entity.evolve(state, event);
      const commandId = `seed/${kind}/${id}/${index}`;
      entries.push({ seq: entries.length + 1, receivedAt: now, decidedAt: now, actor, commandId, commandHash: '', event });
    }
  }
  const projection = project(kind, id, nothingYet(kind), entries, calendar);
  await records.append({ kind, id, after: { seq: 0, print: '' }, entries, projection });
}
