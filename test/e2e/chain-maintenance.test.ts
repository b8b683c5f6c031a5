import { expect } from 'chai';
import { createSimulator } from '../../domain/simulator.js';
import { createCalendarStore } from '../../models/calendar.js';
import { prepare } from '../../models/connect.js';
import { createRecordStore } from '../../models/record.js';
import { isRebuilt, type Difference } from '../../server/maintenance/difference.js';
import { rebuildViews } from '../../server/maintenance/rebuild.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { CHAIN, LATE, NEXT_CHAIN, provinceYear, type YearStep } from '../fakes/chain-year.js';
import { instantOf } from './house.js';
import { keepDocuments, keepRecord, sha256Of } from './kept-record.js';

const [YEAR, NEXT] = [`chain/${CHAIN}`, `chain/${NEXT_CHAIN}`];
const COLLECTIONS = ['entries', 'entities', 'duties', 'outbox', 'documents'];

describe('keeping the record of a province’s year', () => {
  const { rows, dump, ports, verify } = keepRecord(COLLECTIONS, async (db) => {
    await createCalendarStore(db).publish(nationalCalendar);
    await prepare(db);
    const steps: readonly YearStep[] = await keepDocuments(db, provinceYear);
    const simulator = createSimulator({ startsAt: instantOf('2026-01-05 08:00'), calendarOf: () => nationalCalendar });
    for (const { at, to, actor, command } of steps) {
      const decision = simulator.send({ to, actor, command: JSON.parse(JSON.stringify(command)), at: instantOf(at) });
      expect(decision.ok, `${at} ${command.type}`).to.equal(true);
    }
    const records = createRecordStore(db);
    for (const append of simulator.streams()) expect(await records.append(append)).to.equal('kept');
  });

  it('finds nothing where nothing was touched, in the chain that is closed, the next one and the pilots between', async () => {
    expect(await verify()).to.equal(undefined);
    const { streams } = await verifyRecord(ports());
    expect(streams).to.be.greaterThan(8);
    for (const stream of [YEAR, NEXT, `pilot/${LATE}`]) expect(await rows('entities').findOne({ _id: stream }), stream).not.to.equal(null);
  });

  const tampering: readonly (readonly [what: string, tamper: () => Promise<unknown>, found: Partial<Difference>])[] = [
    [
      'a signature under another name',
      () => rows('entries').updateOne({ stream: YEAR, 'event.type': 'statementSigned' }, { $set: { 'event.name': '某人' } }),
      { kind: 'SealBroken', stream: YEAR },
    ],
    [
      'an answer to the pilots that was changed',
      () => rows('documents').updateOne({ _id: sha256Of('answer-1') }, { $set: { text: '改过' } }),
      { kind: 'DocumentDifferent', stream: YEAR, what: sha256Of('answer-1') },
    ],
    [
      'an open item closed by hand',
      () => rows('entities').updateOne({ _id: YEAR }, { $set: { 'state.inner.items.growth.status': 'closed' } }),
      { kind: 'ViewDifferent', stream: YEAR },
    ],
    [
      'an escalation taken out by hand',
      async () => {
        const [first, ...others]: unknown[] = await rows('entities').distinct('state.inner.groups.0.ids', { _id: NEXT });
        expect(first).to.be.a('string');
        await rows('entities').updateOne({ _id: NEXT }, { $set: { 'state.inner.groups.0.ids': others } });
      },
      { kind: 'ViewDifferent', stream: NEXT },
    ],
    [
      'a late signature made timely',
      () => rows('duties').updateOne({ _id: `${YEAR}#sign-1-4` }, { $set: { isLate: false } }),
      { kind: 'DutyDifferent', stream: YEAR, what: `${YEAR}#sign-1-4 isLate` },
    ],
    [
      'a duty of the next year taken out',
      () => rows('duties').deleteOne({ _id: `${NEXT}#assign-contest` }),
      { kind: 'DutyMissing', stream: NEXT, what: `${NEXT}#assign-contest` },
    ],
  ];
  for (const [what, tamper, expected] of tampering) {
    it(`finds ${what}; what is folded comes back from the record`, async () => {
      await tamper();
      const difference = await verify();
      expect(difference).to.include(expected);
      if (difference === undefined || !isRebuilt(difference)) return;
      await rebuildViews(ports());
      expect(await verify()).to.equal(undefined);
    });
  }

  it('folds every view and duty anew where all are gone', async () => {
    const before = await dump();
    await Promise.all(['entities', 'duties'].map((name) => rows(name).deleteMany({})));
    const { streams, mended } = await rebuildViews(ports());
    expect(mended).to.equal(streams);
    expect([...(await dump())]).to.deep.equal([...before]);
  });
});
