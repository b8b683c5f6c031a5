import Joi from 'joi';
import type { PilotEvent } from '../../domain/pilot/events.js';
import type { SectionReason } from '../../domain/pilot/plan-state.js';
import type { UnitNames } from '../../domain/unit-names.js';
import type { Lists } from '../../models/lists.js';
import type { EntryDoc } from '../../models/entry.js';
import { shape, type Mutable } from '../http/schema.js';
import { entriesIn, signaturesIn, signedFields, type Signed } from './signed.js';

/** What was said of something in a pilot, by whom, when and why; read from the record, so that nothing said is ever lost. */
export interface DecisionRow extends Signed {
  readonly type: DecisionType;
  /** Of which plan version, milestone or period; empty where there is only one. */
  readonly of: string;
  readonly verdict: string;
  readonly reasons: readonly { readonly section: string; readonly reason: string }[];
}

const DECISIONS = [
  'planSubmitted',
  'planReturned',
  'planPassed',
  'planApproved',
  'planRejected',
  'planLapsed',
  'milestoneJudged',
  'reportJudged',
  'reportSkipAsked',
  'reportSkipDecided',
  'conclusionReturned',
  'resultEntered',
] as const satisfies readonly PilotEvent['type'][];
type DecisionType = (typeof DECISIONS)[number];
type DecisionEvent = Extract<PilotEvent, { type: DecisionType }>;

export const decisionsSchema = Joi.array()
  .items(
    shape<Mutable<DecisionRow>>({
      ...signedFields,
      type: Joi.string()
        .valid(...DECISIONS)
        .description('何种意见。What kind of decision.'),
      of: Joi.string()
        .allow('')
        .description('哪一版方案、哪个里程碑、哪个报告期；唯一的为空。Of which version, milestone or period; may be empty.'),
      verdict: Joi.string().description('结论。The verdict.'),
      reasons: Joi.array()
        .items(
          shape<SectionReason>({
            section: Joi.string().allow('').description('方案哪一部分；不分部分为空。Which section; empty where it is about the whole.'),
            reason: Joi.string().allow('').description('理由或意见。Why.'),
          }),
        )
        .description('理由，可为空。The reasons; may be empty.'),
    }),
  )
  .description(
    '历次送审、免报申请、审核意见和结论，最近的在前。What was submitted, asked and said of plans, milestones and reports, the latest first.',
  );

export const decisionExample: DecisionRow = {
  person: 'p-53-reviewer',
  name: '王强',
  post: '53/reviewer',
  postName: { zh: '云南省审核岗', en: 'reviewer of Yunnan' },
  at: 1_795_100_000_000,
  type: 'planReturned',
  of: '1',
  verdict: 'returned',
  reasons: [{ section: 'funding', reason: '请补充经费来源。' }],
};

/** Everything that was decided on a pilot, the latest first. */
export async function decisionsOn(
  { lists, unitNames }: { readonly lists: Pick<Lists, 'entries'>; readonly unitNames: UnitNames },
  pilot: string,
): Promise<readonly DecisionRow[]> {
  const entries = await entriesIn(lists, pilot, { 'event.type': { $in: DECISIONS } });
  const signatureIn = await signaturesIn(unitNames, entries);
  return entries.filter(isDecision).map((entry) => ({ ...signatureIn(entry), type: entry.event.type, ...saidBy(entry.event) }));
}

const isDecision = (entry: EntryDoc): entry is EntryDoc<DecisionEvent> => DECISIONS.some((type) => type === entry.event.type);

function saidBy(event: DecisionEvent): Pick<DecisionRow, 'of' | 'verdict' | 'reasons'> {
  switch (event.type) {
    case 'planSubmitted':
      return { of: String(event.version), verdict: 'submitted', reasons: whole(event.reason) };
    case 'planReturned':
      return { of: String(event.version), verdict: 'returned', reasons: event.reasons };
    case 'planPassed':
      return { of: String(event.version), verdict: 'passed', reasons: whole(event.opinion) };
    case 'planApproved':
      return { of: String(event.version), verdict: 'approved', reasons: whole(event.opinion) };
    case 'planRejected':
      return { of: String(event.version), verdict: 'rejected', reasons: whole(event.reason) };
    case 'planLapsed':
      return { of: String(event.version), verdict: 'lapsed', reasons: [] };
    case 'milestoneJudged':
      return { of: event.milestone, verdict: event.verdict, reasons: whole(event.reason) };
    case 'reportJudged':
      return { of: event.period, verdict: event.verdict, reasons: whole(event.reason) };
    case 'reportSkipAsked':
      return { of: event.period, verdict: 'skip-asked', reasons: whole(event.reason) };
    case 'reportSkipDecided':
      return { of: event.period, verdict: `skip-${event.verdict}`, reasons: whole(event.reason) };
    case 'conclusionReturned':
      return { of: '', verdict: 'returned', reasons: whole(event.reason) };
    case 'resultEntered':
      return { of: '', verdict: event.grade, reasons: whole(event.reason) };
    default:
      return event satisfies never;
  }
}
const whole = (reason: string | undefined): DecisionRow['reasons'] =>
  reason === undefined || reason === '' ? [] : [{ section: '', reason }];
