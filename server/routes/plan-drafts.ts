import Joi from 'joi';
import type { EntryDoc } from '../../models/entry.js';
import { createPager, pageOf } from '../http/page.js';
import { refused } from '../http/problems.js';
import { route, type Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import { isPilotSeen } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { pilotIdSchema, pilotParams } from './pilot-command-route.js';
import { planDraftSchema, planExample, readPlanDraft, sha256Text } from './plan.js';
import { entriesIn, entriesOf, signaturesIn, signedFields, type EntryWith, type Signed } from './signed.js';

interface DraftRow extends Signed {
  readonly sha256: string;
  readonly isWhole: boolean;
}
const draftRow = shape<DraftRow>({
  ...signedFields,
  sha256: sha256Text().description('内容指纹。The fingerprint of its content.'),
  isWhole: Joi.boolean().description('是否已填完、可以提交。Whether nothing is missing any more.'),
});
/** By the place in the record, whose numbers sort as text. */
const pager = createPager({ sorts: { saved: ['_id'] }, defaultSort: '-saved' });
const draftExample: DraftRow = {
  person: 'p-53-liaison',
  name: '李燕',
  post: '53/liaison',
  postName: { zh: '云南省联络员', en: 'liaison of Yunnan' },
  at: 1_795_000_000_000,
  sha256: 'a'.repeat(64),
  isWhole: false,
};

/** The drafts of plans as they were saved: none is overwritten, and what was submitted or given up stays readable, too. */
export function planDraftRoutes({ records, documents, lists, unitNames }: BusinessDeps): Route[] {
  return [
    route({
      name: 'listPlanDrafts',
      method: 'get',
      path: '/pilots/{id}/plan-drafts',
      summary: { zh: '历次保存的方案草稿', en: 'Every saved draft of a plan' },
      tags: ['试点 Pilots'],
      access: 'post',
      params: pilotParams,
      query: pager.query,
      response: { 200: pageOf(draftRow) },
      refusals: ['NotFound'],
      examples: { 200: { items: [draftExample], next: null } },
      async handle({ actor, params: { id }, query }) {
        if (!(await isPilotSeen(records, id, actor))) return refused('NotFound');
        const { filter, sort, limit } = pager.open(query);
        const own = { ...entriesOf(id), 'event.type': 'planDrafted' };
        const page = pager.close(query, await lists.entries.find({ filter: { $and: [own, filter] }, sort, limit }));
        const signatureIn = await signaturesIn(unitNames, page.items);
        return {
          status: 200,
          body: { items: page.items.filter(isDraft).map((entry) => rowOf(entry, signatureIn(entry))), next: page.next },
        };
      },
    }),
    route({
      name: 'readPlanDraft',
      method: 'get',
      path: '/pilots/{id}/plan-drafts/{sha256}',
      summary: { zh: '某次保存的草稿全文', en: 'The text of one saved draft' },
      tags: ['试点 Pilots'],
      access: 'post',
      params: shape<{ id: string; sha256: string }>({
        id: pilotIdSchema,
        sha256: sha256Text().description('草稿的指纹。The fingerprint of the draft.'),
      }),
      response: { 200: planDraftSchema },
      refusals: ['NotFound'],
      examples: { 200: planExample },
      async handle({ actor, params: { id, sha256 } }) {
        if (!(await isPilotSeen(records, id, actor))) return refused('NotFound');
        // A hash opens nothing by itself: only what this pilot's record names.
        const [named] = await entriesIn(lists, id, { 'event.type': 'planDrafted', 'event.outline.sha256': sha256 });
        const plan = named === undefined ? undefined : await readPlanDraft(documents, sha256);
        return plan === undefined ? refused('NotFound') : { status: 200, body: plan };
      },
    }),
  ];
}

const isDraft = (entry: EntryDoc): entry is EntryWith<'planDrafted'> => entry.event.type === 'planDrafted';
const rowOf = (entry: EntryWith<'planDrafted'>, signature: Signed): DraftRow => ({
  ...signature,
  sha256: entry.event.outline.sha256,
  isWhole: (entry.event.outline.missing ?? []).length === 0,
});
