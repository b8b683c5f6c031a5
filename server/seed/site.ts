import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
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
import { ConfigError } from '../config.js';
import { ADMINISTRATORS, DEMO_PASSWORD, FOUNDER, SEATER, seatIn, type AccountSeat } from './posts.js';
import { CENTRE_NAME, PROVINCES } from '../../domain/provinces.js';

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
  await demandSameKind(deps);
  const file = join(deps.dataDir, deps.isDemo ? 'accounts.json' : 'first-passwords.json');
  const seeded = await seedAccounts(deps, seats, file);
  for (const { code, name, kind, parentPath } of units) {
    const assignments = rolesOf(kind).map((role): UnitCommand => {
      const holder = seatIn(code, role, deps.isDemo);
      return { type: 'assignHolder', role, person: holder.person, name: holder.name, reason: '初始设置' };
    });
    const founding: UnitCommand = { type: 'foundUnit', name, kind, parentPath };
    await found(deps, 'unit', code, [founding, ...assignments]);
  }
  // Everybody's password is known in the demo: after an interruption, too, all of them are shown.
  if (!deps.isDemo || (seeded.length === 0 && existsSync(file))) return;
  await keepFile(
    file,
    seats.map(({ login, name, post }) => ({ login, password: DEMO_PASSWORD, name, post })),
  );
}

const keepFile = (file: string, shown: readonly SeededAccount[]): Promise<void> =>
  writeFile(file, `${JSON.stringify(shown, null, 2)}\n`, { mode: 0o600, flush: true });

/** A demo's accounts have a password everybody knows: its data never becomes a real site's, nor the other way round. */
async function demandSameKind({ records, isDemo }: SeedDeps): Promise<void> {
  const [administrator, liaison] = [await records.commandOf('seed/security-administrator'), await records.commandOf('seed/53-liaison')];
  if (administrator === undefined || isDemo === (liaison !== undefined)) return;
  throw new ConfigError([
    isDemo
      ? {
          zh: '这里的数据属于正式站点：请设置 DEMO=off，或换一个 DATA_DIR',
          en: 'this data is a real site’s: set DEMO=off, or take another DATA_DIR',
        }
      : {
          zh: '这里的数据属于演示：正式使用请换一个 DATA_DIR 和数据库',
          en: 'this data is a demo’s: a real site needs a DATA_DIR and a database of its own',
        },
  ]);
}

/** What was prepared by a start that did not come to its end. */
async function prepared(file: string): Promise<ReadonlyMap<string, string>> {
  if (!existsSync(file)) return new Map();
  const accounts: readonly SeededAccount[] = JSON.parse(await readFile(file, 'utf8'));
  return new Map(accounts.map(({ login, password }) => [login, password]));
}

/** Answers the accounts that had to be made. */
async function seedAccounts(
  { accounts, now, isDemo }: SeedDeps,
  seats: readonly AccountSeat[],
  file: string,
): Promise<readonly SeededAccount[]> {
  const logins = seats.map(({ login }) => login);
  const known = new Set(
    (await accounts.list({ filter: { _id: { $in: logins } }, sort: { _id: 1 }, limit: seats.length })).map(({ login }) => login),
  );
  const missing = seats.filter(({ login }) => !known.has(login));
  const demoHash = isDemo && missing.length > 0 ? await hashPassword(DEMO_PASSWORD) : undefined;
  const former = isDemo ? new Map<string, string>() : await prepared(file);
  const openings = await Promise.all(
    missing.map(async ({ login, person: personId, name, post }) => {
      const password = isDemo ? DEMO_PASSWORD : (former.get(login) ?? createOneTimePassword());
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
  // A one-time password is on the disk before its account exists: whatever interrupts the start, nobody is locked out for good.
  if (!isDemo && openings.length > 0)
    await keepFile(
      file,
      openings.map(({ shown }) => shown),
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
