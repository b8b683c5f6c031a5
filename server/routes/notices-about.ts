import Joi from 'joi';
import type { Actor } from '../../domain/actor.js';
import type { NoticeForm, NoticePhase } from '../../domain/notice/state.js';
import type { Lists } from '../../models/lists.js';
import { shape, type Mutable } from '../http/schema.js';
import { isVisible } from './commands.js';
import { noticeRowExample, noticeRowFields } from './notice-schema.js';

/** A notice, talk or circular about what is owed on a pilot, a chain or a unit, as these and the duty name it. */
export interface NoticeAbout {
  readonly id: string;
  readonly form: NoticeForm;
  readonly number: string;
  readonly phase: NoticePhase;
  readonly duty: string;
  readonly link: string;
}
export const noticesAboutSchema = Joi.array()
  .items(
    shape<Mutable<NoticeAbout>>({
      id: noticeRowFields.id,
      form: noticeRowFields.form,
      number: noticeRowFields.number,
      phase: noticeRowFields.phase,
      duty: Joi.string()
        .allow('')
        .description('所督办的责任事项编号，一年三份的约谈为空。The duty it is about; empty for a talk about a third notice.'),
      link: Joi.string().description('详情地址。Where its details are.'),
    }),
  )
  .description('相关的督办单、约谈、通报，按编号。Notices, talks and circulars about it, by id.');

export const noticeLink = (id: string): string => `/api/v1/notices/${id}`;
export const noticeAboutExample: NoticeAbout = {
  id: noticeRowExample.id,
  form: 'notice',
  number: noticeRowExample.number,
  phase: 'issued',
  duty: 'milestone-base-1',
  link: noticeLink(noticeRowExample.id),
};

/** The last form of the notice of this id that went out and was not taken back. */
export const lastIssued = (notices: readonly NoticeAbout[], root: string): NoticeAbout | undefined =>
  notices.findLast(({ id, number, phase }) => `${id}~`.startsWith(`${root}~`) && number !== '' && phase !== 'voided');

/** A pilot, a chain or a unit has dozens of duties, and only what nobody does in time brings a notice. */
const MOST = 200;

/** The notices about an entity, or about one of its duties, that this actor may see; told by their ids, which begin with both. */
export async function noticesAbout(
  { notices }: Pick<Lists, 'notices'>,
  actor: Actor,
  { entity, duty }: { readonly entity: string; readonly duty?: string },
): Promise<NoticeAbout[]> {
  const root = `notice/${entity}~${duty === undefined ? '' : `${duty}~`}`;
  const found = await notices.find({ filter: { _id: { $gte: root, $lt: `${root}~` } }, sort: { _id: 1 }, limit: MOST });
  return found
    .filter(({ path }) => isVisible('notice', actor, path))
    .map(({ entity: id, phase, fields: { form, number, duty: about } }) => ({
      id,
      form,
      number,
      phase,
      duty: about,
      link: noticeLink(id),
    }));
}
