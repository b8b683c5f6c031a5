import Joi from 'joi';
import type { PostId } from '../../domain/actor.js';
import { formatDay } from '../../domain/calendar.js';
import type { Matter, NoticeCause, NoticeForm, NoticePhase } from '../../domain/notice/state.js';
import { NOTICE_CAUSES, NOTICE_FORMS, NOTICE_PHASES, placeOf } from '../../domain/notice/state.js';
import type { NoticeListRow } from '../../models/lists.js';
import { bilingual, instant, shape, type Mutable } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { dutyName } from '../words/duties.js';
import { rungWords } from '../words/notices.js';
import { postName, type PostName } from './post-names.js';

export const noticeIdSchema = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^\d{2}[\w-]*(~[\w-]+)+$/, { name: '53-2026-0007~milestone-base-1~20260630' })
    .max(160)
    .description('督办文书编号。The id of the notice.');

export interface NoticeParams {
  readonly id: string;
}
export const noticeParams = shape<NoticeParams>({ id: noticeIdSchema() });
export const NOTICE_TAG = '督办单、约谈、通报 Notices';

export interface NoticeRow {
  readonly id: string;
  readonly form: NoticeForm;
  readonly cause: NoticeCause;
  readonly number: string;
  readonly title: string;
  readonly phase: NoticePhase;
  readonly pilot: string;
  readonly place: string;
  readonly issuer: string;
  readonly issuerName: Sentence;
  readonly addressee: string;
  readonly addresseeName: Sentence;
  readonly draftedAt: number;
  readonly raisedFrom: string;
  readonly raisedTo: string;
  readonly updatedAt: number;
}
export const noticeRowFields = {
  id: noticeIdSchema(),
  form: Joi.string()
    .valid(...NOTICE_FORMS)
    .description('督办单、约谈或通报。Notice, talk or circular.'),
  cause: Joi.string()
    .valid(...NOTICE_CAUSES)
    .description('事由：逾期、升级、一年三份。Why it was drafted.'),
  number: Joi.string().allow('').description('文号，签发前为空。Its number; empty before it is issued.'),
  title: Joi.string().allow('').description('所涉试点、责任链或单位。The pilot, chain or unit it is about.'),
  phase: Joi.string()
    .valid(...NOTICE_PHASES)
    .description('阶段。The phase.'),
  pilot: Joi.string().allow('').description('试点编号，事项不在试点上的为空。The pilot; empty where its matter is not owed on one.'),
  place: Joi.string()
    .allow('')
    .description(
      '事项所在，如 chain/53-2026；一年三份的约谈为空。Where its matter is owed, such as chain/53-2026; empty for a talk about a third notice.',
    ),
  issuer: Joi.string().description('签发岗位。The post that issues it.'),
  issuerName: postName(),
  addressee: Joi.string().description('收件岗位。The post it is addressed to.'),
  addresseeName: postName(),
  draftedAt: instant().description('起草时间，毫秒。When it was drafted, in epoch milliseconds.'),
  raisedFrom: Joi.string().allow('').description('由哪一件升级而来。The notice it was raised from.'),
  raisedTo: Joi.string().allow('').description('升级为哪一件。The notice it was raised to.'),
  updatedAt: instant().description('最近一次记录的时间，毫秒。Of the last entry, in epoch milliseconds.'),
};
export const noticeRowExample: NoticeRow = {
  id: '53-2026-0007~milestone-base-1~20260630',
  form: 'notice',
  cause: 'overdue',
  number: '全国产改办督〔2026〕3号',
  title: '滇中新区技能提升试点',
  phase: 'issued',
  pilot: '53-2026-0007',
  place: 'pilot/53-2026-0007',
  issuer: '00/reviewer',
  issuerName: { zh: '全国协调小组办公室审核岗', en: 'reviewer of the national coordination office' },
  addressee: '53/office-director',
  addresseeName: { zh: '云南省办公室主任', en: 'office director of Yunnan' },
  draftedAt: 1_795_000_000_000,
  raisedFrom: '',
  raisedTo: '',
  updatedAt: 1_795_000_000_000,
};

type RowSource = Pick<NoticeListRow, 'entity' | 'title' | 'phase' | 'fields' | 'updatedAt'>;
/** The posts that a row of a notice names. */
export const postsOfNotice = ({ fields: { issuer, addressee } }: RowSource): readonly PostId[] => [issuer, addressee];

export const noticeRowOf = ({ entity, title, phase, fields, updatedAt }: RowSource, called: PostName): NoticeRow => {
  const { form, cause, number, pilot, issuer, addressee, draftedAt, raisedFrom, raisedTo } = fields;
  const where = { pilot, place: placeOf(fields) };
  const ends = { issuer, issuerName: called(issuer), addressee, addresseeName: called(addressee) };
  return { id: entity, form, cause, number, title, phase, ...where, ...ends, draftedAt, raisedFrom, raisedTo, updatedAt };
};

export interface MatterRow {
  readonly duty: string;
  readonly link: string;
  readonly name: Sentence;
  readonly post: string;
  readonly postName: Sentence;
  readonly firstDue: string;
  readonly due: string;
  readonly daysLate: number;
  readonly rungs: readonly { readonly rung: string; readonly name: Sentence; readonly on: string }[];
}
export const matterSchema = shape<Mutable<MatterRow>>({
  duty: Joi.string().description('责任事项在所属试点、责任链、单位内的编号。The duty within its pilot, chain or unit.'),
  link: Joi.string().description('该事项的详情地址。Where the details of the duty are.'),
  name: bilingual('事项名称', 'What is owed'),
  post: Joi.string().description('责任岗位。The post that owes it.'),
  postName: postName(),
  firstDue: Joi.string().description('首次期限。The first due day.'),
  due: Joi.string().description('期限。The due day.'),
  daysLate: Joi.number().integer().description('起草时已逾期工作日数。Working days overdue at the draft.'),
  rungs: Joi.array()
    .items(
      shape<MatterRow['rungs'][number]>({
        rung: Joi.string().description('阶。The rung.'),
        name: bilingual('名称', 'Its name'),
        on: Joi.string().description('日期。Its day.'),
      }),
    )
    .description('此前已到的各阶。The rungs reached before.'),
});
/** `place`: as `placeOf` tells it. */
export const matterRowOf = (place: string, matter: Matter, called: PostName): MatterRow => {
  const { duty, kind, post, firstDue, due, daysLate, rungs } = matter;
  return {
    duty,
    link: `/api/v1/duties/${place}/${duty}`,
    name: dutyName(kind),
    post,
    postName: called(post),
    firstDue: formatDay(firstDue),
    due: formatDay(due),
    daysLate,
    rungs: rungs.map(({ rung, on }) => ({ rung, name: rungWords[rung], on: formatDay(on) })),
  };
};
