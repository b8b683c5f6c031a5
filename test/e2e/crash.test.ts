import { expect } from 'chai';
import { createCalendarStore } from '../../models/calendar.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { eventually, type House } from './house.js';
import { inHouse } from './in-house.js';
import { dayAfter, foundHost, logInAll, registrationOf, submitPlan, type Cast } from './stories.js';

const PILOTS = 50;
const LANES = 5;

describe('worker and engine killed while pilots are being registered', () => {
  let house: House;
  let cast: Cast;
  inHouse(async (opened) => {
    house = opened;
    cast = await logInAll(house);
  });

  it('every pilot is there once, takes its plan, and the record verifies', async () => {
    const host = await foundHost(cast.director);
    const numbers = new Map<string, string>();
    let next = 1;
    let crash: Promise<void> | undefined;
    const crashAll = async (): Promise<void> => {
      await Promise.all([house.worker.kill(), house.temporal.kill()]);
      await house.temporal.start();
      await house.worker.start();
    };
    const lane = async (): Promise<void> => {
      for (let turn = next++; turn <= PILOTS; turn = next++) {
        const title = `试点 ${turn}`;
        const answer = cast.director.insist('POST', '/pilots', registrationOf(house, host, title));
        if (turn === PILOTS / 2) crash = crashAll();
        const { status, body, text } = await answer;
        expect(status, text).to.equal(201);
        numbers.set(title, body.id);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    await crash;
    expect(crash, 'nothing was killed').not.to.equal(undefined);

    const listed = await cast.director.list('/pilots');
    const titles = Array.from({ length: PILOTS }, (_, index) => `试点 ${index + 1}`);
    expect(listed.map(({ title }) => title)).to.have.members(titles);
    expect(listed.map(({ title, id }) => `${id} ${title}`)).to.have.members([...numbers].map(([title, id]) => `${id} ${title}`));

    const due = dayAfter(house.now(), 300);
    const answers: (string | number)[] = [];
    for (let from = 0; from < listed.length; from += LANES) {
      const plans = await Promise.all(listed.slice(from, from + LANES).map(({ id }) => submitPlan(cast, id, due)));
      answers.push(
        ...plans.flatMap(({ drafted, submitted }) => [drafted.body.code ?? drafted.status, submitted.body.code ?? submitted.status]),
      );
    }
    expect(answers).to.deep.equal(Array.from({ length: 2 * PILOTS }, () => 200));
    for (const { id } of listed) {
      const { items } = (await cast.director.get(`/records/pilot/${id}?sort=seq`)).body;
      expect(items.map(({ type }) => type)).to.deep.equal([
        'pilotRegistered',
        'dutiesChanged',
        'planDrafted',
        'planSubmitted',
        'dutiesChanged',
      ]);
    }
    // The courier that fell is missed after half a minute; then each pilot has been noted with its host once.
    await eventually('the host knows its pilots', async () => (await cast.director.get(`/units/${host}`)).body.openPilots === PILOTS);
    const { difference, streams } = await verifyRecord({ db: house.db, calendars: createCalendarStore(house.db) });
    expect(difference).to.equal(undefined);
    expect(streams).to.be.greaterThan(PILOTS);
  });
});
