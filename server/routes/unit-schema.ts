import Joi from 'joi';
import { POST_ROLES, type Role } from '../../domain/actor.js';
import { formatDay } from '../../domain/calendar.js';
import {
  HANDOVER_HINDRANCES,
  UNIT_KINDS,
  UNIT_PHASES,
  type HandoverHindrance,
  type PlannedHandover,
  type Tenure,
  type UnitKind,
  type UnitPhase,
} from '../../domain/unit/state.js';
import { instant, shape, text } from '../http/schema.js';
import { noticesAboutSchema, type NoticeAbout } from './notices-about.js';

export const unitCode = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^\d\d(\d\d)?(-h\d{3,6})?$/, { name: '53, 5301, 53-h001' })
    .description('单位代码。The code of the unit.');
export const personId = (): Joi.StringSchema => Joi.string().max(64).description('人员编号。The id of the person.');
export const why = (): Joi.StringSchema => text(500).description('事由。Why.');

/** All that a command needs which says nothing but why. */
export interface Reasoned {
  readonly reason: string;
}
export const reasonBody = shape<Reasoned>({ reason: why() });

export interface UnitParams {
  readonly code: string;
}
export interface PostParams extends UnitParams {
  readonly role: Role;
}
export const unitParams = shape<UnitParams>({ code: unitCode() });
export const roleName = (): Joi.StringSchema =>
  Joi.string()
    .valid(...POST_ROLES)
    .description('岗位。The post.');
export const postParams = shape<PostParams>({ code: unitCode(), role: roleName() });

export interface UnitRow {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parent: string;
  readonly phase: UnitPhase;
}
export const unitFields = {
  code: unitCode(),
  name: Joi.string().description('单位名称。What it is called.'),
  kind: Joi.string()
    .valid(...UNIT_KINDS)
    .description('类别。Centre, province, city or host.'),
  parent: Joi.string().allow('').description('上级单位代码，中央为空。The unit above; empty for the centre.'),
  phase: Joi.string()
    .valid(...UNIT_PHASES)
    .description('状态。The phase.'),
};
export const unitExample: UnitRow = { code: '53', name: '云南省', kind: 'province', parent: '00', phase: 'active' };

export interface HolderRow {
  readonly person: string;
  readonly name: string;
  readonly since: number;
  readonly until?: number;
}
export const holder = shape<HolderRow>({
  person: personId(),
  name: Joi.string().description('姓名。The name.'),
  since: instant().description('自，毫秒。In epoch milliseconds.'),
  until: instant().optional().description('委托至，毫秒。The end of a delegation.'),
});
export interface PlannedRow {
  readonly person: string;
  readonly name: string;
  readonly effective: string;
}
const plannedFields = {
  person: personId(),
  name: Joi.string().description('姓名。The name.'),
  effective: Joi.string().description('生效日。The day it takes effect.'),
};
export const plannedHandover = shape<PlannedRow>(plannedFields).description('已安排的交接。A planned handover.');
interface RefusedRow extends PlannedRow {
  readonly cause: HandoverHindrance;
}
const refusedHandover = shape<RefusedRow>({
  ...plannedFields,
  cause: Joi.string()
    .valid(...HANDOVER_HINDRANCES)
    .description('原因：查无此人、账号锁定、与其他岗位不相容。Why: unknown, locked, or the seats do not go together.'),
}).description('到日未能生效、尚待处理的交接。A handover that was refused on its day and is not settled yet.');
export interface PostRow {
  readonly post: string;
  readonly role: Role;
  readonly holder?: HolderRow;
  readonly delegate?: HolderRow;
  readonly handover?: PlannedRow;
  readonly refusedHandover?: RefusedRow;
  readonly lockedSince?: number;
}
export interface UnitDetail extends UnitRow {
  readonly posts: readonly PostRow[];
  readonly openPilots: number;
  readonly notices: readonly NoticeAbout[];
  readonly seq: number;
}
export const unitDetail = shape<UnitDetail>({
  ...unitFields,
  posts: Joi.array()
    .items(
      shape<PostRow>({
        post: Joi.string().description('岗位全名。The post in full.'),
        role: roleName(),
        holder: holder.optional().description('任职人，空缺时没有。The holder; none where the post is empty.'),
        delegate: holder.optional().description('受托人。Who acts for the holder.'),
        handover: plannedHandover.optional(),
        refusedHandover: refusedHandover.optional(),
        lockedSince: instant().optional().description('任职人账号锁定之时，毫秒。Since when the holder’s account is locked.'),
      }),
    )
    .description('岗位。The posts.'),
  openPilots: Joi.number().integer().description('在办试点数。Pilots under way on its ground.'),
  notices: noticesAboutSchema,
  seq: Joi.number().integer().description('记录序号。How far the record reaches.'),
});
export const plannedOf = ({ person, name, effective }: Pick<PlannedHandover, 'person' | 'name' | 'effective'>): PlannedRow => ({
  person,
  name,
  effective: formatDay(effective),
});
export const holderOf = ({ person, name, since }: Tenure): HolderRow => ({ person, name, since });
