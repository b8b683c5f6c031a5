import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import type { CalendarStore, RecordStore } from '../../domain/ports.js';
import type { UnitKind } from '../../domain/unit/state.js';
import type { UnitNames } from '../../domain/unit-names.js';
import { at } from '../domain/stage.js';
import { createDecidingSend } from './deciding-send.js';
import { systemAdministrator } from './people.js';

/** Names under test, and the record they are read from. */
export interface OpenedNames {
  readonly records: RecordStore;
  readonly calendars: CalendarStore;
  readonly names: UnitNames;
  readonly close: () => Promise<void>;
}

/** What every reader of units' names answers, the one in memory and the real one alike. */
export function describeUnitNames(where: string, open: () => Promise<OpenedNames>): void {
  describe(`the names of units ${where}`, () => {
    let site: OpenedNames;
    const found = async (code: string, name: string, kind: UnitKind, parentPath: readonly string[]): Promise<void> => {
      const command = { type: 'foundUnit', name, kind, parentPath } as const;
      const actor =
        kind === 'host' ? { ...SYSTEM, role: 'office-director' as const, unit: '53', unitPath: ['00', '53'] } : systemAdministrator;
      const letter = {
        id: `found-${code}`,
        hash: '',
        to: { kind: 'unit' as const, id: code },
        actor,
        receivedAt: at('2026-02-02'),
        command,
      };
      const answer = await createDecidingSend(site.records, site.calendars)(letter);
      expect(answer, code).to.include({ ok: true });
    };
    before(async () => {
      site = await open();
      await found('53', '云南省', 'province', ['00']);
      await found('5301', '昆明市', 'city', ['00', '53']);
      await found('53-h001', '滇中新区产业园', 'host', ['00', '53']);
    });
    after(() => site.close());

    it('are those of the units asked for, and of no other', async () => {
      expect([...(await site.names.of(['53-h001', '5301']))]).to.have.deep.members([
        ['53-h001', '滇中新区产业园'],
        ['5301', '昆明市'],
      ]);
    });

    it('leave out what is no unit', async () => {
      expect([...(await site.names.of(['53-h999', '5301', 'constructor']))]).to.deep.equal([['5301', '昆明市']]);
      expect((await site.names.of([])).size).to.equal(0);
    });

    it('are known at the next question after a unit is founded', async () => {
      expect((await site.names.of(['5303'])).size).to.equal(0);
      await found('5303', '曲靖市', 'city', ['00', '53']);
      expect((await site.names.of(['5303'])).get('5303')).to.equal('曲靖市');
    });
  });
}
