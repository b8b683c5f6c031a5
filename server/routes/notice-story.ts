import Joi from 'joi';
import type { NoticeEvent } from '../../domain/notice/messages.js';
import type { EntryDoc } from '../../models/entry.js';
import type { Lists } from '../../models/lists.js';
import { bilingual, shape, type Mutable } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { stepReason, stepWords } from '../words/notice-story.js';
import { entriesInStream, signedFields, type Signed, type SignatureIn } from './signed.js';

/** Every step of a notice; what is owed on it is told by its duties. */
const STEPS = [
  'noticeDrafted',
  'noticeIssueOrdered',
  'noticeLetGo',
  'noticeDecided',
  'noticeIssued',
  'noticeSigned',
  'talkRecorded',
  'noticeAnswered',
  'answerAccepted',
  'answerReturned',
  'answerMissed',
  'raisingDeclined',
  'noticeRaised',
  'raisingSettled',
  'noticeVoided',
  'draftWithdrawn',
  'matterSettled',
] as const satisfies readonly NoticeEvent['type'][];

type Step = EntryDoc<NoticeEvent>;
const isStep = (entry: EntryDoc): entry is Step => STEPS.some((type) => type === entry.event.type);

/** Who did what with a notice, when and why. */
export interface StepRow extends Signed {
  readonly type: NoticeEvent['type'];
  readonly what: Sentence;
  readonly reason?: string;
}
const reasonSchema = () => Joi.string().allow('').description('理由，当事人的原话。Why, in their own words.');
export const storySchema = Joi.array()
  .items(
    shape<Mutable<StepRow>>({
      ...signedFields,
      type: Joi.string()
        .valid(...STEPS)
        .description('哪一步。Which step.'),
      what: bilingual('办理事项', 'What was done'),
      reason: reasonSchema().optional(),
    }),
  )
  .description('办理经过：何人、以何岗位、受谁委托、何时、何事、何故，按先后。Its whole story, in order: who, when, what and why.');

/** What was said of an answer, by whom. */
export interface VerdictRow extends Signed {
  readonly verdict: 'accepted' | 'returned';
  readonly reason: string;
}
export const verdictSchema = shape<VerdictRow>({
  ...signedFields,
  verdict: Joi.string().valid('accepted', 'returned').description('认可或退回。Accepted or returned.'),
  reason: reasonSchema(),
});

/** A notice's steps as the record has them, the first first. */
export async function stepsOf(lists: Pick<Lists, 'entries'>, notice: string): Promise<readonly Step[]> {
  const entries = await entriesInStream(lists, `notice/${notice}`, { 'event.type': { $in: STEPS } });
  return entries.filter(isStep).toReversed();
}

export const storyOf = (steps: readonly Step[], signatureIn: SignatureIn): readonly StepRow[] =>
  steps.map((entry) => {
    const reason = stepReason(entry.event);
    return { ...signatureIn(entry), type: entry.event.type, what: stepWords(entry.event), ...(reason === undefined ? {} : { reason }) };
  });

/** One answer with whoever gave it and, once there is one, the verdict on it. */
export interface GivenAnswer extends Signed {
  readonly attempt: number;
  readonly sha256: string;
  readonly evidence: readonly string[];
  readonly verdict?: VerdictRow;
}

export function answersIn(steps: readonly Step[], signatureIn: SignatureIn): readonly GivenAnswer[] {
  const answers: GivenAnswer[] = [];
  for (const entry of steps) {
    const { event } = entry;
    if (event.type === 'noticeAnswered') {
      const { attempt, sha256, evidence } = event;
      answers.push({ ...signatureIn(entry), attempt, sha256, evidence });
    }
    const last = answers.at(-1);
    if (last !== undefined && (event.type === 'answerAccepted' || event.type === 'answerReturned')) {
      const verdict = event.type === 'answerAccepted' ? 'accepted' : 'returned';
      answers[answers.length - 1] = { ...last, verdict: { ...signatureIn(entry), verdict, reason: event.reason } };
    }
  }
  return answers;
}

export const storyExample: StepRow = {
  person: 'p-00-reviewer',
  name: '王磊',
  post: '00/reviewer',
  postName: { zh: '全国协调小组办公室审核岗', en: 'reviewer of the national coordination office' },
  at: 1_795_000_000_000,
  type: 'answerReturned',
  what: { zh: '答复退回', en: 'The answer was returned' },
  reason: '未说明责任人。',
};
