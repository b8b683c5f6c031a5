import { expect } from 'chai';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import type { PlanDraft } from '../../domain/pilot/plan-content.js';
import { sealAll, type EntryDoc } from '../../models/entry.js';
import type { BusinessDeps } from '../../server/routes/deps.js';
import { pilotCommandRoutes } from '../../server/routes/pilot-commands.js';
import { pilotRoutes } from '../../server/routes/pilots.js';
import { planDraftRoutes } from '../../server/routes/plan-drafts.js';
import { outlineOf, planExample } from '../../server/routes/plan.js';
import { at, castOf, registrations } from '../domain/stage.js';
import { appendOf, nothingOf, type Given, type Stream } from '../fakes/batches.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { createMemoryRecord } from '../fakes/memory-record.js';
import { matches, sortBy } from '../fakes/mongo-filter.js';
import { only } from '../fakes/only.js';
import { holding, openSite, type Site } from './site.js';

const ID = '53-2026-0001';
const half: PlanDraft = { sections: { goals: '两年内新增高技能人才 500 人。' }, milestones: [{ id: 'base' }] };
const plan = { ...planExample, milestones: planExample.milestones.map((one) => ({ ...one, due: '2026-06-30' })) };

describe('the drafts and decisions of a plan', () => {
  const { liaison, director, first: reviewer } = castOf('national');
  const stored = new Map<string, string>();
  const sent: PilotCommand[] = [];
  let site: Site;

  before(async () => {
    const keep = (draft: PlanDraft) => {
      const { content, outline } = outlineOf(draft);
      stored.set(outline.sha256, content);
      return outline;
    };
    const [one, two] = [keep(half), keep(plan)];
    const told: readonly (readonly [PilotCommand, Given['actor'], string])[] = [
      [{ type: 'registerPilot', ...registrations.national }, director, '2026-02-24'],
      [{ type: 'draftPlan', outline: one }, liaison, '2026-02-24 10:00'],
      [{ type: 'draftPlan', outline: two }, liaison, '2026-02-24 11:00'],
      [{ type: 'submitPlan', sha256: two.sha256 }, director, '2026-02-24 12:00'],
      [{ type: 'returnPlan', version: 1, reasons: [{ section: 'funding', reason: '请补充经费来源。' }] }, reviewer, '2026-02-25'],
    ];
    const stream: Stream = { kind: 'pilot', id: ID, calendar };
    const given = told.map(([command, actor, when], index): Given => ({ commandId: `c-${index}`, actor, at: at(when), command }));
    const append = appendOf(stream, nothingOf(stream), given);
    const records = createMemoryRecord();
    await records.append(append);
    const entries: readonly EntryDoc[] = sealAll(`pilot/${ID}`, { hash: '', print: '' }, append.entries);
    const lists: BusinessDeps['lists'] = only({
      entries: {
        find: async ({ filter, sort, limit }) =>
          sortBy(
            entries.filter((entry) => matches(entry, filter)),
            sort,
          ).slice(0, limit),
        count: async () => entries.length,
      },
      notices: { find: async () => [], count: async () => 0 },
    });
    const documents: BusinessDeps['documents'] = only({
      read: async (sha256) => stored.get(sha256),
      keep: async (sha256, content) => void stored.set(sha256, content),
    });
    const clock = { now: () => at('2026-02-26') };
    const send: BusinessDeps['send'] = async ({ command }) => {
      const asked: PilotCommand = JSON.parse(JSON.stringify(command));
      sent.push(asked);
      if (asked.type === 'submitPlan') return { ok: false, code: 'PlanIncomplete', facts: { missing: 'funding' } };
      return { ok: true, receipt: { seq: 9, events: ['planDrafted'] } };
    };
    const deps: BusinessDeps = only({ records, documents, lists, clock, send });
    site = await openSite({ routes: [...planDraftRoutes(deps), ...pilotRoutes(deps), ...pilotCommandRoutes(deps)] });
    await site.enrol('own', holding('53', 'liaison'));
    await site.enrol('director', holding('53', 'office-director'));
    await site.enrol('foreign', holding('52', 'reviewer'));
  });
  after(() => site.close());

  const ask = async (login: string, path: string) => (await site.logIn(login)).browser.get(`/api/v1/pilots/${path}`);

  it('can all be read, with who saved them and when, half written as they were', async () => {
    const { status, body } = await ask('own', `${ID}/plan-drafts`);
    expect(status).to.equal(200);
    expect(body.items.map(({ name, at: when, isWhole }: Record<string, unknown>) => [name, when, isWhole])).to.deep.equal([
      [liaison.name, at('2026-02-24 11:00'), true],
      [liaison.name, at('2026-02-24 10:00'), false],
    ]);
    const former = await ask('own', `${ID}/plan-drafts/${body.items[1].sha256}`);
    expect(former.status).to.equal(200);
    expect(former.body).to.deep.equal(half);
  });

  it('are listed page by page, however many there are', async () => {
    const first = (await ask('own', `${ID}/plan-drafts?limit=1`)).body;
    const second = (await ask('own', `${ID}/plan-drafts?limit=1&cursor=${first.next}`)).body;
    const shas = [...first.items, ...second.items].map(({ sha256 }: { sha256: string }) => sha256);
    expect(shas).to.deep.equal([outlineOf(plan).outline.sha256, outlineOf(half).outline.sha256]);
    expect(second.next).to.equal(null);
  });

  it('open by no hash that the record of the pilot does not name', async () => {
    const foreign = 'f'.repeat(64);
    stored.set(foreign, '{}');
    expect((await ask('own', `${ID}/plan-drafts/${foreign}`)).status).to.equal(404);
  });

  it('do not exist for who may not see the pilot', async () => {
    expect((await ask('foreign', `${ID}/plan-drafts`)).status).to.equal(404);
    expect((await ask('foreign', `${ID}/plan-drafts/${outlineOf(half).outline.sha256}`)).status).to.equal(404);
  });

  it('are shown with the pilot: why a version was returned, by whom and when', async () => {
    const { body } = await ask('own', ID);
    expect(body.decisions).to.have.length(2);
    expect(body.decisions[0]).to.deep.include({
      type: 'planReturned',
      of: '1',
      name: reviewer.name,
      at: at('2026-02-25'),
      reasons: [{ section: 'funding', reason: '请补充经费来源。' }],
    });
  });

  it('are saved half written, and kept before the command is sent', async () => {
    const { browser, csrfToken } = await site.logIn('own');
    const body = { sections: { goals: '先写这一段。' }, basedOn: 'a'.repeat(64) };
    const answer = await browser
      .put(`/api/v1/pilots/${ID}/plan-draft`)
      .set('X-CSRF-Token', csrfToken)
      .set('Idempotency-Key', 'save-draft-1')
      .send(body);
    expect(answer.status, answer.text).to.equal(200);
    const { outline, content } = outlineOf({ sections: body.sections });
    expect(sent.at(-1)).to.deep.equal({ type: 'draftPlan', outline, basedOn: body.basedOn });
    expect(stored.get(outline.sha256)).to.equal(content);
  });

  it('are told to be incomplete with what is missing', async () => {
    const { browser, csrfToken } = await site.logIn('director');
    const { status, body } = await browser
      .post(`/api/v1/pilots/${ID}/plan-submission`)
      .set('X-CSRF-Token', csrfToken)
      .set('Idempotency-Key', 'submit-plan-1')
      .send({ sha256: 'a'.repeat(64) });
    expect(status).to.equal(422);
    expect(body.code).to.equal('PlanIncomplete');
    expect(body.detail).to.contain('funding');
  });
});
