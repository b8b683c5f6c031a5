import Joi from 'joi';
import { formatDay } from '../../domain/calendar.js';
import type { Typed } from '../../domain/entity.js';
import type { PilotEvent } from '../../domain/pilot/events.js';
import { PROPOSAL_MATTERS, type Proposal, type ProposalMatter } from '../../domain/pilot/suspension-state.js';
import { entryId, type EntryDoc } from '../../models/entry.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { instant, shape } from '../http/schema.js';
import type { Sentence } from '../http/sentence.js';
import { isVisible } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { pilotParams } from './pilot-command-route.js';
import { postName, withPostNames, type Unnamed } from './post-names.js';

export const proposalNumber = (): Joi.NumberSchema => Joi.number().integer().min(1).max(10_000).description('第几号提议。Which proposal.');

/** A proposal that waits for its decision, as a pilot shows it. */
export interface OpenProposal {
  readonly number: number;
  readonly about: ProposalMatter;
  readonly post: string;
  readonly postName: Sentence;
  readonly at: number;
  readonly until?: string;
  readonly end?: string;
}
const proposalFields = {
  number: proposalNumber(),
  about: Joi.string()
    .valid(...PROPOSAL_MATTERS)
    .description('暂停 suspension、恢复 resumption、终止 termination。What about.'),
  post: Joi.string().description('由何岗位提议。The post it was proposed from.'),
  postName: postName(),
  at: instant().description('提议时间，毫秒。When, in epoch milliseconds.'),
  until: Joi.string().optional().description('暂停至何日再作决定。Of a suspension: decided on again by then.'),
  end: Joi.string().optional().description('恢复后的结束日期。Of a resumption: the new last day.'),
};
export const openProposal = shape<OpenProposal>(proposalFields);

export const openProposalOf = ({ number, about, post, at, until, end }: Omit<Proposal, 'by'>): Unnamed<OpenProposal> => ({
  number,
  about,
  post,
  at,
  ...(until === undefined ? {} : { until: formatDay(until) }),
  ...(end === undefined ? {} : { end: formatDay(end) }),
});

const OUTCOMES = ['open', 'confirmed', 'refused', 'withdrawn', 'lapsed'] as const;
interface Person {
  readonly person: string;
  readonly name: string;
  readonly onBehalfOf?: string;
}
interface ProposalRow extends OpenProposal {
  readonly reason: string;
  readonly by: Person;
  readonly outcome: (typeof OUTCOMES)[number];
  readonly decided?: Person & { readonly at: number; readonly reason?: string };
  /** Reports that a resumption left out. */
  readonly skipped?: readonly string[];
}
const personFields = {
  person: Joi.string().description('人员编号。Who.'),
  name: Joi.string().description('姓名，当时的。The name at that time.'),
  onBehalfOf: Joi.string().optional().description('受谁委托。On whose behalf.'),
};
const proposalRow = shape<ProposalRow>({
  ...proposalFields,
  reason: Joi.string().description('提议理由。Why it was proposed.'),
  by: shape<Person>(personFields).description('提议人。Who proposed it.'),
  outcome: Joi.string()
    .valid(...OUTCOMES)
    .description('待决定、同意、不同意、已撤回、已失效。What became of it.'),
  decided: shape<Person & { at: number; reason?: string }>({
    ...personFields,
    at: instant().description('时间，毫秒。When, in epoch milliseconds.'),
    reason: Joi.string().optional().description('决定理由。Why it was decided so.'),
  })
    .optional()
    .description('决定或撤回人。Who decided or withdrew it.'),
  skipped: Joi.array().items(Joi.string()).optional().description('因暂停免报的报告期。Periods a resumption left out.'),
});
const rowExample: ProposalRow = {
  number: 1,
  about: 'suspension',
  post: '53/office-director',
  postName: { zh: '云南省办公室主任', en: 'office director of Yunnan' },
  at: 1_795_000_000_000,
  until: '2027-03-31',
  reason: '园区整体搬迁，实训基地停用。',
  by: { person: 'p-53-office-director', name: '赵敏' },
  outcome: 'confirmed',
  decided: { person: 'p-00-reviewer', name: '王磊', at: 1_795_100_000_000, reason: '情况属实，同意暂停。' },
};

/** Everything that was proposed about a pilot, with its reasons, as the record has it. */
export function proposalRoutes({ records, lists, unitNames }: BusinessDeps): Route[] {
  return [
    route({
      name: 'listProposals',
      method: 'get',
      path: '/pilots/{id}/proposals',
      summary: { zh: '暂停、恢复、终止的提议与决定', en: 'What was proposed and decided: suspension, resumption, termination' },
      tags: ['试点 Pilots'],
      access: 'post',
      params: pilotParams,
      response: {
        200: shape<{ items: readonly ProposalRow[] }>({ items: Joi.array().items(proposalRow).description('由先到后。In order.') }),
      },
      refusals: ['NotFound'],
      examples: { 200: { items: [rowExample] } },
      async handle({ actor, params: { id } }) {
        const head = await records.head('pilot', id);
        if (head === undefined || !isVisible('pilot', actor, head.path)) return refused('NotFound');
        const stream = `pilot/${id}`;
        const own = { _id: { $gt: entryId(stream, 0), $lt: `${stream}@~` }, 'event.type': { $in: [...TOLD] } };
        const entries = await lists.entries.find({ filter: own, sort: { _id: 1 }, limit: MOST_ENTRIES });
        const ends = new Map(entries.filter(isEnd).map((entry) => [entry.event.number, entry]));
        const rows = entries.filter(isMade).map((made) => rowOf(made, ends.get(made.event.number)));
        return { status: 200, body: { items: await withPostNames(unitNames, rows) } };
      },
    }),
  ];
}

/** Two for each proposal, and a pilot sees a handful of them. */
const MOST_ENTRIES = 500;

const ENDS = [
  'proposalRefused',
  'proposalWithdrawn',
  'proposalLapsed',
  'pilotSuspended',
  'suspensionProlonged',
  'pilotResumed',
  'pilotTerminated',
] as const;
const TOLD = ['proposalMade', ...ENDS] as const;
type EntryWith<T extends PilotEvent['type']> = EntryDoc<Extract<PilotEvent, { type: T }> & Typed>;
const isMade = (entry: EntryDoc): entry is EntryWith<'proposalMade'> => entry.event.type === 'proposalMade';
const isEnd = (entry: EntryDoc): entry is EntryWith<(typeof ENDS)[number]> => ENDS.some((type) => type === entry.event.type);

const outcomeOf = ({ type }: EntryWith<(typeof ENDS)[number]>['event']): ProposalRow['outcome'] => {
  switch (type) {
    case 'proposalRefused':
      return 'refused';
    case 'proposalWithdrawn':
      return 'withdrawn';
    case 'proposalLapsed':
      return 'lapsed';
    case 'pilotSuspended':
    case 'suspensionProlonged':
    case 'pilotResumed':
    case 'pilotTerminated':
      return 'confirmed';
    default:
      return type satisfies never;
  }
};

const personIn = ({ actor: { person, name, onBehalfOf } }: EntryDoc): Person => ({
  person,
  name,
  ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
});

function rowOf(made: EntryWith<'proposalMade'>, end: EntryWith<(typeof ENDS)[number]> | undefined): Unnamed<ProposalRow> {
  const row = { ...openProposalOf(made.event), reason: made.event.reason, by: personIn(made) };
  if (end === undefined) return { ...row, outcome: 'open' };
  const { event, receivedAt: at } = end;
  const decided = { ...personIn(end), at, ...('reason' in event ? { reason: event.reason } : {}) };
  return { ...row, outcome: outcomeOf(event), decided, ...(event.type === 'pilotResumed' ? { skipped: event.skipped } : {}) };
}
