import { expect } from 'chai';
import type { UnitCommand } from '../../domain/unit/messages.js';
import type { BusinessDeps } from '../../server/routes/deps.js';
import { unitRoutes } from '../../server/routes/units.js';
import { at } from '../domain/stage.js';
import { appendOf, nothingOf, type Stream } from '../fakes/batches.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { createMemoryRecord } from '../fakes/memory-record.js';
import { only } from '../fakes/only.js';
import { systemAdministrator } from '../fakes/people.js';
import { holding, openSite, type Site } from './site.js';

describe('the closing of a host', () => {
  let site: Site;
  let openPilots = 0;
  const owed: Record<string, { count: number; title: string; due: number }> = {};
  const sent: object[] = [];

  before(async () => {
    const records = createMemoryRecord();
    const stream: Stream = { kind: 'unit', id: '53-h001', calendar };
    const founding: UnitCommand = { type: 'foundUnit', kind: 'host', name: '园区', parentPath: ['00', '53'] };
    const given = { commandId: 'found', actor: systemAdministrator, at: at('2026-01-05'), command: founding };
    await records.append(appendOf(stream, nothingOf(stream), [given]));
    const pilots: BusinessDeps['lists']['pilots'] = { find: async () => [], count: async () => openPilots };
    const send: BusinessDeps['send'] = async ({ command }) => {
      sent.push(command);
      return { ok: true, receipt: { seq: 3, events: ['unitClosed'] } };
    };
    const desk: BusinessDeps['desk'] = only({ owes: async (post) => owed[post] });
    site = await openSite({ routes: unitRoutes(only({ records, send, desk, lists: only({ pilots }) })) });
    await site.enrol('director', holding('53', 'office-director'));
  });
  after(() => site.close());

  const close = async (key: string) => {
    const { browser, csrfToken } = await site.logIn('director');
    const asked = browser.post('/api/v1/units/53-h001/closing').set('X-CSRF-Token', csrfToken).set('Idempotency-Key', key);
    return asked.send({ reason: '园区合并' });
  };

  it('is refused under a pilot whose word has not yet reached the host', async () => {
    openPilots = 1;
    const { status, body } = await close('closing-1');
    expect([status, body.code]).to.deep.equal([409, 'OpenPilots']);
    expect(sent).to.deep.equal([]);
  });

  it('is put to the host where no pilot is open on its ground', async () => {
    openPilots = 0;
    expect((await close('closing-2')).status).to.equal(200);
    expect(sent).to.deep.equal([{ type: 'closeUnit', reason: '园区合并' }]);
  });

  it('is told what its posts owe together, the one due first by name', async () => {
    owed['53-h001/liaison'] = { count: 2, title: '试点甲', due: 20_600 };
    owed['53-h001/evaluator'] = { count: 1, title: '试点乙', due: 20_500 };
    expect((await close('closing-3')).status).to.equal(200);
    expect(sent.at(-1)).to.deep.equal({ type: 'closeUnit', reason: '园区合并', owes: { count: 3, title: '试点乙', due: 20_500 } });
  });
});
