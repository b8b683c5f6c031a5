import { expect } from 'chai';
import { FIRST_STATEMENT_TEMPLATE } from '../../domain/chain/template.js';
import type { Actor } from '../../domain/actor.js';
import type { EntityRef, Typed } from '../../domain/entity.js';
import { sealAll } from '../../models/entry.js';
import { chainCommandRoutes } from '../../server/routes/chain-commands.js';
import { chainReadingRoutes } from '../../server/routes/chain-reading.js';
import { chainRoutes } from '../../server/routes/chains.js';
import type { BusinessDeps } from '../../server/routes/deps.js';
import { statementTemplateRoutes } from '../../server/routes/statement-templates.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { createDecidingSend } from '../fakes/deciding-send.js';
import { createMemoryCalendars } from '../fakes/memory-calendars.js';
import { createMemoryRecord } from '../fakes/memory-record.js';
import { createMemoryVersions } from '../fakes/memory-versions.js';
import { matches, sortBy } from '../fakes/mongo-filter.js';
import { only } from '../fakes/only.js';
import { systemAdministrator } from '../fakes/people.js';
import { at } from '../domain/stage.js';
import { holding, openSite } from './site.js';

/** Who signs, from the top down; each has an account of this name. */
export const SIGNERS = ['leader', 'office-director', 'lead-department', 'liaison'] as const;
const CHAINS = ['53-2026', '52-2026', '53-2027'];

/** The edge of chains over a record in memory, with the people of Yunnan, one of Guizhou and two of the centre; it begins on 2026-01-05. */
export async function openChainSite() {
  let now = at('2026-01-05 10:00');
  let told = 0;
  const stored = new Map<string, string>();
  const clock = { now: () => now };
  const records = createMemoryRecord();
  const calendars = createMemoryCalendars(calendar);
  const send = createDecidingSend(records, calendars);
  const list = <T extends object>(all: () => Promise<readonly T[]>) => ({
    find: async ({ filter, sort, limit }: Parameters<BusinessDeps['lists']['chains']['find']>[0]) =>
      sortBy(
        (await all()).filter((one) => matches(one, filter)),
        sort,
      ).slice(0, limit),
    count: async () => 0,
  });
  const entriesOf = async (id: string) => sealAll(`chain/${id}`, { hash: '', print: '' }, await records.entries('chain', id));
  const rowsOf = async (id: string) => {
    const view = await records.view('chain', id);
    if (view === undefined) return [];
    const fields = { province: id.slice(0, 2), year: Number(id.slice(3)) };
    return [{ ...view, phase: view.state.inner.phase, entity: id, _id: `chain/${id}`, fields }];
  };
  const lists: BusinessDeps['lists'] = only({
    entries: list(async () => (await Promise.all(CHAINS.map(entriesOf))).flat()),
    duties: list(async () => CHAINS.flatMap((id) => records.duties(id)).map((duty) => ({ ...duty, _id: duty.id }))),
    notices: list(async () => []),
    chains: list(async () => (await Promise.all(CHAINS.map(rowsOf))).flat()),
  });
  const documents: BusinessDeps['documents'] = only({
    read: async (sha256) => stored.get(sha256),
    keep: async (sha256, content) => void stored.set(sha256, content),
  });
  const statementTemplates = createMemoryVersions(FIRST_STATEMENT_TEMPLATE);
  const deps: BusinessDeps = only({ statementTemplates, records, calendars, documents, lists, clock, send });
  const routes = [...chainRoutes(deps), ...chainReadingRoutes(deps), ...chainCommandRoutes(deps), ...statementTemplateRoutes(deps)];
  const site = await openSite({ routes, clock });
  for (const role of SIGNERS) await site.enrol(role, holding('53', role));
  await site.enrol('centre', holding('00', 'office-director'));
  await site.enrol('system', holding('00', 'system-administrator'));
  await site.enrol('foreign', holding('52', 'office-director'));

  /** What another entity, or an administrator, does meanwhile. */
  const happen = async (to: EntityRef, actor: Actor, command: Typed): Promise<void> => {
    told += 1;
    const answer = await send({ id: `meanwhile-${told}`, hash: '', to, actor, receivedAt: now, command });
    expect(answer).to.include({ ok: true });
  };
  const found = ({ id, name }: { id: string; name: string }): Promise<void> => {
    const command = { type: 'foundUnit', name, kind: 'province', parentPath: ['00'] };
    return happen({ kind: 'unit', id }, systemAdministrator, command);
  };
  for (const [id, name] of [
    ['53', '云南省'],
    ['52', '贵州省'],
  ] as const)
    await found({ id, name });
  const tell = async (login: string, method: 'post' | 'put', path: string, body: object) => {
    const { browser, csrfToken } = await site.logIn(login);
    told += 1;
    return browser[method](`/api/v1${path}`).set('X-CSRF-Token', csrfToken).set('Idempotency-Key', `chain-command-${told}`).send(body);
  };
  return {
    close: () => site.close(),
    now: () => now,
    letItBe: (when: string) => void (now = at(when)),
    stored,
    records,
    happen,
    read: async (login: string, path: string) => (await site.logIn(login)).browser.get(`/api/v1${path}`),
    accepted: async (...asked: Parameters<typeof tell>): Promise<void> => {
      const answer = await tell(...asked);
      expect(answer.status, answer.text).to.be.oneOf([200, 201]);
    },
    refusedWith: async (code: string, ...asked: Parameters<typeof tell>): Promise<Record<string, unknown>> => {
      const answer = await tell(...asked);
      expect(answer.body.code, answer.text).to.equal(code);
      return answer.body;
    },
  };
}
export type ChainSite = Awaited<ReturnType<typeof openChainSite>>;
