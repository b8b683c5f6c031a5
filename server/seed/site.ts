import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CENTRE, SYSTEM } from '../../domain/actor.js';
import type { Calendar, Instant } from '../../domain/calendar.js';
import type { Entry, Typed } from '../../domain/entity.js';
import { entityOf, type Kind } from '../../domain/kinds.js';
import type { RecordStore } from '../../domain/ports.js';
import type { UnitCommand } from '../../domain/unit/messages.js';
import { FOUNDING_POSTS, type UnitKind } from '../../domain/unit/state.js';
import { nothingYet, project } from '../../domain/view.js';
import { createOneTimePassword, hashPassword } from '../auth/passwords.js';
import type { AccountStore } from '../auth/ports.js';
import { ADMINISTRATORS, DEMO_PASSWORD, FOUNDER, SEATER, seatIn, type AccountSeat } from './posts.js';
import { CENTRE_NAME, PROVINCES } from './units.js';

export interface SeedDeps {
  readonly records: RecordStore;
  readonly accounts: AccountStore;
  readonly calendar: Calendar;
  readonly now: Instant;
  readonly dataDir: string;
  readonly isDemo: boolean;
  /** Whom the demo's past has seated besides: everybody gets an account. */
  readonly seats?: readonly AccountSeat[];
}

/** One account as it is shown to whoever starts the site. */
interface SeededAccount {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly post: string;
}

/**
 * Founds the centre and the 32 provinces with their posts. The demo fills every post with a fictional person; otherwise only the three
 * administrators exist, with passwords of one use. What exists is left alone: safe to call at every start, and by several processes.
 */
export async function seedSite(deps: SeedDeps): Promise<void> {
  const units: { code: string; name: string; kind: UnitKind; parentPath: readonly string[] }[] = [
    { code: CENTRE, name: CENTRE_NAME, kind: 'centre', parentPath: [] },
    ...PROVINCES.map(([code, name]) => ({ code, name, kind: 'province' as const, parentPath: [CENTRE] })),
  ];
  const rolesOf = (kind: UnitKind) => FOUNDING_POSTS[kind].filter((role) => deps.isDemo || ADMINISTRATORS.includes(role));
  const seats = [...units.flatMap(({ code, kind }) => rolesOf(kind).map((role) => seatIn(code, role, deps.isDemo))), ...(deps.seats ?? [])];
  const seeded = await seedAccounts(deps, seats);
  for (const { code, name, kind, parentPath } of units) {
    const assignments = rolesOf(kind).map((role): UnitCommand => {
      const holder = seatIn(code, role, deps.isDemo);
      return { type: 'assignHolder', role, person: holder.person, name: holder.name, reason: '初始设置' };
    });
    const founding: UnitCommand = { type: 'foundUnit', name, kind, parentPath };
    await found(deps, 'unit', code, [founding, ...assignments]);
  }
  // Everybody's password is known in the demo: after an interruption, too, all of them are shown.
  const shown = deps.isDemo ? seats.map(({ login, name, post }) => ({ login, password: DEMO_PASSWORD, name, post })) : seeded;
  const file = join(deps.dataDir, deps.isDemo ? 'accounts.json' : 'first-passwords.json');
  if (seeded.length === 0 && (!deps.isDemo || existsSync(file))) return;
  await writeFile(file, `${JSON.stringify(shown, null, 2)}\n`, { mode: 0o600 });
}

/** Answers the accounts that had to be made. */
async function seedAccounts({ accounts, now, isDemo }: SeedDeps, seats: readonly AccountSeat[]): Promise<readonly SeededAccount[]> {
  const logins = seats.map(({ login }) => login);
  const known = new Set(
    (await accounts.list({ filter: { _id: { $in: logins } }, sort: { _id: 1 }, limit: seats.length })).map(({ login }) => login),
  );
  const missing = seats.filter(({ login }) => !known.has(login));
  const demoHash = isDemo && missing.length > 0 ? await hashPassword(DEMO_PASSWORD) : undefined;
  const openings = await Promise.all(
    missing.map(async ({ login, person: personId, name, post }) => {
      const password = isDemo ? DEMO_PASSWORD : createOneTimePassword();
      const entry = {
        commandId: `seed/${login}`,
        commandHash: '',
        receivedAt: now,
        actor: SYSTEM,
        reason: '初始设置',
        event: { type: 'accountAdded', login, personId, name, email: `${login}@example.org` },
      } as const;
      return {
        entry,
        password: { hash: demoHash ?? (await hashPassword(password)), mustChange: !isDemo },
        shown: { login, password, name, post },
      };
    }),
  );
  const added = new Set(await accounts.addAll(openings));
  return openings.map(({ shown }) => shown).filter(({ login }) => added.has(login));
}

/** Writes the first commands of an entity straight into its record; its run begins with the first command or duty that needs one. */
async function found({ records, calendar, now }: SeedDeps, kind: Kind, id: string, commands: readonly Typed[]): Promise<void> {
  if ((await records.head(kind, id)) !== undefined) return;
  const entity = entityOf(kind);
  let state = entity.initial;
  const entries: Entry[] = [];
  for (const [index, command] of commands.entries()) {
    const actor = command.type === 'foundUnit' ? FOUNDER : SEATER;
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
