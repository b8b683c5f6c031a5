import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import type { Typed } from '../../domain/entity.js';
import { kinds, type CommandOf } from '../../domain/kinds.js';
import { actorOf } from '../fakes/people.js';
import { draftWords } from './notice-stage.js';
import { seatedUnit, stage, type Stage } from './stage.js';

const assign = (notice: string, form: 'notice' | 'talk' = 'notice', year = '2026'): CommandOf<'unit'> => ({
  type: 'assignNoticeNumber',
  notice,
  form,
  year,
});
const received = (notice: string, year = '2026'): CommandOf<'unit'> => ({
  type: 'noteNoticeReceived',
  notice,
  number: `${notice}号`,
  year,
});
const settled = { type: 'noteMatterSettled', outcome: 'third-voided', on: '' } as const;
const voided = (notice: string): CommandOf<'unit'> => ({ type: 'noteNoticeVoided', notice, number: `${notice}号`, year: '2026' });

const consequencesOf = (unit: Stage<'unit'>, events: readonly Typed[]) =>
  events.flatMap((event) => kinds.unit.consequences(unit.state(), JSON.parse(JSON.stringify(event)), unit.id));
const told = (unit: Stage<'unit'>, command: CommandOf<'unit'>) => consequencesOf(unit, unit.tell(command, SYSTEM, '2026-07-07'));
const numberOf = (unit: Stage<'unit'>, command: CommandOf<'unit'>): string => {
  const [message] = told(unit, command);
  return message?.type === 'message' ? String(message.command['number']) : '';
};

describe('the register of notices of a unit', () => {
  it('gives serials without gaps, by form and by year, and sends each back to its notice', () => {
    const unit = seatedUnit('53');
    const numbers = [assign('a'), assign('b'), assign('c', 'talk'), assign('d', 'notice', '2027'), assign('e')].map((one) =>
      numberOf(unit, one),
    );
    expect(numbers).to.deep.equal([
      '滇产改办督〔2026〕1号',
      '滇产改办督〔2026〕2号',
      '滇产改办约〔2026〕1号',
      '滇产改办督〔2027〕1号',
      '滇产改办督〔2026〕3号',
    ]);
    expect(told(unit, assign('f'))[0]).to.deep.include({ to: { kind: 'notice', id: 'f' } });
  });

  it('drafts a talk with the group leader at the third notice received in a year, and once', () => {
    const unit = seatedUnit('53');
    expect([received('a'), received('b')].flatMap((one) => told(unit, one))).to.deep.equal([]);
    const [talk, ...more] = told(unit, received('c'));
    expect(more).to.deep.equal([]);
    expect(talk).to.deep.include({ type: 'message', to: { kind: 'notice', id: '53~third~2026' } });
    expect(talk?.type === 'message' && talk.command).to.include({
      form: 'talk',
      cause: 'third',
      title: '单位 53',
      issuer: '00/reviewer',
      addressee: '53/leader',
      grounds: 'a号、b号、c号',
    });
    expect(told(unit, received('d'))).to.deep.equal([]);
  });

  it('counts by calendar year', () => {
    const unit = seatedUnit('53');
    const years = [received('a'), received('b'), received('c', '2027'), received('d', '2027')];
    expect(years.flatMap((one) => told(unit, one))).to.deep.equal([]);
    expect(told(unit, received('e'))).to.have.length(1);
    expect(told(unit, received('f', '2027'))).to.have.length(1);
  });

  it('does not count a voided one, and does not summon twice because of it', () => {
    const unit = seatedUnit('53');
    told(unit, received('a'));
    told(unit, received('b'));
    told(unit, voided('b'));
    expect(told(unit, received('c'))).to.deep.equal([]);
    expect(told(unit, received('d'))).to.have.length(1);
  });

  it('takes the draft of the talk back where one of the three is voided, and the next third brings another', () => {
    const unit = seatedUnit('53');
    for (const one of ['a', 'b', 'c']) told(unit, received(one));
    const [back] = told(unit, voided('b'));
    expect(back).to.deep.include({
      to: { kind: 'notice', id: '53~third~2026' },
      command: { type: 'noteMatterSettled', outcome: 'third-voided', on: '' },
    });
    const talk = stage('notice', '53~third~2026');
    talk.tell({ ...draftWords('talk'), cause: 'third', duty: '', raisedFrom: '' }, SYSTEM, '2026-07-07');
    const [withdrawn, word] = talk.consequencesOf(talk.tell(settled, SYSTEM, '2026-07-08'));
    expect(withdrawn).to.include({ type: 'mail', notice: 'noticeWithdrawn' });
    expect(word).to.deep.include({ to: { kind: 'unit', id: '53' } });
    expect(told(unit, { type: 'noteTalkWithdrawn', notice: talk.id, year: '2026' })).to.deep.equal([]);
    expect(told(unit, received('d'))[0]).to.deep.include({ to: { kind: 'notice', id: '53~third~2026~2' } });
  });

  it('summons anew at once where another third one came before the draft was taken back', () => {
    const unit = seatedUnit('53');
    for (const one of ['a', 'b', 'c']) told(unit, received(one));
    told(unit, voided('b'));
    expect(told(unit, received('d'))).to.deep.equal([]);
    const [talk] = told(unit, { type: 'noteTalkWithdrawn', notice: '53~third~2026', year: '2026' });
    expect(talk).to.deep.include({ to: { kind: 'notice', id: '53~third~2026~2' } });
  });

  it('leaves a talk that a central leader has decided on as it is, and does not summon twice', () => {
    const talk = stage('notice', '53~third~2026');
    talk.tell({ ...draftWords('talk'), cause: 'third', duty: '', raisedFrom: '' }, SYSTEM, '2026-07-07');
    talk.tell({ type: 'decideNotice', verdict: 'approved', reason: '' }, actorOf('zhou', '00', 'leader'), '2026-07-08');
    expect(talk.answer(settled, SYSTEM, '2026-07-08')).to.equal('NothingDue');
  });

  it('summons the leader of the province for a host, and nobody for the centre', () => {
    const host = seatedUnit('53-h001', 'host');
    const [talk] = ['a', 'b', 'c'].flatMap((one) => told(host, received(one)));
    expect(talk?.type === 'message' && talk.command).to.include({ addressee: '53/leader' });
    const centre = seatedUnit('00', 'centre');
    expect(['a', 'b', 'c'].flatMap((one) => told(centre, received(one)))).to.deep.equal([]);
  });
});
