import Joi from 'joi';
import {
  CHAIN_PHASES,
  OUTCOMES,
  STATEMENT_OUTCOMES,
  type ChainPhase,
  type ChainSignature,
  type ItemOutcome,
  type StatementVersion,
} from '../../domain/chain/state.js';
import type { Light } from '../../domain/light.js';
import { instant, shape, type Mutable } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { postName } from './post-names.js';
import { chainPostRow, type ChainPostRow } from './chain-posts.js';
import { returnedSchema, type Returned } from './chain-returns.js';
import { stuckSchema, type Stuck } from './chain-stuck.js';
import { signedFields } from './signed.js';
import { noticesAboutSchema, type NoticeAbout } from './notices-about.js';
import { chainItemRow, chainLight, escalationCount, type ChainItemRow, type EscalationCount } from './chain-view.js';

export interface ChainRow {
  readonly id: string;
  readonly title: string;
  readonly province: string;
  readonly year: number;
  readonly phase: ChainPhase;
  readonly light: Light;
  /** Who owes what is due first, and by when. */
  readonly stuckAt?: string;
  readonly stuckAtName?: Sentence;
  readonly due?: string;
  readonly updatedAt: number;
}
export const chainRowFields = {
  id: Joi.string().description('责任链编号。Its number.'),
  title: Joi.string().description('名称。What it is called.'),
  province: Joi.string().description('省份代码。The province.'),
  year: Joi.number().integer().description('年度。The year.'),
  phase: Joi.string()
    .valid(...CHAIN_PHASES)
    .description('阶段。The phase.'),
  light: chainLight().description(
    '最紧迫的在办事项的灯号；无在办事项时为蓝（已结束）或灰。The worst open duty; blue or grey where none is open.',
  ),
  stuckAt: Joi.string().optional().description('最先到期的事项在哪个岗位。Who owes what is due first.'),
  stuckAtName: postName().optional(),
  due: Joi.string().optional().description('该事项的期限。When that is due.'),
  updatedAt: instant().description('最近一次记录的时间，毫秒。Of the last entry, in epoch milliseconds.'),
};
export const chainRow = shape<ChainRow>(chainRowFields);
export const chainRowExample: ChainRow = {
  id: '53-2026',
  title: '云南省 2026 年责任链',
  province: '53',
  year: 2026,
  phase: 'signing',
  light: 'yellow',
  stuckAt: '53/office-director',
  stuckAtName: { zh: '云南省办公室主任', en: 'office director of Yunnan' },
  due: '2026-01-15',
  updatedAt: 1_795_000_000_000,
};

type VersionRow = StatementVersion & { readonly returned?: Returned };
interface SignatureRow extends ChainSignature {
  readonly postName: Sentence;
}
export interface ChainDetail extends ChainRow {
  readonly template: number;
  readonly draft?: { readonly sha256: string; readonly name: string; readonly at: number };
  readonly versions: readonly VersionRow[];
  readonly signatures: readonly SignatureRow[];
  readonly turn?: { readonly post: string; readonly postName: Sentence; readonly holder?: string; readonly since: number };
  readonly posts: readonly ChainPostRow[];
  readonly items: readonly ChainItemRow[];
  readonly escalations: { readonly arrived: number; readonly settled: number; readonly open: readonly EscalationCount[] };
  readonly selfAssessment?: {
    readonly attempt: number;
    readonly sha256: string;
    readonly at: number;
    readonly outcomes: readonly { readonly item: string; readonly outcome: ItemOutcome }[];
  };
  readonly assessmentReturned?: Returned & { readonly attempt: number };
  readonly openDuties: number;
  readonly stuck?: Stuck;
  readonly notices: readonly NoticeAbout[];
  readonly seq: number;
}

const holder = (): Joi.StringSchema =>
  Joi.string().optional().description('现任姓名，岗位空缺时没有。Who holds the post; nobody where it is empty.');
const sha256 = (): Joi.StringSchema => Joi.string().description('内容指纹。The fingerprint of its content.');

export const chainDetail = shape<ChainDetail>({
  ...chainRowFields,
  template: Joi.number().integer().description('所用模板版本。The version of the template it was drafted from.'),
  draft: shape<{ sha256: string; name: string; at: number }>({
    sha256: sha256(),
    name: Joi.string().description('何人保存。Who saved it.'),
    at: instant().description('保存时间，毫秒。When, in epoch milliseconds.'),
  })
    .optional()
    .description('责任书草稿。The draft of the statement.'),
  versions: Joi.array()
    .items(
      shape<Mutable<VersionRow>>({
        version: Joi.number().integer().description('版本号。Its number.'),
        sha256: sha256(),
        submittedAt: instant().description('提交时间，毫秒。When it was submitted, in epoch milliseconds.'),
        outcome: Joi.string()
          .valid(...STATEMENT_OUTCOMES)
          .description('签字中、已退回、已生效、已失效。What became of it.'),
        returned: returnedSchema().optional().description('谁、何时、为何退回。Who returned it, when and why.'),
      }),
    )
    .description('责任书各版本。The versions of the statement.'),
  signatures: Joi.array()
    .items(
      shape<Mutable<SignatureRow>>({
        post: Joi.string().description('岗位。The post.'),
        postName: postName(),
        person: Joi.string().description('签字人编号。Who signed.'),
        name: Joi.string().description('姓名，当时的。The name at that time.'),
        onBehalfOf: Joi.string().optional().description('受谁委托。On whose behalf.'),
        at: instant().description('签字时间，毫秒。When, in epoch milliseconds.'),
      }),
    )
    .description('现行版本的签字，自上而下。The signatures of the present version, from the top down.'),
  turn: shape<{ post: string; postName: Sentence; holder?: string; since: number }>({
    post: Joi.string().description('轮到哪个岗位签字。Whose turn it is.'),
    postName: postName(),
    holder: holder(),
    since: instant().description('自何时，毫秒。Since when, in epoch milliseconds.'),
  })
    .optional()
    .description('轮到谁签字。Whose turn it is to sign.'),
  posts: Joi.array()
    .items(chainPostRow)
    .description('各层级，自上而下：签了没有，手里有什么。The levels from the top down: who signed, who has what.'),
  items: Joi.array().items(chainItemRow).description('责任清单，最紧迫的在前。The items, the most pressing first.'),
  escalations: shape<Mutable<ChainDetail['escalations']>>({
    arrived: Joi.number().integer().description('累计到达。How many ever arrived.'),
    settled: Joi.number().integer().description('其中试点已办结或撤销的。How many of them are settled.'),
    open: Joi.array().items(escalationCount).description('未结的，按答复层级。Those open, by the level that answers.'),
  }).description('试点升级事项。What pilots let climb.'),
  selfAssessment: shape<Mutable<NonNullable<ChainDetail['selfAssessment']>>>({
    attempt: Joi.number().integer().description('第几次。Which attempt.'),
    sha256: sha256(),
    at: instant().description('提交时间，毫秒。When, in epoch milliseconds.'),
    outcomes: Joi.array()
      .items(
        shape<{ item: string; outcome: ItemOutcome }>({
          item: Joi.string().description('事项代号。The item.'),
          outcome: Joi.string()
            .valid(...OUTCOMES)
            .description('完成、部分完成、未完成。Done, partly, not done.'),
        }),
      )
      .description('逐项评定。Item by item.'),
  })
    .optional()
    .description('年度自评。The self-assessment.'),
  assessmentReturned: shape<Mutable<NonNullable<ChainDetail['assessmentReturned']>>>({
    ...signedFields,
    attempt: Joi.number().integer().description('第几次自评。Which attempt.'),
    reason: Joi.string().description('退回理由。Why it was returned.'),
  })
    .optional()
    .description('年度自评被退回、尚未重新提交的，谁、何时、为何退回。Where it was returned and not handed in again: who, when and why.'),
  openDuties: Joi.number().integer().description('在办责任事项数。How many duties are open.'),
  stuck: stuckSchema.optional().description('卡在何处：最先到期的事项。Where it is stuck: what is due first.'),
  notices: noticesAboutSchema,
  seq: Joi.number().integer().description('记录序号。How far the record reaches.'),
});
