import { SYSTEM, type Actor } from '../../domain/actor.js';
import { dayOf, type Instant } from '../../domain/calendar.js';
import type { CommandOf } from '../../domain/kinds.js';
import { notice } from '../../domain/notice/notice.js';
import { NOTICE_FORMS, type Notice, type NoticeForm } from '../../domain/notice/state.js';
import { anybody, live, pick, type Life, type Step, type Wish } from './living.js';
import { decider, draftWords, issuer, NOTICE, receiverOf } from './notice-stage.js';
import { at, onBehalf, SHA } from './stage.js';

/** What is owed on a pilot, or now and then on a chain. */
const wordsFor = (form: NoticeForm, detail: number) => ({
  ...draftWords(form),
  ...(detail % 4 === 1 ? { pilot: '', place: 'chain/53-2026' } : {}),
});

const noticeCommand = ({ what, detail }: Step): CommandOf<'notice'> => {
  const form = pick(NOTICE_FORMS, detail, 'notice');
  const commands: readonly CommandOf<'notice'>[] = [
    {
      ...wordsFor(form, detail),
      rules: pick(['1', '2', 'constructor'], detail, '2'),
      rungs: detail % 3 === 0 ? 'constructor, x' : '2026-01-05 chase',
      ...(detail % 2 === 0 ? {} : { automaticIssue: String(detail % 5) }),
    },
    { type: 'issueNotice' },
    { type: 'decideNotice', verdict: pick(['approved', 'declined'] as const, detail, 'approved'), reason: '' },
    { type: 'numberNotice', number: `滇产改办督〔2026〕${detail}号` },
    { type: 'signNotice' },
    { type: 'recordTalk', heldOn: dayOf(at('2026-01-05')) + (detail % 90), present: '', sha256: SHA },
    { type: 'answerNotice', sha256: SHA, evidence: [] },
    {
      type: 'verifyNotice',
      ...(detail % 3 === 0 ? {} : { attempt: detail % 4 }),
      verdict: pick(['accepted', 'returned'] as const, detail, 'accepted'),
      reason: '',
    },
    { type: 'weighRaising', duty: pick(['answer-1', 'answer-2', 'report-1', 'verify-1'], detail, 'answer-1') },
    { type: 'raiseNotice', reason: '' },
    { type: 'declineRaising', reason: '' },
    { type: 'noteRaisingOutcome', outcome: pick(['issued', 'declined'] as const, detail, 'issued') },
    { type: 'voidNotice', reason: '' },
    { type: 'noteMatterSettled', outcome: 'done', on: pick(['2026-03-02', 'constructor'], detail, '') },
    { type: 'tick' },
  ];
  return pick(commands, what, { type: 'tick' });
};

/** What the notice's own people would do next. */
function noticeWishes(state: Notice, { detail, who }: Step, now: Instant): readonly Wish[] {
  const form = pick(['notice', 'notice', 'talk', 'circular'] as const, detail, 'notice');
  const receiver = receiverOf(state.form);
  const wish = (command: CommandOf<'notice'>, actor: Actor): Wish => [
    command,
    who % 4 === 0 ? onBehalf({ ...actor, person: 'sun-yi' }, actor.person) : actor,
  ];
  const note = (command: CommandOf<'notice'>): Wish => [command, SYSTEM];
  switch (state.phase) {
    case 'undrafted':
      return [note({ ...wordsFor(form, detail), ...(detail % 5 === 1 ? { automaticIssue: '1' } : {}) })];
    case 'drafted':
      if (detail % 7 === 0) return [note({ type: 'noteMatterSettled', outcome: 'done', on: '2026-03-02' })];
      if (state.form === 'notice') return [wish({ type: 'issueNotice' }, issuer)];
      return [wish({ type: 'decideNotice', verdict: detail % 5 === 0 ? 'declined' : 'approved', reason: '' }, decider)];
    case 'issuing':
      return [note({ type: 'numberNotice', number: '滇产改办督〔2026〕1号' })];
    case 'issued':
    case 'signed':
    case 'talked': {
      const [answering = ''] = notice
        .duties(state, '')
        .flatMap(({ id, kind }) => (kind === 'answer-notice' || kind === 'talk-report' ? [id] : []));
      return [
        wish({ type: 'signNotice' }, receiver),
        wish({ type: 'recordTalk', heldOn: dayOf(now), present: '', sha256: SHA }, issuer),
        wish({ type: 'answerNotice', sha256: SHA, evidence: [] }, receiver),
        note({ type: 'weighRaising', duty: answering }),
        wish({ type: 'raiseNotice', reason: '' }, issuer),
        wish({ type: 'declineRaising', reason: '' }, issuer),
        ...(detail % 7 === 0 ? [wish({ type: 'voidNotice', reason: '' }, state.form === 'notice' ? issuer : decider)] : []),
      ];
    }
    case 'answered':
      return [
        ...(detail % 3 === 0 ? [note({ type: 'noteMatterSettled', outcome: 'done', on: '2026-03-02' })] : []),
        wish({ type: 'verifyNotice', attempt: state.attempt, verdict: detail % 2 === 0 ? 'returned' : 'accepted', reason: '' }, issuer),
      ];
    case 'raising':
      return [note({ type: 'noteRaisingOutcome', outcome: detail % 2 === 0 ? 'declined' : 'issued' })];
    default:
      return [];
  }
}

export const lifeOfNotice = (script: readonly Step[]): Life =>
  live(
    {
      kind: 'notice',
      id: NOTICE,
      sensible: (state, one, now) => noticeWishes(JSON.parse(JSON.stringify(state.inner)), one, now),
      anything: (one) => [noticeCommand(one), anybody(one)],
    },
    script,
  );
