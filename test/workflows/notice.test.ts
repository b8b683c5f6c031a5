import { expect } from 'chai';
import type { Actor } from '../../domain/actor.js';
import { addWorkingDays, DAY_MS, dayOf, formatDay } from '../../domain/calendar.js';
import type { CommandOf } from '../../domain/kinds.js';
import { addressee, decider, issuer, leader } from '../domain/notice-stage.js';
import { castOf, SHA } from '../domain/stage.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { systemAdministrator } from '../fakes/people.js';
import { approved } from '../fakes/suspended-pilot.js';
import { compareWithGolden, legible } from './golden.js';
import { onSite, type Site } from './site.js';
import { createTeller } from './telling.js';

const PILOT = '53-2026-0011';
const founding = (name: string, kind: 'centre' | 'province' | 'host', parentPath: readonly string[]): CommandOf<'unit'> => ({
  type: 'foundUnit',
  name,
  kind,
  parentPath,
});

describe('a milestone nobody hands in, up to the circular', () => {
  let site: Site;
  onSite('suite', (opened) => void (site = opened));

  it('is recorded rung by rung as it always was', async () => {
    await site.setClock('2026-01-05 08:00');
    const teller = createTeller(site);
    for (const [code, kind, parentPath] of [
      ['00', 'centre', []],
      ['53', 'province', ['00']],
      ['53-h001', 'host', ['00', '53']],
    ] as const)
      await teller.tell({ kind: 'unit', id: code }, systemAdministrator, founding(code, kind, parentPath), '2026-01-05 08:30');
    for (const { at, actor, command } of approved) await teller.tell({ kind: 'pilot', id: PILOT }, actor, command, at);
    const due = (await site.records.view('pilot', PILOT))?.state.watched['milestone-training-1']?.due ?? expect.fail('nothing is owed');
    const after = (count: number): string => formatDay(addWorkingDays(nationalCalendar, due, count));
    const base = `${PILOT}~milestone-training-1~${formatDay(due).replaceAll('-', '')}`;
    const [talk, circular] = [`${base}~talk`, `${base}~talk~circular`];
    const notice = (id: string, actor: Actor, command: CommandOf<'notice'>, when: string): Promise<void> =>
      teller.tell({ kind: 'notice', id }, actor, command, when);

    await teller.until(`${after(4)} 08:00`);
    await notice(base, issuer, { type: 'issueNotice' }, `${after(5)} 10:00`);
    await notice(base, addressee, { type: 'signNotice' }, `${after(6)} 10:00`);
    await teller.until(`${after(12)} 08:00`);
    await notice(base, issuer, { type: 'raiseNotice', reason: '逾期未答复。' }, `${after(12)} 10:00`);
    await notice(talk, decider, { type: 'decideNotice', verdict: 'approved', reason: '同意约谈。' }, `${after(13)} 10:00`);
    await notice(talk, leader, { type: 'signNotice' }, `${after(14)} 10:00`);
    const heldOn = addWorkingDays(nationalCalendar, due, 15);
    await notice(talk, issuer, { type: 'recordTalk', heldOn, present: '组长', sha256: SHA }, `${after(15)} 16:00`);
    await notice(talk, leader, { type: 'answerNotice', sha256: 'b'.repeat(64), evidence: [] }, `${after(20)} 10:00`);
    await notice(talk, issuer, { type: 'verifyNotice', verdict: 'returned', reason: '仍未整改。' }, `${after(21)} 10:00`);
    await notice(talk, issuer, { type: 'raiseNotice', reason: '约谈后未整改。' }, `${after(26)} 11:00`);
    await notice(circular, decider, { type: 'decideNotice', verdict: 'approved', reason: '同意通报。' }, `${after(27)} 10:00`);
    await notice(circular, leader, { type: 'signNotice' }, `${after(27)} 15:00`);
    await notice(circular, leader, { type: 'answerNotice', sha256: 'c'.repeat(64), evidence: [] }, `${after(30)} 10:00`);
    const handIn: CommandOf<'pilot'> = { type: 'submitMilestone', milestone: 'training', note: '', figures: [] };
    await teller.tell({ kind: 'pilot', id: PILOT }, castOf('national').host, handIn, `${after(31)} 09:00`);
    await notice(circular, issuer, { type: 'verifyNotice', verdict: 'accepted', reason: '已整改。' }, `${after(31)} 10:00`);

    const linesOf = async (id: string) =>
      (await site.records.entries('notice', id)).map(({ seq, receivedAt, actor, event }) =>
        legible({ id, seq, receivedAt, by: actor.post, event }),
      );
    const climbed = (await site.records.entries('pilot', PILOT)).filter(({ event }) => event.type === 'rungReached');
    const { seen, expected } = compareWithGolden('notice-to-circular', {
      rungs: climbed.filter(({ event }) => JSON.stringify(event).includes('milestone-training-1')).map(({ event }) => legible(event)),
      notices: (await Promise.all([base, talk, circular].map(linesOf))).flat(),
      numbers: (await site.records.entries('unit', '00')).flatMap(({ event }) =>
        event.type === 'noticeNumberAssigned' ? [legible(event)] : [],
      ),
      outbox: [base, talk, circular].flatMap((id) => site.records.outbox(`notice/${id}`)).map(legible),
    });
    expect(seen).to.deep.equal(expected);
    expect(dayOf(await site.now()) * DAY_MS).to.be.greaterThan(due * DAY_MS);
  });
});
