import { expect } from 'chai';
import { setTimeout as wait } from 'node:timers/promises';
import { keepPast } from '../../bench/keep-past.js';
import { pilotNumbers, pilotsUnderWay } from '../../bench/past.js';
import { runInputOf } from '../../activities/record.js';
import { CENTRE, SYSTEM } from '../../domain/actor.js';
import { addWorkingDays, dayOf, formatDay } from '../../domain/calendar.js';
import { MOST_ANSWERED } from '../../domain/chain/escalations.js';
import { escalationsOf, groupsOf } from '../../domain/chain/escalation-groups.js';
import { UNOPENED, type Chain } from '../../domain/chain/state.js';
import type { OutboxRow } from '../../domain/view.js';
import { createCalendarStore } from '../../models/calendar.js';
import { bareCollection } from '../../models/connect.js';
import type { DocumentDoc } from '../../models/document.js';
import { entryModel, type EntryDoc } from '../../models/entry.js';
import { createRecordStore } from '../../models/record.js';
import { outboxModel } from '../../models/outbox.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { createSend } from '../../server/send.js';
import { createCommandClient } from '../../server/temporal.js';
import { eventually, type House } from './house.js';
import { inHouse } from './in-house.js';

const PILOTS = 600;
const CHAIN = '53-2026';
const DUTY = 'milestone-m1-1';
/** As many processes that ask the same run, each five at a time: more than the ten an engine lets in. */
const OTHER_PROCESSES = 3;
const AT_ONCE = 5;
/** The flood goes on until the engine has turned the courier away so often. */
const TURNED_AWAY = 20;

describe('a chain flooded by six hundred pilots', () => {
  let house: House;
  inHouse((opened) => void (house = opened));

  const isToChain = ({ consequence }: OutboxRow): boolean => consequence.type === 'message' && consequence.to.kind === 'chain';
  const toChain = { 'consequence.type': 'message', 'consequence.to.kind': 'chain' } as const;
  const rows = (more: object): Promise<number> => outboxModel(house.db).countDocuments({ ...toChain, ...more });
  const chain = async (): Promise<Chain | undefined> => (await createRecordStore(house.db).view('chain', CHAIN))?.state.inner;

  /** Six hundred pilots whose milestone was due yesterday, and whose word to the chain has not left. */
  async function letSixHundredClimb(): Promise<readonly string[]> {
    const calendar = await createCalendarStore(house.db).latest(CENTRE);
    const dueDays = [addWorkingDays(calendar, dayOf(house.now()), -1)];
    const { past, seats, plans } = pilotsUnderWay({ calendar, now: house.now(), pilots: pilotNumbers(PILOTS), dueDays });
    await keepPast(
      house.db,
      past.streams().filter(({ kind }) => kind !== 'chain'),
      isToChain,
    );
    const documents = plans.map(({ sha256, text }): DocumentDoc => ({ _id: sha256, text, storedAt: house.now(), isUsed: true }));
    await bareCollection<DocumentDoc>(house.db, 'documents').insertMany(documents);
    return seats.map(({ pilot }) => `${pilot}#${DUTY}`);
  }

  /** Others who ask something of the same chain all the while; what they ask is refused by the rules and leaves no trace. */
  async function askAllTheWhile(stopped: AbortSignal): Promise<void> {
    const [records, calendars] = [createRecordStore(house.db), createCalendarStore(house.db)];
    const clockShiftMs = house.now() - Date.now();
    const runInput = (...of: ['chain', string]) => runInputOf({ records, calendars }, ...of, clockShiftMs);
    let asked = 0;
    await Promise.all(
      Array.from({ length: OTHER_PROCESSES }, async () => {
        const client = createCommandClient(house.temporalAddress, 'default');
        const send = createSend({ client, records, runInput: (_, id) => runInput('chain', id) });
        await Promise.all(
          Array.from({ length: AT_ONCE }, async () => {
            while (!stopped.aborted) {
              asked += 1;
              const command = { type: 'signStatement', version: 1 };
              const letter = {
                id: `asked-${asked}`,
                hash: '',
                to: { kind: 'chain', id: CHAIN },
                actor: SYSTEM,
                receivedAt: house.now(),
                command,
              };
              const answer = await send(letter);
              if (!answer.ok && answer.code === 'Busy') await wait(50);
            }
          }),
        );
        await client.connection.close();
      }),
    );
  }

  it('has each of them once, though the engine turned many away, and answers them all with two texts', async () => {
    const climbed = await letSixHundredClimb();
    expect(await rows({})).to.equal(PILOTS);
    await eventually('the first of them', async () => (await chain()) !== undefined);
    const stop = new AbortController();
    const others = askAllTheWhile(stop.signal);
    try {
      await eventually('the courier turned away', async () => (await rows({ attempts: { $gt: 0 } })) >= TURNED_AWAY);
    } finally {
      stop.abort();
      await others;
    }
    await eventually('all delivered', async () => (await rows({ status: 'done' })) === PILOTS);

    const noted = await entryModel(house.db)
      .find({ stream: `chain/${CHAIN}`, 'event.type': 'escalationNoted' })
      .lean<EntryDoc[]>();
    const named = noted.map(({ event }) => ('pilot' in event && 'duty' in event ? `${String(event.pilot)}#${String(event.duty)}` : ''));
    expect(named).to.have.members(climbed);
    const state = await chain();
    expect(state).to.include({ escalated: PILOTS, settled: 0 });
    expect(escalationsOf(state ?? UNOPENED).map(([id]) => id)).to.have.members(climbed);
    const day = formatDay(dayOf(house.now()));

    const director = await house.visitor('53-office-director');
    expect((await director.list(`/duties?entity=${CHAIN}&status=open`)).map(({ id }) => id)).to.deep.equal([
      `chain/${CHAIN}#answer-office-director-${day}`,
    ]);
    for (let from = 0; from < PILOTS; from += MOST_ANSWERED) {
      const body = { escalations: climbed.slice(from, from + MOST_ANSWERED), text: '已逐项督促，月底前补报。' };
      const answer = await director.insist('POST', `/chains/${CHAIN}/escalation-answers`, body);
      expect(answer.status, answer.text).to.equal(200);
    }
    expect(groupsOf((await chain()) ?? UNOPENED).filter(({ answered }) => answered === undefined)).to.deep.equal([]);
    expect(await director.list(`/duties?entity=${CHAIN}&status=open`)).to.deep.equal([]);
    const { difference } = await verifyRecord({ db: house.db, calendars: createCalendarStore(house.db) }, () => undefined);
    expect(difference).to.equal(undefined);
  });
});
