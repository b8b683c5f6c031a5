import { CENTRE, unitOfPost, type PostId } from '../actor.js';
import { dayOf, formatDay, type Instant } from '../calendar.js';
import { toldChain } from '../chain/note.js';
import type { Consequence, Entity } from '../entity.js';
import { mailTo } from '../mail-consequence.js';
import { entityIn, type NoteNoticeOutcome } from '../notice-outcome.js';
import { EVERYBODY } from '../rights.js';
import { pathOfCode } from '../unit-code.js';
import { nextPassingInNotice, passedInNotice } from './automatic-issue.js';
import { decideNotice } from './decide.js';
import { draftRaised } from './draft.js';
import { dutiesOfNotice, NOTICE_FULFILLED_BY } from './duties.js';
import { evolveNotice } from './evolve.js';
import type { NoticeCommand, NoticeEvent } from './messages.js';
import { DECIDER, leaderOver, officeOver } from './posts.js';
import { hasEnded, isMatterOpen, placeOf, UNDRAFTED, type Notice, type NoticeForm } from './state.js';

/** What lists filter and sort notices by. Empty, or 0, where there is none yet. */
export interface NoticeFields {
  readonly form: NoticeForm;
  readonly cause: Notice['cause'];
  readonly number: string;
  readonly year: number;
  readonly issuer: PostId;
  readonly addressee: PostId;
  /** The unit it is addressed to. */
  readonly unit: string;
  readonly pilot: string;
  /** Where its matter is owed, if not on a pilot. */
  readonly place?: string;
  readonly duty: string;
  readonly raisedFrom: string;
  readonly raisedTo: string;
  readonly draftedAt: Instant;
}

/** A notice (督办单、约谈、通报), from its draft to its end. Its phases: see `state.ts`. */
export const notice: Entity<Notice, NoticeCommand, NoticeEvent> = {
  kind: 'notice',
  initial: UNDRAFTED,
  decide: decideNotice,
  evolve: evolveNotice,
  duties: dutiesOfNotice,
  fulfilledBy: NOTICE_FULFILLED_BY,
  passed: passedInNotice,
  nextPassing: nextPassingInNotice,
  consequences,
  overseer: (_, post) => officeOver(post),
  // A notice never opens another by itself: left unanswered, its issuer decides what follows.
  atRung: (_, { rung, duty }, id) =>
    rung === 'raising'
      ? [{ type: 'message', to: { kind: 'notice', id }, command: { type: 'weighRaising', duty }, isMootOnceClosed: true }]
      : [],
  climbed: () => [],
  climbOver: () => [],
  refersTo: (event) => (event.type === 'noticeAnswered' || event.type === 'talkRecorded' ? [event.sha256] : []),
  brings: () => [],
  summary: (state) => ({ title: state.title, phase: state.phase, path: pathOf(state), fields: fieldsOf(state) }),
  isClosed: hasEnded,
};

const isOut = ({ issuedAt }: Notice): boolean => issuedAt !== undefined;

/** A draft is its issuer's own; once issued, whoever it is addressed to and about sees it; a circular is for everybody in business. */
function pathOf(state: Notice): readonly string[] {
  const { form, issuer, addressee, matter } = state;
  const below = (post: PostId): readonly string[] => pathOfCode(unitOfPost(post)) ?? [];
  const open = isOut(state) ? [...(matter === undefined ? [] : below(matter.post)), ...below(addressee)] : [];
  return [...new Set([CENTRE, ...(isOut(state) && form === 'circular' ? [EVERYBODY] : []), ...below(issuer), ...open])];
}

function fieldsOf({ form, cause, number = '', issuedAt, orderedAt, issuer, addressee, pilot, place, matter, ...rest }: Notice) {
  const { raisedFrom = '', raisedTo = '', draftedAt } = rest;
  const year = issuedAt === undefined ? 0 : yearOf(orderedAt ?? issuedAt);
  const unit = unitOfPost(addressee);
  const duty = matter?.duty ?? '';
  const where = { pilot, ...(place === undefined ? {} : { place }) };
  return { form, cause, number, year, issuer, addressee, unit, ...where, duty, raisedFrom, raisedTo, draftedAt } satisfies NoticeFields;
}
const yearOf = (at: Instant): number => Number(formatDay(dayOf(at)).slice(0, 4));

function consequences(state: Notice, event: NoticeEvent, id: string): readonly Consequence[] {
  const { form, title, issuer, addressee, matter, number = '' } = state;
  const facts = { title, number, form };
  const mail = (post: PostId, word: string): Consequence => mailTo(post, word, facts);
  const year = String(yearOf(state.orderedAt ?? state.issuedAt ?? event.at));
  const toUnit = (unit: string, command: { type: string } & Record<string, string>): Consequence => ({
    type: 'message',
    to: { kind: 'unit', id: unit },
    command: { ...command, notice: id },
    isMootOnceClosed: true,
  });
  const settled = (outcome: 'issued' | 'declined'): Consequence[] =>
    state.raisedFrom === undefined
      ? []
      : [{ type: 'message', to: { kind: 'notice', id: state.raisedFrom }, command: { type: 'noteRaisingOutcome', outcome } }];
  const numbering = (at: Instant): Consequence =>
    toUnit(unitOfPost(issuer), { type: 'assignNoticeNumber', form, year: String(yearOf(at)) });
  /** Where its matter is still owed learns what goes on with it, or that nothing does. */
  const toPlace = (outcome: NoteNoticeOutcome['outcome'], to = ''): Consequence[] => {
    const owedOn = entityIn(placeOf(state));
    if (owedOn === undefined || matter === undefined || state.matterSettledOn !== undefined) return [];
    const command = { type: 'noteNoticeOutcome', duty: matter.duty, notice: id, outcome, to };
    return [{ type: 'message', to: owedOn, command, isMootOnceClosed: true }];
  };
  /** Who verifies has waited for it; a form that is being decided on is told by the one it came from. */
  const matterSettled = ({ outcome, on }: NoticeEvent & { type: 'matterSettled' }): Consequence[] => {
    if (state.phase === 'answered') return [mail(issuer, 'noticeMatterDone')];
    if (state.phase !== 'raising' || state.raisedTo === undefined) return [];
    const command = { type: 'noteMatterSettled', outcome, on: formatDay(on) };
    return [{ type: 'message', to: { kind: 'notice', id: state.raisedTo }, command, isMootOnceClosed: true }];
  };
  /** The register of the unit whose third notice it was about: `53~third~2026`. */
  const talkWithdrawn = (): Consequence[] => {
    const [unit = '', , ofYear = ''] = id.split('~');
    return state.cause === 'third' ? [toUnit(unit, { type: 'noteTalkWithdrawn', year: ofYear })] : [];
  };
  switch (event.type) {
    case 'noticeDrafted':
      if (form !== 'notice') return [mail(DECIDER, 'noticeDecisionAsked')];
      return [mail(issuer, event.automaticIssue === undefined ? 'noticeDrafted' : 'noticeDraftedToGo')];
    case 'noticeIssueOrdered':
    case 'noticeLetGo':
      return [numbering(event.at)];
    case 'noticeDecided':
      return event.verdict === 'approved' ? [numbering(event.at)] : [mail(issuer, 'noticeDeclined'), ...settled('declined')];
    case 'noticeIssued': {
      const copy = matter === undefined || matter.post === addressee ? [] : [mail(matter.post, 'noticeIssuedCopy')];
      const counted = form === 'notice' ? [toUnit(unitOfPost(addressee), { type: 'noteNoticeReceived', number, year })] : [];
      const isTold = form !== 'notice' && state.pilot !== '';
      const raised = isTold && matter !== undefined ? toldChain(state.pilot, 'notice', { ...matter, rung: form }) : [];
      return [mail(addressee, 'noticeIssued'), ...copy, ...counted, ...raised, ...settled('issued')];
    }
    case 'noticeAnswered':
      return [mail(issuer, isMatterOpen(state) ? 'noticeAnsweredOpen' : 'noticeAnswered')];
    case 'answerAccepted':
      return [mail(addressee, 'noticeClosed')];
    case 'answerReturned':
      return [mail(addressee, 'noticeReturned')];
    case 'answerMissed':
      return state.unanswered?.isWeighing === true ? [mail(issuer, 'noticeUnanswered')] : [];
    case 'noticeRaised': {
      const next = { notice: event.to, form: event.form, addressee: leaderOver(unitOfPost(addressee)), on: dayOf(event.at) };
      return [draftRaised(state, next, id, event.reason), ...toPlace('raised', event.to)];
    }
    case 'raisingSettled':
      return event.outcome === 'declined' ? [mail(addressee, 'noticeStillOwed')] : [];
    case 'noticeVoided':
      return [
        mail(addressee, 'noticeVoided'),
        ...toPlace('voided'),
        ...(form === 'notice' ? [toUnit(unitOfPost(addressee), { type: 'noteNoticeVoided', number, year })] : []),
      ];
    case 'draftWithdrawn':
      return [mail(issuer, 'noticeWithdrawn'), ...(event.by === undefined ? [] : toPlace('withdrawn')), ...talkWithdrawn()];
    case 'matterSettled':
      return matterSettled(event);
    case 'noticeSigned':
    case 'talkRecorded':
    case 'raisingDeclined':
      return [];
    default:
      event satisfies never;
      return [];
  }
}
