import Joi from 'joi';
import type { NoticeCommand, NoticeCommandType } from '../../domain/notice/messages.js';
import { invalid, type Refused } from '../http/problems.js';
import type { Route } from '../http/route.js';
import { shape, text } from '../http/schema.js';
import { receiptExample } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { entityCommandRoute, type CommandForm } from './entity-command-route.js';
import { fileId } from './evidence-schema.js';
import { NOTICE_TAG, noticeParams, noticeRowExample, type NoticeParams } from './notice-schema.js';
import { keepText, reason } from './pilot-command-route.js';
import { dayFrom, dayText } from './plan.js';
import { attempt } from './submission-schema.js';

/** Commands of people; the others come from other entities. */
type Asked = Exclude<NoticeCommandType, 'draftNotice' | 'numberNotice' | 'weighRaising' | 'noteRaisingOutcome' | 'noteMatterSettled'>;
type NoticeForm<B> = CommandForm<Asked, B, NoticeParams, NoticeCommand> & { readonly events: readonly string[] };
const nothing = shape<Record<string, never>>({});
const MOST_FILES = 50;

/** What people do with a notice: issue, decide, sign, answer, verify, raise. */
export function noticeCommandRoutes(deps: BusinessDeps): Route[] {
  const { records } = deps;
  const commandRoute = <B>({ events, ...given }: NoticeForm<B>): Route =>
    entityCommandRoute(
      deps,
      {
        tags: [NOTICE_TAG],
        params: noticeParams,
        to: ({ id }) => ({ kind: 'notice', id }),
        receipt: { ...receiptExample, id: noticeRowExample.id, events },
        onceClosed: {
          code: 'NoticeEnded',
          facts: async ({ id }) => ({ noticePhase: (await records.view('notice', id))?.state.inner.phase ?? '' }),
        },
      },
      { ...given, path: `/notices/{id}/${given.path}`, refusals: ['WrongPhase', ...given.refusals] },
    );

  /** Evidence is the pilot's: only what stands there can be named. */
  const unknownFile = async (id: string, evidence: readonly string[]): Promise<Refused | undefined> => {
    if (evidence.length === 0) return undefined;
    const { pilot: about = '' } = (await records.view('notice', id))?.state.inner ?? {};
    if (about === '') return invalid({ field: 'body.evidence', ...NO_PILOT });
    const pilot = await records.view('pilot', about);
    const known = Object.keys(pilot?.state.inner.evidence?.revisions ?? {});
    const wrong = evidence.find((file) => !known.includes(file));
    return wrong === undefined ? undefined : invalid({ field: 'body.evidence', ...NO_SUCH_FILE });
  };

  return [
    commandRoute<Record<string, never>>({
      type: 'issueNotice',
      path: 'issue',
      summary: { zh: '签发督办单；文号随后编定', en: 'Issue a supervision notice; its number follows' },
      body: nothing,
      example: {},
      refusals: ['WrongForm'],
      events: ['noticeIssueOrdered', 'dutiesChanged'],
      command: () => ({ type: 'issueNotice' }),
    }),
    commandRoute<{ verdict: 'approved' | 'declined'; reason: string }>({
      type: 'decideNotice',
      path: 'decision',
      summary: {
        zh: '全国协调小组领导决定是否约谈或通报',
        en: 'A leader of the national coordination group decides on a talk or a circular',
      },
      body: shape<{ verdict: 'approved' | 'declined'; reason: string }>({
        verdict: Joi.string().valid('approved', 'declined').description('同意或不同意。Approved or declined.'),
        reason: reason(),
      }),
      example: { verdict: 'approved', reason: '同意约谈。' },
      refusals: ['WrongForm', 'OwnSubmission'],
      events: ['noticeDecided', 'dutiesChanged'],
      command: (body) => ({ type: 'decideNotice', ...body }),
    }),
    commandRoute<Record<string, never>>({
      type: 'signNotice',
      path: 'signature',
      summary: { zh: '签收', en: 'Sign for it' },
      body: nothing,
      example: {},
      refusals: ['NotAddressed', 'AlreadySigned'],
      events: ['noticeSigned', 'dutiesChanged'],
      command: () => ({ type: 'signNotice' }),
    }),
    commandRoute<{ heldOn: string; present: string; text: string }>({
      type: 'recordTalk',
      path: 'talk',
      summary: { zh: '记录约谈', en: 'Record the talk' },
      body: shape<{ heldOn: string; present: string; text: string }>({
        heldOn: dayText().description('约谈日期。The day of the talk.'),
        present: text(500).description('参加人员。Who was present.'),
        text: text(20_000).description('约谈记录。What was said.'),
      }),
      example: { heldOn: '2026-12-03', present: '组长、办公室主任', text: '……' },
      refusals: ['WrongForm', 'InvalidDates'],
      events: ['talkRecorded', 'dutiesChanged'],
      command: async ({ heldOn, present, text: said }) => ({
        type: 'recordTalk',
        heldOn: dayFrom(heldOn),
        present,
        sha256: await keepText(deps, said),
      }),
    }),
    commandRoute<{ text: string; evidence: readonly string[] }>({
      type: 'answerNotice',
      path: 'answer',
      summary: { zh: '答复，可附试点的证据', en: 'Answer it, with evidence of the pilot where there is any' },
      body: shape<{ text: string; evidence: readonly string[] }>({
        text: text(20_000).description('答复正文。The answer.'),
        evidence: Joi.array()
          .items(fileId())
          .max(MOST_FILES)
          .unique()
          .description(
            '试点证据编号，可为空；不涉及试点的须为空。Files of the pilot; may be empty, and must be where it is about no pilot.',
          ),
      }),
      example: { text: '已于 12 月 1 日补交……', evidence: [] },
      refusals: ['NotAddressed', 'NotSigned', 'TalkNotHeld'],
      events: ['noticeAnswered', 'dutiesChanged'],
      command: async ({ text: said, evidence }, { id }) =>
        (await unknownFile(id, evidence)) ?? { type: 'answerNotice', sha256: await keepText(deps, said), evidence },
    }),
    commandRoute<{ attempt: number; verdict: 'accepted' | 'returned'; reason: string }>({
      type: 'verifyNotice',
      path: 'verdict',
      summary: { zh: '核实答复：认可即销号，或退回', en: 'Verify the answer: accepting it closes the notice; or return it' },
      body: shape<{ attempt: number; verdict: 'accepted' | 'returned'; reason: string }>({
        attempt: attempt(),
        verdict: Joi.string().valid('accepted', 'returned').description('结论。The verdict.'),
        reason: reason(),
      }),
      example: { attempt: 1, verdict: 'accepted', reason: '情况属实，予以销号。' },
      refusals: ['NotSubmitted', 'StaleVersion', 'OwnSubmission', 'MatterOpen'],
      events: ['answerAccepted', 'dutiesChanged'],
      command: (body) => ({ type: 'verifyNotice', ...body }),
    }),
    commandRoute<{ reason: string }>({
      type: 'raiseNotice',
      path: 'raising',
      summary: { zh: '提请升级：督办单到约谈，约谈到通报', en: 'Raise it: a notice to a talk, a talk to a circular' },
      body: shape<{ reason: string }>({ reason: reason() }),
      example: { reason: '逾期未答复。' },
      refusals: ['NotRaisable'],
      events: ['noticeRaised', 'dutiesChanged'],
      command: (body) => ({ type: 'raiseNotice', ...body }),
    }),
    commandRoute<{ reason: string }>({
      type: 'declineRaising',
      path: 'raising-decline',
      summary: { zh: '暂不升级并说明理由', en: 'Do not raise it, and say why' },
      body: shape<{ reason: string }>({ reason: reason() }),
      example: { reason: '材料在途，已电话核实。' },
      refusals: ['NotRaisable', 'OwnNotice'],
      events: ['raisingDeclined', 'dutiesChanged'],
      command: (body) => ({ type: 'declineRaising', ...body }),
    }),
    commandRoute<{ reason: string }>({
      type: 'voidNotice',
      path: 'void',
      summary: { zh: '撤回草稿，或作废已签发的；文号保留', en: 'Discard a draft, or void what was issued; its number stays' },
      body: shape<{ reason: string }>({ reason: reason() }),
      example: { reason: '发错单位。' },
      refusals: ['WrongForm', 'OwnNotice'],
      events: ['noticeVoided', 'dutiesChanged'],
      command: (body) => ({ type: 'voidNotice', ...body }),
    }),
  ];
}

const NO_PILOT = {
  zh: '这件督办不涉及单个试点，没有可附的试点证据；请在答复正文中说明。',
  en: 'This is about no single pilot, so there are no files of a pilot to attach; say it in the answer itself.',
};
const NO_SUCH_FILE = { zh: '试点没有这份证据。', en: 'The pilot has no such file.' };
