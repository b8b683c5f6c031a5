import { expect } from 'chai';
import { SYSTEM, type Actor, type Role } from '../../domain/actor.js';
import type { CommandOf, Kind } from '../../domain/kinds.js';
import type { CalendarStore, RecordStore } from '../../domain/ports.js';
import type { UnitKind } from '../../domain/unit/state.js';
import type { PostDesk } from '../../domain/unit/post-desk.js';
import type { PeopleDirectory } from '../../models/people-directory.js';
import type { AccountStore } from '../../server/auth/ports.js';
import { at, day, registrations } from '../domain/stage.js';
import { chainCast, opening } from './chain-cast.js';
import { createDecidingSend } from './deciding-send.js';
import { actorOf, director, securityAdministrator, systemAdministrator } from './people.js';

/** A desk under test, and what it reads from. */
export interface OpenedDesk {
  readonly records: RecordStore;
  readonly calendars: CalendarStore;
  readonly accounts: Pick<AccountStore, 'commit'>;
  readonly desk: PostDesk;
  readonly people: PeopleDirectory;
  readonly close: () => Promise<void>;
}

const now = at('2026-02-02');
const until = at('2026-04-01');

/** What every desk for posts and every list of people answers, the ones in memory and the real ones alike. */
export function describePostDesk(name: string, open: () => Promise<OpenedDesk>): void {
  describe(`what is known of posts and people ${name}`, () => {
    let site: OpenedDesk;
    let commands = 0;
    const tell = async <K extends Kind>(kind: K, id: string, command: CommandOf<K>, actor: Actor, when = now): Promise<void> => {
      commands += 1;
      const letter = { id: `desk-${commands}`, hash: '', to: { kind, id }, actor, receivedAt: when, command };
      const answer = await createDecidingSend(site.records, site.calendars)(letter);
      expect(answer, command.type).to.include({ ok: true });
    };
    const enrol = async (login: string, isLocked = false): Promise<void> => {
      commands += 1;
      const entry = { commandHash: '', receivedAt: now, actor: SYSTEM, reason: '' } as const;
      const added = { type: 'accountAdded', login, personId: login, name: `${login} 名`, email: '' } as const;
      await site.accounts.commit({ ...entry, commandId: `add-${login}`, event: added }, { hash: 'x', mustChange: false });
      if (isLocked) await site.accounts.commit({ ...entry, commandId: `lock-${login}`, event: { type: 'accountLocked', login } });
    };
    const found = (code: string, kind: UnitKind, parentPath: readonly string[]) =>
      tell('unit', code, { type: 'foundUnit', name: code, kind, parentPath }, systemAdministrator);
    const seat = (unit: string, role: Role, person: string) =>
      tell('unit', unit, { type: 'assignHolder', role, person, name: person, reason: '' }, securityAdministrator);
    const delegate = (unit: string, role: Role, from: string, person: string, end = until) =>
      tell('unit', unit, { type: 'delegatePost', role, person, name: person, until: end, reason: '' }, actorOf(from, unit, role));

    before(async () => {
      site = await open();
      await found('53', 'province', ['00']);
      await found('5301', 'city', ['00', '53']);
      await found('44', 'province', ['00']);
      await seat('53', 'leader', 'a');
      await seat('53', 'liaison', 'b');
      await seat('5301', 'liaison', 'b');
      await seat('5301', 'reviewer', 'c');
      await seat('44', 'leader', 'd');
      for (const person of ['a', 'b', 'c', 'd', 'e']) await enrol(person);
      await enrol('locked', true);
      await delegate('53', 'liaison', 'b', 'c');
      await delegate('5301', 'reviewer', 'c', 'a');
      await delegate('44', 'leader', 'd', 'e', at('2026-02-10'));
      await tell('pilot', '53-2026-0001', { type: 'registerPilot', ...registrations.national }, director);
      await tell('chain', '53-2026', opening, chainCast.director);
      await tell('chain', '53-2026', { type: 'submitStatement', sha256: 'template-1' }, chainCast.director);
    });
    after(() => site.close());

    it('names a person, with the roles held in any unit', async () => {
      expect(await site.desk.person('b', now)).to.deep.equal({ name: 'b 名', isLocked: false, personHolds: ['liaison'] });
      expect((await site.desk.person('c', now))?.personHolds).to.have.members(['reviewer', 'liaison']);
      expect(await site.desk.person('nobody', now)).to.equal(undefined);
    });

    it('knows a person as locked who has no account that is open', async () => {
      expect(await site.desk.person('locked', now)).to.include({ isLocked: true });
    });

    it('follows delegations from unit to unit, and none that has run out', async () => {
      expect(await site.desk.passesOn('b', now)).to.have.members(['c', 'a']);
      expect(await site.desk.passesOn('a', now)).to.deep.equal([]);
      expect(await site.desk.passesOn('d', now)).to.deep.equal(['e']);
      expect(await site.desk.passesOn('d', at('2026-02-10'))).to.deep.equal([]);
    });

    it('draws up what goes with a post: its open duties, the signatures among them, and its mails', async () => {
      const inventory = await site.desk.inventory('53/leader', now);
      expect(inventory).to.deep.include({ asOf: now, duties: 1, signatures: 1, mails: 2 });
      expect(inventory.items.map(({ kind, id }) => [kind, id.startsWith('chain/53-2026#')])).to.deep.equal([['sign-statement', true]]);
      expect(await site.desk.counts('53/leader')).to.deep.equal({ duties: 1, signatures: 1, mails: 2 });
    });

    it('says how much a post owes and what is due first, and undefined where that is nothing', async () => {
      expect(await site.desk.owes('53/office-director')).to.deep.equal({ count: 2, title: '5301', due: day('2026-02-14') });
      expect(await site.desk.owes('5301/reviewer')).to.equal(undefined);
    });

    it('finds whoever sits in a unit, or in it and those below it', async () => {
      expect(await site.people.holdersIn({ under: '53' })).to.have.members(['a', 'b', 'c']);
      expect(await site.people.holdersIn({ unit: '44' })).to.have.members(['d', 'e']);
      expect(await site.people.holdersIn({ under: '53', unit: '44' })).to.deep.equal([]);
      expect(await site.people.holdersIn({ under: '53', person: 'c' })).to.deep.equal(['c']);
      expect(await site.people.holdersIn({ under: '53', person: 'd' })).to.deep.equal([]);
    });

    it('lists people by name, without their addresses, and their seats', async () => {
      const filter = { _id: { $in: ['a', 'c', 'b'] }, name: { $gte: 'b', $lt: 'c\u{10FFFF}' } };
      const listed = await site.people.find({ filter, sort: { name: 1, _id: 1 }, limit: 9 });
      expect(listed).to.deep.equal([
        { _id: 'b', name: 'b 名' },
        { _id: 'c', name: 'c 名' },
      ]);
      const seats = await site.people.heldByAll(['c'], now);
      expect(seats.map(({ post, onBehalfOf = '' }) => `${post} ${onBehalfOf}`.trim())).to.have.members(['5301/reviewer', '53/liaison b']);
    });
  });
}
