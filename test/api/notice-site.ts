import { expect } from 'chai';
import { SYSTEM } from '../../domain/actor.js';
import { DAY_MS } from '../../domain/calendar.js';
import type { CommandOf } from '../../domain/kinds.js';
import { createSimulator } from '../../domain/simulator.js';
import { extensionRoutes } from '../../server/routes/extensions.js';
import { noticeCommandRoutes } from '../../server/routes/notice-commands.js';
import { noticeRoutes } from '../../server/routes/notices.js';
import { draftWords, NOTICE } from '../domain/notice-stage.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { createFakeClock } from '../fakes/clock.js';
import { systemAdministrator } from '../fakes/people.js';
import { simulatedDeps } from '../fakes/simulated-deps.js';
import { holding, openSite } from './site.js';

const UNITS = [
  ['00', 'centre', []],
  ['53', 'province', ['00']],
] as const;

/** The draft of a notice about a milestone of Yunnan, and everybody it passes through. */
export async function openNoticeSite() {
  const texts = new Map<string, string>();
  const clock = createFakeClock();
  const simulator = createSimulator({ startsAt: clock.now(), calendarOf: () => nationalCalendar });
  const deps = simulatedDeps({ simulator: () => simulator, clock, texts });
  const site = await openSite({ clock, routes: [...noticeRoutes(deps), ...noticeCommandRoutes(deps), ...extensionRoutes(deps)] });
  let keys = 0;

  const found = (id: string, command: CommandOf<'unit'>): void => {
    const decision = simulator.send({ to: { kind: 'unit', id }, actor: systemAdministrator, command });
    if (!decision.ok) expect.fail(decision.code);
  };
  const tell = (id: string, command: CommandOf<'notice'>): void => {
    const decision = simulator.send({ to: { kind: 'notice', id }, actor: SYSTEM, command });
    if (!decision.ok) expect.fail(decision.code);
  };
  const pass = (days: number): void => {
    clock.advance(days * DAY_MS);
    simulator.advanceTo(clock.now());
  };
  const draft = (id: string, form: 'notice' | 'talk' | 'circular'): void =>
    tell(id, { ...draftWords(form), on: '2026-03-02', due: '2026-02-25', firstDue: '2026-02-25', raisedFrom: '' });
  const get = async (login: string, path: string) => (await site.logIn(login)).browser.get(`/api/v1/notices${path}`);
  const post = async (login: string, path: string, body: object = {}) => {
    const { browser, csrfToken } = await site.logIn(login);
    keys += 1;
    return browser
      .post(`/api/v1/notices/${path}`)
      .set({ Origin: 'http://127.0.0.1:3000', 'X-CSRF-Token': csrfToken, 'Idempotency-Key': `a-key-for-notices-${keys}` })
      .send(body);
  };
  const done = async (login: string, path: string, body: object = {}): Promise<void> => {
    const { status, body: answered } = await post(login, path, body);
    expect(status, `${path}: ${JSON.stringify(answered)}`).to.equal(200);
  };
  const refusal = async (login: string, path: string, body: object = {}): Promise<string> => {
    const { status, body: answered } = await post(login, path, body);
    return `${status} ${answered.code}`;
  };

  for (const [code, kind, parentPath] of UNITS) found(code, { type: 'foundUnit', name: `单位 ${code}`, kind, parentPath });
  draft(NOTICE, 'notice');
  await site.enrol('issuer', holding('00', 'reviewer'));
  await site.enrol('leader', holding('00', 'leader'));
  await site.enrol('director', holding('53', 'office-director'));
  await site.enrol('province', holding('53', 'leader'));
  await site.enrol('foreign', holding('52', 'office-director'));
  return { site, clock, simulator, pass, tell, draft, get, post, done, refusal };
}
export type NoticeSite = Awaited<ReturnType<typeof openNoticeSite>>;
