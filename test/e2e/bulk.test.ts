import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createCalendarStore } from '../../models/calendar.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { eventually, type House } from './house.js';
import { inHouse } from './in-house.js';
import { dayAfter, foundHost, logInAll, planOf, register, type Cast } from './stories.js';
import type { Visitor } from './visitor.js';

const PILOTS = 200;
const LANES = 10;

describe('the same command for two hundred pilots', () => {
  let house: House;
  let cast: Cast;
  const pilots: string[] = [];
  inHouse(async (opened) => {
    house = opened;
    cast = await logInAll(house);
    const host = await foundHost(cast.director);
    const plan = planOf(dayAfter(house.now(), 300));
    const lane = async (lane: number): Promise<void> => {
      for (let turn = lane; turn < PILOTS; turn += LANES) {
        const pilot = await register(house, cast.director, host, `试点 ${turn}`);
        const drafted = await cast.liaison.insist('PUT', `/pilots/${pilot}/plan-draft`, plan);
        expect(drafted.status, drafted.text).to.equal(200);
        pilots.push(pilot);
      }
    };
    await Promise.all(Array.from({ length: LANES }, (_, index) => lane(index)));
  });

  const bulkOf = (command: string, shared: object, of: readonly string[] = pilots) => ({
    command,
    shared,
    items: of.map((id) => ({ params: { id } })),
  });
  const progressOf = async (visitor: Visitor, id: string) => JSON.parse((await visitor.get(`/bulk-commands/${id}`)).text);
  const timesOf = async (type: string): Promise<readonly number[]> => {
    const entries = house.db.collection('entries');
    return Promise.all(pilots.map((id) => entries.countDocuments({ stream: `pilot/${id}`, 'event.type': type })));
  };
  const once = Array.from({ length: PILOTS }, () => 1);

  it('does each once, although the worker is killed in the middle, and shows in between how far it is', async () => {
    const { draft: sha256 } = (await cast.director.get(`/pilots/${pilots[0]}`)).body;
    const submission = bulkOf('submitPlan', { sha256 });
    const key = randomUUID();
    const accepted = await cast.director.send('POST', '/bulk-commands', submission, key);
    expect(accepted.status, accepted.text).to.equal(202);
    const { id } = accepted.body;
    expect(accepted.headers.get('location')).to.equal(`/api/v1/bulk-commands/${id}`);

    const before = await eventually('some are done', async () => {
      const progress = await progressOf(cast.director, id);
      return progress.done >= 20 && progress;
    });
    await house.worker.kill();
    const inBetween = await progressOf(cast.director, id);
    expect(before.waiting, 'nothing was left to be killed').to.be.greaterThan(0);
    expect(inBetween).to.include({ total: PILOTS, refused: 0 });
    expect(inBetween.done).to.be.within(20, PILOTS - 1);
    expect(inBetween.done + inBetween.waiting).to.equal(PILOTS);
    expect(inBetween).not.to.have.property('finishedAt');
    await house.worker.start();

    // The clerk that fell is missed after half a minute.
    const after = await eventually('all are done', async () => {
      const progress = await progressOf(cast.director, id);
      return progress.waiting === 0 && progress;
    });
    expect(after).to.include({ done: PILOTS, refused: 0 }).and.to.have.property('finishedAt');
    expect(await timesOf('planSubmitted')).to.deep.equal(once);
    const items = await cast.director.list(`/bulk-commands/${id}/items?limit=150`);
    expect(items.map((item) => Reflect.get(item, 'receipt').id)).to.deep.equal(pilots);

    const again = await cast.director.send('POST', '/bulk-commands', submission, key);
    expect([again.status, again.body.id]).to.deep.equal([202, id]);
    expect(JSON.parse(again.text)).to.deep.equal(after);
    const other = await cast.director.send('POST', '/bulk-commands', bulkOf('submitPlan', { sha256 }, pilots.slice(1)), key);
    expect([other.status, other.body.code]).to.deep.equal([422, 'IdempotencyKeyReused']);
    expect(await timesOf('planSubmitted')).to.deep.equal(once);
  });

  it('does each once, although the engine is killed in the middle', async () => {
    const accepted = await cast.provincialReviewer.insist('POST', '/bulk-commands', bulkOf('approvePlan', { version: 1 }));
    const { id } = accepted.body;
    await eventually('some are done', async () => (await progressOf(cast.provincialReviewer, id)).done >= 20);
    await house.temporal.kill();
    const { waiting } = await progressOf(cast.provincialReviewer, id);
    expect(waiting).to.be.greaterThan(0);
    await house.temporal.start();
    await eventually('all are done', async () => (await progressOf(cast.provincialReviewer, id)).done === PILOTS);
    expect(await timesOf('planPassed')).to.deep.equal(once);
  });

  it('answers twenty at once, those refused by the rules among them', async () => {
    const [first = '', ...rest] = pilots.slice(0, 20);
    const { items, ...approvals } = bulkOf('approvePlan', { version: 1 }, rest);
    const outdated = { params: { id: first }, body: { version: 2 } };
    const { status, text } = await cast.leader.send('POST', '/bulk-commands', { ...approvals, items: [outdated, ...items] });
    const body = JSON.parse(text);
    expect([status, body.done, body.refused], text).to.deep.equal([200, 19, 1]);
    expect(body.items[0]).to.deep.include({ index: 0, state: 'refused', status: 409 });
    expect(body.items[0].problem.code).to.equal('StaleVersion');
    const phaseOf = async (pilot = ''): Promise<string> => (await cast.leader.get(`/pilots/${pilot}`)).body.phase;
    expect([await phaseOf(first), await phaseOf(rest[0])]).to.deep.equal(['reviewing', 'running']);
  });

  it('leaves a record that verifies', async () => {
    expect((await verifyRecord({ db: house.db, calendars: createCalendarStore(house.db) })).difference).to.equal(undefined);
  });
});
