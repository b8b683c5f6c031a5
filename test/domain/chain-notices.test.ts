import { expect } from 'chai';
import { BURDEN_OF } from '../../domain/burden.js';
import { formatDay } from '../../domain/calendar.js';
import { CHAIN_DUTY_KINDS } from '../../domain/chain/duties.js';
import { kinds } from '../../domain/kinds.js';
import { nextRung } from '../../domain/ladder.js';
import { ladderFor } from '../../domain/ladders.js';
import { NOTICE_DUTY_KINDS } from '../../domain/notice/duties.js';
import { partiesOver } from '../../domain/notice/posts.js';
import type { Simulator } from '../../domain/simulator.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { chainIn, leader, signers } from './chain-stage.js';
import { CHAIN, idleChain } from './idle-chain.js';
import { teller } from './idle-pilot.js';
import { addressee, decider, issuer } from './notice-stage.js';
import { at, day } from './stage.js';

// Submitted on Tuesday 6 January: the first signature is due on the 13th, and four working days later is the 19th.
const DRAFTED = '2026-01-19 08:00';
const NOTICE = `${CHAIN}~sign-1-1~20260113`;

const noticesOf = (simulator: Simulator): string[] => simulator.streams().flatMap(({ kind, id }) => (kind === 'notice' ? [id] : []));
const noticeAt = (simulator: Simulator, id = NOTICE) => simulator.view('notice', id);

function drafted(signed = 0): Simulator {
  const simulator = idleChain(signed);
  simulator.advanceTo(at(DRAFTED));
  return simulator;
}
function issued(): Simulator {
  const simulator = drafted();
  teller(simulator)('notice', NOTICE, issuer, { type: 'issueNotice' }, '2026-01-20 10:00');
  return simulator;
}

describe('the ladder of what is owed on a chain', () => {
  it('leads to a supervision notice, four working days after the due day, with the facts from the record', () => {
    const simulator = idleChain(0);
    simulator.advanceTo(at('2026-01-16 18:00'));
    expect(noticesOf(simulator)).to.deep.equal([]);
    simulator.advanceTo(at(DRAFTED));
    const notice = noticeAt(simulator);
    expect(notice?.title).to.equal('云南省 2026 年责任链');
    expect(notice?.phase).to.equal('drafted');
    expect(notice?.fields).to.deep.include({ pilot: '', place: 'chain/53-2026', duty: 'sign-1-1', form: 'notice', cause: 'overdue' });
    const duty = simulator.view('chain', CHAIN)?.state.watched['sign-1-1'];
    expect(duty?.climbed?.map(({ rung, on }) => `${formatDay(on)} ${rung}`)).to.deep.equal([
      '2026-01-12 reminder',
      '2026-01-14 chase',
      '2026-01-19 supervision-notice',
    ]);
    expect(duty?.notice).to.equal(NOTICE);
  });

  for (const [signed, role] of ['leader', 'office-director', 'lead-department', 'liaison'].entries())
    it(`lets the central reviewer call the office director to account for what the ${role} of the province owes`, () => {
      const simulator = drafted(signed);
      const [id = ''] = noticesOf(simulator);
      expect(noticeAt(simulator, id)?.fields).to.include({ issuer: '00/reviewer', addressee: '53/office-director' });
      expect(simulator.view('chain', CHAIN)?.state.watched[`sign-1-${signed + 1}`]?.post).to.equal(`53/${role}`);
      expect(signers[signed]?.post).to.equal(`53/${role}`);
    });

  it('is climbed by every kind of duty of a chain; nothing that is owed on a notice brings another', () => {
    for (const kind of [...CHAIN_DUTY_KINDS, 'agree-extension', 'decide-extension'])
      expect(ladderFor(kind, 'chain')).to.equal('standard-2');
    for (const kind of [...NOTICE_DUTY_KINDS, 'agree-extension'])
      expect(ladderFor(kind, 'notice')).to.be.oneOf(['notice-1', 'answer-1', 'quiet-1']);
    const simulator = issued();
    simulator.advanceTo(at('2026-06-30 18:00'));
    expect(noticesOf(simulator).filter((id) => id.includes(NOTICE))).to.deep.equal([NOTICE]);
  });

  it('ends at the chase for a duty that was opened when chains had no notices', () => {
    const chain = chainIn('signing');
    const { watched } = chain.state();
    const [[id, duty] = []] = Object.entries(watched);
    if (id === undefined || duty === undefined) return expect.fail('nothing is owed');
    const climbed = { ...duty, step: 3, steppedOn: day('2026-01-14') };
    expect(nextRung({ ...climbed, ladder: 'quiet-1' }, CHAIN, nationalCalendar)).to.equal(undefined);
    return expect(nextRung({ ...climbed, ladder: 'standard-2' }, CHAIN, nationalCalendar)?.rung).to.equal('supervision-notice');
  });
});

describe('a notice about a chain', () => {
  it('exists for its issuer, then for the province it is addressed to, and for no other', () => {
    expect(noticeAt(drafted())?.path).to.deep.equal(['00']);
    expect(noticeAt(issued())?.path).to.deep.equal(['00', '53']);
  });

  it('is withdrawn as a draft when what it is about is done', () => {
    const simulator = drafted();
    teller(simulator)('chain', CHAIN, leader, { type: 'signStatement', version: 1 }, '2026-01-19 16:00');
    expect(noticeAt(simulator)?.phase).to.equal('withdrawn');
    expect(simulator.refusedMessages()).to.deep.equal([]);
  });

  it('still has to be answered once it went out, also where its matter is settled', () => {
    const simulator = issued();
    teller(simulator)('chain', CHAIN, leader, { type: 'signStatement', version: 1 }, '2026-01-20 16:00');
    expect(noticeAt(simulator)?.state.inner).to.include({ phase: 'issued', matterSettledOn: day('2026-01-20') });
    expect(Object.keys(noticeAt(simulator)?.state.watched ?? {})).to.deep.equal(['sign', 'answer-1']);
  });

  it('is counted as the province’s: among the notices of its year and in what it is asked for', () => {
    const simulator = issued();
    expect(simulator.view('unit', '53')?.state.inner).to.have.nested.property('notices.received.2026').with.length(1);
    const asked = simulator.streams().flatMap(({ id, projection }) => (id === NOTICE ? projection.duties : []));
    expect(asked.flatMap(({ kind, unit }) => (BURDEN_OF.get(kind) === 'notice' ? [unit] : []))).to.deep.equal(['53']);
  });

  it('goes up to the talk with the place of its matter, and tells the chain of no pilot that it did', () => {
    const simulator = issued();
    const send = teller(simulator);
    send('notice', NOTICE, addressee, { type: 'signNotice' }, '2026-01-21 10:00');
    simulator.advanceTo(at('2026-01-29 08:00'));
    send('notice', NOTICE, issuer, { type: 'raiseNotice', reason: '逾期未答复。' }, '2026-01-29 10:00');
    send('notice', `${NOTICE}~talk`, decider, { type: 'decideNotice', verdict: 'approved', reason: '同意约谈。' }, '2026-01-30 10:00');
    const talk = noticeAt(simulator, `${NOTICE}~talk`);
    expect(talk?.phase).to.equal('issued');
    expect(talk?.fields).to.deep.include({ pilot: '', place: 'chain/53-2026', addressee: '53/leader' });
    expect(simulator.view('chain', CHAIN)?.state.inner).to.include({ escalated: 0 });
    expect(simulator.refusedMessages()).to.deep.equal([]);
  });

  it('keeps no place where it is about a pilot, as in every record there is', () => {
    const { fields } = kinds.notice.summary(kinds.notice.initial, 'x');
    expect(fields).not.to.have.property('place');
  });
});

describe('who issues a notice about what is owed elsewhere than on a pilot', () => {
  const parties = (post: string): string => {
    const { issuer: from, addressee: to } = partiesOver(post);
    return `${from} → ${to}`;
  };

  it('is the office of the province, and the central reviewer where that office is itself over the post', () => {
    expect(parties('5301/office-director')).to.equal('53/office-director → 5301/office-director');
    expect(parties('5301-h001/liaison')).to.equal('53/office-director → 5301/office-director');
    expect(parties('53-h001/liaison')).to.equal('53/office-director → 53-h001/liaison');
    expect(parties('53/office-director')).to.equal('00/reviewer → 53/office-director');
  });

  it('is a central leader for what the centre owes', () => {
    expect(parties('00/reviewer')).to.equal('00/leader → 00/office-director');
  });
});
