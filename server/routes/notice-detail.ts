import Joi from 'joi';
import { formatDay } from '../../domain/calendar.js';
import type { Light } from '../../domain/light.js';
import { placeOf, type Notice, type NoticeForm, type NoticePhase } from '../../domain/notice/state.js';
import { bilingual, instant, shape, type Mutable } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { matterRowOf, matterSchema, noticeIdSchema, noticeRowFields, type MatterRow, type NoticeRow } from './notice-schema.js';
import { storySchema, verdictSchema, type StepRow, type VerdictRow } from './notice-story.js';
import { postName, type PostName } from './post-names.js';
import { signedFields, type Signed } from './signed.js';

/** What is owed on it now, with its light. */
export interface OwedRow {
  readonly duty: string;
  readonly name: Sentence;
  readonly post: string;
  readonly postName: Sentence;
  readonly due: string;
  readonly light: Light;
  readonly sentence: Sentence;
}
/** An answer, by whom, and what became of it. */
interface AnswerRow extends Signed {
  readonly attempt: number;
  readonly text: string;
  readonly evidence: readonly string[];
  readonly verdict?: VerdictRow;
}
/** How the talk went. */
interface TalkRow {
  readonly heldOn: string;
  readonly present: string;
  readonly text: string;
}
/** One notice as whoever may see it reads it. */
export interface NoticeDetail extends NoticeRow {
  readonly goesOutOn?: string;
  readonly issuedAt?: number;
  readonly isSigned: boolean;
  readonly grounds?: string;
  readonly matter?: MatterRow;
  readonly matterSettledOn?: string;
  readonly talk?: TalkRow;
  readonly answers: readonly AnswerRow[];
  readonly story: readonly StepRow[];
  readonly duties: readonly OwedRow[];
  readonly chain: readonly { readonly id: string; readonly form: NoticeForm; readonly number: string; readonly phase: NoticePhase }[];
  readonly next: Sentence;
  readonly seq: number;
}
export const noticeDetail = shape<NoticeDetail>({
  ...noticeRowFields,
  goesOutOn: Joi.string()
    .optional()
    .description('按站点设置，此日上午自动签发，此前可撤回。It goes out by itself on the morning of this day, as the site has it.'),
  issuedAt: instant().optional().description('签发时间，毫秒。When it was issued.'),
  isSigned: Joi.boolean().description('是否已签收。Whether it is signed for.'),
  grounds: Joi.string().optional().description('升级理由，或一年内各份文号。Why it was raised, or the numbers of the year.'),
  matter: matterSchema.optional().description('所督办的事项及记录在案的事实。The matter, with the facts from the record.'),
  matterSettledOn: Joi.string()
    .optional()
    .description('原事项了结日期；已签发的仍须答复。When the matter was settled; the answer is still owed.'),
  talk: shape<TalkRow>({
    heldOn: Joi.string().description('约谈日期。The day of the talk.'),
    present: Joi.string().description('参加人员。Who was present.'),
    text: Joi.string().description('约谈记录。The record of the talk.'),
  })
    .optional()
    .description('约谈记录。The record of the talk.'),
  answers: Joi.array()
    .items(
      shape<Mutable<AnswerRow>>({
        ...signedFields,
        attempt: Joi.number().integer().description('第几次答复。Which attempt.'),
        text: Joi.string().description('答复全文。The text.'),
        evidence: Joi.array()
          .items(Joi.string())
          .description('所附试点证据编号；不涉及试点的没有。Evidence of the pilot, by id; none where it is about no pilot.'),
        verdict: verdictSchema.optional().description('核实结论及理由，未核实的没有。The verdict and its reason; none before it is given.'),
      }),
    )
    .description('历次答复及核实结论。Every answer with the verdict on it.'),
  story: storySchema,
  duties: Joi.array()
    .items(
      shape<OwedRow>({
        duty: Joi.string().description('编号。Its id within the notice.'),
        name: bilingual('事项名称', 'What is owed'),
        post: Joi.string().description('责任岗位。The post that owes it.'),
        postName: postName(),
        due: Joi.string().description('期限。The due day.'),
        light: Joi.string().valid('green', 'yellow', 'red', 'blue', 'grey').description('灯号。The light.'),
        sentence: bilingual('为什么是这个灯', 'Why the light is what it is'),
      }),
    )
    .description('在办事项。What is owed on it now.'),
  chain: Joi.array()
    .items(
      shape<NoticeDetail['chain'][number]>({
        id: noticeIdSchema(),
        form: noticeRowFields.form,
        number: noticeRowFields.number,
        phase: noticeRowFields.phase,
      }),
    )
    .description('同一事项由督办单到通报的各件，含本件。The same matter from notice to circular, this one included.'),
  next: bilingual('下一步', 'What comes next'),
  seq: Joi.number().integer().description('记录序号。How far the record reaches.'),
});

export const talkOf = ({ heldOn, present }: NonNullable<Notice['talk']>) => ({ heldOn: formatDay(heldOn), present });

/** What a notice says of itself, as its state stands. */
export const factsOf = ({ issuedAt, isSigned, grounds, matter, matterSettledOn, ...about }: Notice, called: PostName) => ({
  isSigned,
  ...(issuedAt === undefined ? {} : { issuedAt }),
  ...(grounds === undefined ? {} : { grounds }),
  ...(matter === undefined ? {} : { matter: matterRowOf(placeOf(about), matter, called) }),
  ...(matterSettledOn === undefined ? {} : { matterSettledOn: formatDay(matterSettledOn) }),
});
