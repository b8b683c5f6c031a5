import Joi from 'joi';
import type { Actor } from '../../domain/actor.js';
import { formatDay } from '../../domain/calendar.js';
import type { EntryDoc } from '../../models/entry.js';
import { refused, type Refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import { isPilotSeen } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { attempt, conclusionNumber } from './submission-schema.js';
import { pilotIdSchema, pilotParams } from './pilot-command-route.js';
import { periodSchema } from './period-schema.js';
import { entriesIn, signaturesIn, signedFields, type EntryWith, type Signed } from './signed.js';

const signed = shape<Signed>(signedFields);

interface VerdictRow extends Signed {
  readonly verdict: string;
  readonly reason: string;
}
interface HandedIn {
  readonly text: string;
  readonly submitted: Signed;
}
/** A figure that was known already, and that a report rests on. */
interface ReliedRow {
  readonly indicator: string;
  readonly value: number;
  readonly asOf: string;
}
interface ReportText extends HandedIn {
  readonly attempt: number;
  readonly isLate: boolean;
  readonly relied: readonly ReliedRow[];
  readonly verdicts: readonly VerdictRow[];
}
const handedInFields = {
  text: Joi.string().description('最近一次报送的全文。The text as it was last handed in.'),
  submitted: signed.description('何人何时报送。Who handed it in, and when.'),
};
interface ConclusionVersion {
  readonly number: number;
  readonly submitted: Signed;
  readonly isLate: boolean;
  readonly returned?: Signed & { readonly reason: string };
}
interface ConclusionText extends HandedIn {
  readonly number: number;
  readonly versions: readonly ConclusionVersion[];
}
const conclusionText = shape<ConclusionText>({
  text: Joi.string().description('该稿全文。The text of this version.'),
  submitted: signed.description('何人何时报送。Who handed it in, and when.'),
  number: conclusionNumber(),
  versions: Joi.array()
    .items(
      shape<ConclusionVersion>({
        number: conclusionNumber(),
        submitted: signed.description('何人何时报送。Who handed it in, and when.'),
        isLate: Joi.boolean().description('迟报标记，不会消失。Late, for ever.'),
        returned: shape<Signed & { readonly reason: string }>({ ...signedFields, reason: Joi.string().description('退回理由。Why.') })
          .optional()
          .description('被退回的，何人何时为何。Where it was returned: by whom, when and why.'),
      }),
    )
    .description('历次报送，由先到后。Everything that was handed in, the first one first.'),
});
const reportText = shape<ReportText>({
  ...handedInFields,
  attempt: attempt(),
  isLate: Joi.boolean().description('迟报标记，不会消失。Late, for ever.'),
  relied: Joi.array()
    .items(
      shape<ReliedRow>({
        indicator: Joi.string().description('指标代号。The code of the indicator.'),
        value: Joi.number().description('报送时的实际值。The actual value when it was handed in.'),
        asOf: Joi.string().description('数据截止日期。The last day it held for.'),
      }),
    )
    .description('未另行填报、沿用的已知数。Known figures that it rests on without bringing them.'),
  verdicts: Joi.array()
    .items(
      shape<VerdictRow>({
        ...signedFields,
        verdict: Joi.string().description('采信 accepted，退回 returned。The verdict.'),
        reason: Joi.string().description('理由。Why.'),
      }),
    )
    .description('历次审核，由先到后。Every verdict on it, the first one first.'),
});

const submittedExample: Signed = {
  person: 'p-53-h001-liaison',
  name: '李娜',
  post: '53-h001/liaison',
  postName: { zh: '云南省滇中新区产业园联络员', en: 'liaison of 滇中新区产业园 in Yunnan' },
  at: 1_795_000_000_000,
};
const verdictExample: VerdictRow = {
  person: 'p-53-reviewer',
  name: '王强',
  post: '53/reviewer',
  postName: { zh: '云南省审核岗', en: 'reviewer of Yunnan' },
  at: 1_795_100_000_000,
  verdict: 'accepted',
  reason: '内容完整。',
};

const reportExample: ReportText = {
  text: '本期完成培训 120 人次……',
  submitted: submittedExample,
  attempt: 1,
  isLate: false,
  relied: [{ indicator: 'skilled', value: 120, asOf: '2026-09-30' }],
  verdicts: [verdictExample],
};
const conclusionSigned: Signed = {
  ...submittedExample,
  post: '53/office-director',
  postName: { zh: '云南省办公室主任', en: 'office director of Yunnan' },
  name: '赵敏',
};
const conclusionExample: ConclusionText = {
  text: '两年来……',
  submitted: conclusionSigned,
  number: 1,
  versions: [{ number: 1, submitted: conclusionSigned, isLate: false }],
};

/** The texts that were handed in, as the record says they were: by hash, with who and when. */
export function handedInRoutes({ records, documents, lists, unitNames }: BusinessDeps): Route[] {
  const entriesOf = (id: string, about: Readonly<Record<string, unknown>>) => entriesIn(lists, id, about);

  /** One version of the concluding report, the last one where none is named, among all that were handed in. */
  const readConclusion = async (id: string, actor: Actor, number?: number): Promise<{ status: 200; body: ConclusionText } | Refused> => {
    if (!(await isPilotSeen(records, id, actor))) return refused('NotFound');
    const entries = (await entriesOf(id, { 'event.type': { $in: ['conclusionSubmitted', 'conclusionReturned'] } })).toReversed();
    const signatureIn = await signaturesIn(unitNames, entries);
    const submissions = entries.filter(isConclusion);
    const versions = submissions.map((entry, index): ConclusionVersion => {
      const next = entries[entries.indexOf(entry) + 1];
      const returned = next === undefined || !isConclusionReturn(next) ? undefined : { ...signatureIn(next), reason: next.event.reason };
      const isLate = entry.event.isLate ?? false;
      return { number: index + 1, submitted: signatureIn(entry), isLate, ...(returned === undefined ? {} : { returned }) };
    });
    const chosen = submissions[(number ?? submissions.length) - 1];
    const text = chosen === undefined ? undefined : await documents.read(chosen.event.sha256);
    if (chosen === undefined || text === undefined) return refused('NotFound');
    return { status: 200, body: { text, submitted: signatureIn(chosen), number: submissions.indexOf(chosen) + 1, versions } };
  };

  return [
    route({
      name: 'readReport',
      method: 'get',
      path: '/pilots/{id}/reports/{period}',
      summary: { zh: '定期报告全文及审核意见', en: 'The text of a report, and the verdicts on it' },
      tags: ['试点 Pilots'],
      access: 'post',
      params: shape<{ id: string; period: string }>({ id: pilotIdSchema, period: periodSchema() }),
      response: { 200: reportText },
      refusals: ['NotFound'],
      examples: { 200: reportExample },
      async handle({ actor, params: { id, period } }) {
        if (!(await isPilotSeen(records, id, actor))) return refused('NotFound');
        const entries = await entriesOf(id, { 'event.type': { $in: ['reportSubmitted', 'reportJudged'] }, 'event.period': period });
        const last = entries.find(isReport);
        const text = last === undefined ? undefined : await documents.read(last.event.sha256);
        if (last === undefined || text === undefined) return refused('NotFound');
        const signatureIn = await signaturesIn(unitNames, entries);
        const verdicts = entries
          .filter(isVerdict)
          .map((entry) => ({ ...signatureIn(entry), verdict: entry.event.verdict, reason: entry.event.reason }))
          .toReversed();
        const relied = (last.event.relied ?? []).map(({ indicator, value, asOf }) => ({ indicator, value, asOf: formatDay(asOf) }));
        const number = entries.filter(isReport).length;
        return { status: 200, body: { text, submitted: signatureIn(last), attempt: number, isLate: last.event.isLate, relied, verdicts } };
      },
    }),
    route({
      name: 'readConclusion',
      method: 'get',
      path: '/pilots/{id}/conclusion',
      summary: { zh: '总结报告全文（最近一稿）及历次报送', en: 'The concluding report as it was last handed in, and what went before' },
      tags: ['试点 Pilots'],
      access: 'post',
      params: pilotParams,
      response: { 200: conclusionText },
      refusals: ['NotFound'],
      examples: { 200: conclusionExample },
      handle: ({ actor, params: { id } }) => readConclusion(id, actor),
    }),
    route({
      name: 'readConclusionVersion',
      method: 'get',
      path: '/pilots/{id}/conclusions/{number}',
      summary: { zh: '总结报告某一稿全文', en: 'One version of the concluding report' },
      tags: ['试点 Pilots'],
      access: 'post',
      params: shape<{ id: string; number: number }>({ id: pilotIdSchema, number: conclusionNumber() }),
      response: { 200: conclusionText },
      refusals: ['NotFound'],
      examples: { 200: conclusionExample },
      handle: ({ actor, params: { id, number } }) => readConclusion(id, actor, number),
    }),
  ];
}

const isReport = (entry: EntryDoc): entry is EntryWith<'reportSubmitted'> => entry.event.type === 'reportSubmitted';
const isVerdict = (entry: EntryDoc): entry is EntryWith<'reportJudged'> => entry.event.type === 'reportJudged';
const isConclusion = (entry: EntryDoc): entry is EntryWith<'conclusionSubmitted'> => entry.event.type === 'conclusionSubmitted';
const isConclusionReturn = (entry: EntryDoc): entry is EntryWith<'conclusionReturned'> => entry.event.type === 'conclusionReturned';
