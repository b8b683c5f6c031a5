import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { expect } from 'chai';
import { runInputOf } from '../../activities/record.js';
import { SYSTEM } from '../../domain/actor.js';
import { dayOf, formatDay, MINUTE_MS } from '../../domain/calendar.js';
import type { Kind } from '../../domain/kinds.js';
import { createCalendarStore } from '../../models/calendar.js';
import { createRecordStore } from '../../models/record.js';
import { rebuildStream } from '../../server/maintenance/rebuild.js';
import { abandonOn, reviveAll } from '../../server/maintenance/revive.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { createSend } from '../../server/send.js';
import { createCommandClient } from '../../server/temporal.js';
import { eventually, type House } from './house.js';
import { inHouse } from './in-house.js';
import { dayAfter, foundHost, logInAll, planOf, register, registrationOf, submitPlan, type Cast } from './stories.js';

describe('commands to a whole site', () => {
  let house: House;
  let cast: Cast;
  let host: string;
  let client: Client;
  inHouse(async (opened) => {
    house = opened;
    cast = await logInAll(house);
    host = await foundHost(cast.director);
    client = createCommandClient(house.temporalAddress, 'default');
  });
  after(async () => {
    await client?.connection.close();
  });

  /** The site's own way to its runs, from here. */
  const sender = (patienceMs: number) => {
    const [records, calendars] = [createRecordStore(house.db), createCalendarStore(house.db)];
    const clockShiftMs = house.now() - Date.now();
    const runInput = (kind: Kind, id: string) => runInputOf({ records, calendars }, kind, id, clockShiftMs);
    return { records, send: createSend({ client, records, patienceMs, runInput }) };
  };
  const tick = (pilot: string) =>
    sender(10_000).send({
      id: randomUUID(),
      hash: '',
      to: { kind: 'pilot', id: pilot },
      actor: SYSTEM,
      receivedAt: house.now(),
      command: { type: 'tick' },
    });

  const typesOf = async (pilot: string): Promise<readonly string[]> =>
    (await cast.director.get(`/records/pilot/${pilot}?sort=seq`)).body.items.map(({ type }) => type);
  const draft = (pilot: string, key?: string) =>
    cast.liaison.send('PUT', `/pilots/${pilot}/plan-draft`, planOf(dayAfter(house.now(), 300)), key);

  it('answers a double click twice with the same and does it once', async () => {
    const key = randomUUID();
    const body = registrationOf(house, host, '双击');
    const [first, second] = await Promise.all([1, 2].map(() => cast.director.send('POST', '/pilots', body, key)));
    expect(first?.status, first?.text).to.equal(201);
    expect(second?.text).to.equal(first?.text);
    expect((await cast.director.list('/pilots')).filter(({ title }) => title === '双击')).to.have.lengthOf(1);
    expect(await typesOf(first?.body.id ?? '')).to.deep.equal(['pilotRegistered', 'dutiesChanged']);
  });

  it('lets one of two verdicts at once win and tells the other', async () => {
    const pilot = await register(house, cast.director, host);
    await submitPlan(cast, pilot, dayAfter(house.now(), 300));
    const colleague = await house.visitor('53-reviewer');
    const answers = await Promise.all([
      cast.provincialReviewer.send('POST', `/pilots/${pilot}/plan-approval`, { version: 1 }),
      colleague.send('POST', `/pilots/${pilot}/plan-return`, { version: 1, reasons: [{ section: 'goals', reason: '请细化' }] }),
    ]);
    const told = answers.find(({ status }) => status !== 200);
    expect(answers.filter(({ status }) => status === 200)).to.have.lengthOf(1);
    expect(['NoRight', 'WrongPhase', 'StaleVersion']).to.include(told?.body.code);
    expect((await typesOf(pilot)).filter((type) => type === 'planPassed' || type === 'planReturned')).to.have.lengthOf(1);
  });

  it('tells many of sixty commands at once to one pilot to come again, and takes each once when they do', async () => {
    const pilot = await register(house, cast.director, host);
    const keys = Array.from({ length: 60 }, () => randomUUID());
    // Nobody works: what the engine lets in stays under way until it is full.
    await house.worker.kill();
    const due = dayAfter(house.now(), 300);
    // Each of its own words: a draft that is saved again as it stands is refused.
    const plans = keys.map((key) => ({ key, plan: { ...planOf(due), sections: { ...planOf(due).sections, goals: key } } }));
    const flood = Promise.all(plans.map(({ key, plan }) => cast.liaison.send('PUT', `/pilots/${pilot}/plan-draft`, plan, key)));
    await house.worker.start();
    const answers = await flood;
    const busy = answers.filter(({ status }) => status === 429);
    expect(answers.map(({ status }) => status).filter((status) => ![200, 429, 504].includes(status))).to.deep.equal([]);
    expect(busy.length).to.be.greaterThan(40);
    expect(busy.every(({ headers }) => Number(headers.get('retry-after')) >= 1)).to.equal(true);
    const again = await Promise.all(plans.map(({ key, plan }) => cast.liaison.insist('PUT', `/pilots/${pilot}/plan-draft`, plan, key)));
    expect(again.map(({ status }) => status)).to.deep.equal(keys.map(() => 200));
    expect((await cast.director.get(`/pilots/${pilot}`)).body.seq).to.equal(62);
  });

  it('waits ten seconds for an engine that is away, says that nothing was sent, and takes the same key afterwards', async () => {
    const pilot = await register(house, cast.director, host);
    await house.temporal.kill();
    const [key, startedAt] = [randomUUID(), Date.now()];
    const refused = await draft(pilot, key);
    const tookMs = Date.now() - startedAt;
    expect([refused.status, refused.body.code]).to.deep.equal([503, 'EngineAway']);
    expect(refused.headers.get('retry-after')).not.to.equal(null);
    expect(tookMs).to.be.above(8_000);
    expect((await cast.director.get(`/pilots/${pilot}`)).status, 'a question needs no engine').to.equal(200);
    await house.temporal.start();
    const taken = await cast.liaison.insist('PUT', `/pilots/${pilot}/plan-draft`, planOf(dayAfter(house.now(), 300)), key);
    expect(taken.status, taken.text).to.equal(200);
    expect(await typesOf(pilot)).to.deep.equal(['pilotRegistered', 'dutiesChanged', 'planDrafted']);
  });

  it('loses and doubles nothing that was commanded while the database was away', async () => {
    const pilots = await Promise.all(Array.from({ length: 8 }, (_, index) => register(house, cast.director, host, `断库 ${index}`)));
    const keys = new Map(pilots.map((pilot) => [pilot, randomUUID()]));
    const before = Promise.all(pilots.slice(0, 4).map((pilot) => draft(pilot, keys.get(pilot))));
    await house.mongodb.kill();
    const during = Promise.all(pilots.slice(4).map((pilot) => draft(pilot, keys.get(pilot))));
    await wait(3_000);
    await house.mongodb.start();
    const answers = [...(await before), ...(await during)];
    expect(answers.map(({ status }) => status).filter((status) => ![200, 503, 504].includes(status))).to.deep.equal([]);
    const settled = await Promise.all(
      pilots.map((pilot) => cast.liaison.insist('PUT', `/pilots/${pilot}/plan-draft`, planOf(dayAfter(house.now(), 300)), keys.get(pilot))),
    );
    expect(settled.map(({ status }) => status)).to.deep.equal(pilots.map(() => 200));
    for (const pilot of pilots) expect(await typesOf(pilot)).to.deep.equal(['pilotRegistered', 'dutiesChanged', 'planDrafted']);
  });

  it('is not kept waiting for long by a transaction that its worker left open when it was killed', async () => {
    const pilot = await register(house, cast.director, host);
    const abandoned = house.db.getClient().startSession();
    abandoned.startTransaction();
    const views = house.db.collection<{ _id: string }>('entities');
    const { modifiedCount } = await views.updateOne({ _id: `pilot/${pilot}` }, { $set: { title: '未提交' } }, { session: abandoned });
    expect(modifiedCount).to.equal(1);
    const startedAt = Date.now();
    const taken = await cast.liaison.insist('PUT', `/pilots/${pilot}/plan-draft`, planOf(dayAfter(house.now(), 300)));
    expect(taken.status, taken.text).to.equal(200);
    expect(Date.now() - startedAt, 'MongoDB left to itself holds it for a minute').to.be.below(MINUTE_MS / 2);
    expect((await cast.director.get(`/pilots/${pilot}`)).body.title).not.to.equal('未提交');
    await abandoned.endSession();
  });

  it('finishes what is under way before it stops', async () => {
    const pilot = await register(house, cast.director, host);
    await house.worker.kill();
    const underWay = draft(pilot);
    await eventually('the command is under way', async () => (await fetch(`${house.url}/healthz`)).ok);
    const stopping = house.api.stop();
    await house.worker.start();
    expect((await underWay).status).to.be.oneOf([200, 504]);
    expect(await stopping).to.equal(0);
    await house.api.start();
    expect((await cast.director.get(`/pilots/${pilot}`)).status).to.equal(200);
  });

  it('takes commands again after its view was lost and folded anew, and does not mistake it for one that never was', async () => {
    const pilot = await register(house, cast.director, host);
    const views = house.db.collection<{ _id: string }>('entities');
    await views.deleteOne({ _id: `pilot/${pilot}` });
    expect(await tick(pilot)).to.deep.equal({ ok: false, code: 'NothingDue', facts: {} });
    expect(await rebuildStream({ db: house.db, calendars: createCalendarStore(house.db) }, `pilot/${pilot}`)).to.equal(true);
    expect((await draft(pilot)).status).to.equal(200);
  });

  it('is brought back by revive where its run answers no more, a pilot’s and a chain’s', async () => {
    const pilot = await register(house, cast.director, host);
    const year = Number(formatDay(dayOf(house.now())).slice(0, 4));
    const opened = await cast.director.insist('POST', '/chains', { year });
    expect(opened.status, opened.text).to.equal(201);
    for (const workflowId of [`pilot/${pilot}`, `chain/53-${year}`]) {
      await client.workflow.getHandle(workflowId).terminate('to put one in its place that nobody works on');
      await client.workflow.start(workflowId.split('/')[0] ?? '', { workflowId, taskQueue: 'nobody', args: [{}] });
    }
    const { records, send } = sender(1_500);
    const { failed } = await reviveAll({ db: house.db, records, send, now: () => house.now(), abandon: abandonOn(client) });
    expect(failed).to.equal(0);
    expect((await draft(pilot)).status).to.equal(200);
    const { draft: drawn } = JSON.parse((await cast.director.get(`/chains/53-${year}`)).text);
    const submitted = await cast.director.send('POST', `/chains/53-${year}/statement-submission`, { sha256: drawn.sha256 });
    expect(submitted.status, submitted.text).to.equal(200);
  });

  it('has a record that verifies after all this', async () => {
    expect((await verifyRecord({ db: house.db, calendars: createCalendarStore(house.db) })).difference).to.equal(undefined);
  });
});
