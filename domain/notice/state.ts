import type { PostId } from '../actor.js';
import type { Day, Instant } from '../calendar.js';
import type { ClimbedRung } from '../duty.js';

/**
 * The phases of a notice (督办单、约谈、通报), one for one matter.
 *
 * | phase | what happens | ends with |
 * | --- | --- | --- |
 * | undrafted | nothing yet | the draft, which writes itself |
 * | drafted | a supervision notice waits for its issuer, or for the next working day; a talk or a circular for a central leader | order to issue, its day, decision, or withdrawal when the matter is settled |
 * | issuing | the issuing unit gives the number, within seconds | the number |
 * | issued | the addressee signs and answers; a talk is held | signature, record of the talk |
 * | signed | the addressee answers; a talk is held | answer, record of the talk |
 * | talked | the report on the talk is owed | answer |
 * | answered | somebody else verifies | closing, or return (→ signed, talked) |
 * | raising | the next form is drafted and not yet decided | its issue (→ raised), or its refusal (→ signed, talked) |
 * | closed | 销号: nothing more changes | – |
 * | raised | a notice of the next form goes on | – |
 * | withdrawn | a draft that lost its matter; it never had a number | – |
 * | declined | a central leader decided against it | – |
 * | voided | its number stays and is not given again | – |
 */
export const NOTICE_PHASES = [
  'undrafted',
  'drafted',
  'issuing',
  'issued',
  'signed',
  'talked',
  'answered',
  'raising',
  'closed',
  'raised',
  'withdrawn',
  'declined',
  'voided',
] as const;
export type NoticePhase = (typeof NOTICE_PHASES)[number];

/** 督办单, 约谈, 通报; each is raised to the next. */
export const NOTICE_FORMS = ['notice', 'talk', 'circular'] as const;
export type NoticeForm = (typeof NOTICE_FORMS)[number];
export const nextForm = (form: NoticeForm): NoticeForm | undefined => NOTICE_FORMS[NOTICE_FORMS.indexOf(form) + 1];

/** Why it was drafted: a duty left undone, a notice left unanswered or not put right, the third notice of a unit in a year. */
export const NOTICE_CAUSES = ['overdue', 'raised', 'third'] as const;
export type NoticeCause = (typeof NOTICE_CAUSES)[number];

/** What it is about, as the record had it when it was drafted. */
export interface Matter {
  readonly duty: string;
  readonly kind: string;
  readonly post: PostId;
  readonly firstDue: Day;
  readonly due: Day;
  /** Working days overdue at the draft. */
  readonly daysLate: number;
  readonly rungs: readonly ClimbedRung[];
}

export interface Draft {
  readonly form: NoticeForm;
  readonly cause: NoticeCause;
  readonly title: string;
  /** Empty where no single pilot is meant. */
  readonly pilot: string;
  /** Where its matter is owed, if not on a pilot: `chain/53-2026`, `unit/5301`. Absent in the first records, which knew of pilots alone. */
  readonly place?: string;
  readonly issuer: PostId;
  readonly addressee: PostId;
  readonly matter?: Matter;
  /** The notice this one was raised from. */
  readonly raisedFrom?: string;
  /** Why it was raised, or the numbers of the notices that made the talk due. */
  readonly grounds?: string;
  /** The version of the site's setting under which it goes out by itself; absent where it waits for its issuer. */
  readonly automaticIssue?: number;
  /** From when its issuer has a day before it does, where that is not the day of the draft. */
  readonly readableOn?: Day;
  /** Who raised it: none of them decides. */
  readonly proposedBy?: readonly string[];
  /** The version of these rules it was drafted under; absent under the first, by which an answer closed it whatever became of its matter. */
  readonly rules?: number;
  /** Its matter was settled although the notice had gone out: it still has to be answered. */
  readonly matterSettledOn?: Day;
}
/** From the second version on a notice is closed once its matter is done, and goes up once it had its term. */
export const NOTICE_RULES = 2;

/** `pilot/53-2026-0007`, `chain/53-2026`, `unit/5301`: where its matter is owed; empty where it is about no single one. */
export const placeOf = ({ pilot, place = pilot === '' ? '' : `pilot/${pilot}` }: Pick<Draft, 'pilot' | 'place'>): string => place;

export interface NoticeAnswer {
  readonly attempt: number;
  readonly sha256: string;
  /** Files of the pilot, by id; none where its matter is no pilot's. */
  readonly evidence: readonly string[];
  readonly by: readonly string[];
  readonly at: Instant;
}
export interface HeldTalk {
  readonly heldOn: Day;
  readonly present: string;
  readonly sha256: string;
}

export interface Notice extends Draft {
  readonly phase: NoticePhase;
  /** When the present phase began. */
  readonly since: Instant;
  readonly draftedAt: Instant;
  readonly number?: string;
  readonly issuedAt?: Instant;
  /** When its issue was ordered: its number is of that year, also where it came in the next. */
  readonly orderedAt?: Instant;
  readonly isSigned: boolean;
  /** Who signed for it. */
  readonly signedBy?: readonly string[];
  readonly talk?: HeldTalk;
  /** Counts answers owed: 1 for the first, one more after each return. */
  readonly attempt: number;
  /** The answer now owed runs from here. */
  readonly answerFrom: Instant;
  readonly answers: readonly NoticeAnswer[];
  /** Set once it stayed unanswered beyond its term; `isWeighing` while the issuer has to decide what follows. */
  readonly unanswered?: { readonly since: Instant; readonly isWeighing: boolean };
  readonly raisedTo?: string;
  /** From when it must have had its term before it goes up: its issue, the talk, or the refusal of a former raising. */
  readonly termFrom?: Instant;
}

export const UNDRAFTED: Notice = {
  phase: 'undrafted',
  form: 'notice',
  cause: 'overdue',
  title: '',
  pilot: '',
  issuer: '',
  addressee: '',
  since: 0,
  draftedAt: 0,
  isSigned: false,
  attempt: 1,
  answerFrom: 0,
  answers: [],
};

const ENDED: readonly NoticePhase[] = ['closed', 'raised', 'withdrawn', 'declined', 'voided'];
/** Whether what it is about is still owed; a notice that is about no single duty has nothing to wait for. */
export const isMatterOpen = ({ rules = 1, matter, matterSettledOn }: Pick<Notice, 'rules' | 'matter' | 'matterSettledOn'>): boolean =>
  rules >= NOTICE_RULES && matter !== undefined && matterSettledOn === undefined;
export const hasEnded = ({ phase }: Notice): boolean => ENDED.includes(phase);
