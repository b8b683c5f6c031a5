import { expect } from 'chai';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import { nothingYet } from '../../domain/view.js';
import type { BusinessDeps } from '../../server/routes/deps.js';
import { dutyRoutes } from '../../server/routes/duties.js';
import { extensionRoutes } from '../../server/routes/extensions.js';
import { at, castOf, outline, registrations, SHA } from '../domain/stage.js';
import { appendOf, type Given, type Stream } from '../fakes/batches.js';
import { nationalCalendar as calendar } from '../fakes/calendars.js';
import { createFakeClock } from '../fakes/clock.js';
import { createDecidingSend } from '../fakes/deciding-send.js';
import { createMemoryCalendars } from '../fakes/memory-calendars.js';
import { createMemoryRecord } from '../fakes/memory-record.js';
import { only } from '../fakes/only.js';
import { createFakePosts } from '../fakes/posts.js';
import { unitsCalled } from '../fakes/memory-unit-names.js';
import { holding, openSite, type Site } from './site.js';

const DAY = 86_400_000;
const ASK = { until: '2026-08-31', reason: '设备到货推迟。', progress: '完成六成。' };

/** A national pilot that runs, with a milestone due on 2026-06-30. */
async function open() {
  const { liaison, director, first, last } = castOf('national');
  const records = createMemoryRecord();
  const clock = createFakeClock(at('2026-06-15'));
  const stream: Stream = { kind: 'pilot', id: '53-2026-0001', calendar };
  const told: readonly (readonly [PilotCommand, Given['actor'], string])[] = [
    [{ type: 'registerPilot', ...registrations.national }, director, '2026-01-05 10:00'],
    [{ type: 'draftPlan', outline }, liaison, '2026-01-06'],
    [{ type: 'submitPlan', sha256: SHA }, director, '2026-01-07'],
    [{ type: 'approvePlan', version: 1 }, first, '2026-01-08'],
    [{ type: 'approvePlan', version: 1 }, last, '2026-01-09'],
  ];
  const given = told.map(([command, actor, when], index): Given => ({ commandId: `given-${index}`, actor, at: at(when), command }));
  await records.append(appendOf(stream, nothingYet('pilot'), given));
  const calendars = createMemoryCalendars(calendar);
  const duties: BusinessDeps['lists']['duties'] = {
    find: async () =>
      records
        .duties(stream.id)
        .map(({ id: _id, ...duty }) => ({ _id, ...duty }))
        .filter(({ duty }) => duty === 'milestone-base-1'),
    count: async () => 0,
  };
  const deps: BusinessDeps = only({
    records,
    calendars,
    clock,
    posts: createFakePosts(),
    unitNames: unitsCalled({ '53-h001': '滇中新区产业园' }),
    send: createDecidingSend(records, calendars),
    lists: only({ duties, notices: { find: async () => [], count: async () => 0 } }),
  });
  const site = await openSite({ clock, routes: [...extensionRoutes(deps), ...dutyRoutes(deps)] });
  await site.enrol('host', holding('53-h001', 'liaison'));
  await site.enrol('director', holding('53', 'office-director'));
  await site.enrol('province', holding('53', 'reviewer'));
  await site.enrol('centre', holding('00', 'reviewer'));
  await site.enrol('foreign', holding('52', 'reviewer'));
  return { site, clock };
}

describe('extensions over HTTP', () => {
  let site: Site;
  let clock: ReturnType<typeof createFakeClock>;
  let keys = 0;
  beforeEach(async () => ({ site, clock } = await open()));
  afterEach(() => site.close());

  const post = async (login: string, path: string, body: object, duty = 'milestone-base-1', of = 'pilot/53-2026-0001') => {
    const { browser, csrfToken } = await site.logIn(login);
    keys += 1;
    const asked = browser
      .post(`/api/v1/duties/${of}/${duty}/${path}`)
      .set('X-CSRF-Token', csrfToken)
      .set('Idempotency-Key', `extension-${keys}`);
    const { status, body: answer } = await asked.send(body);
    return status === 200 ? 'accepted' : `${status} ${answer.code}`;
  };
  const ask = (more: object = {}, duty?: string) => post('host', 'extension-request', { ...ASK, ...more }, duty);
  const agree = (login = 'director', verdict = 'agreed') => post(login, 'extension-agreement', { verdict, reason: '属实。' });
  const decide = (login = 'province', more: object = {}) =>
    post(login, 'extension-verdict', { verdict: 'granted', reason: '同意。', ...more });
  const read = async () => (await (await site.logIn('host')).browser.get('/api/v1/duties/pilot/53-2026-0001/milestone-base-1')).body;

  it('are asked for, agreed to and granted, and the duty shows each step with both dates', async () => {
    expect(await ask()).to.equal('accepted');
    const asked = await read();
    expect(asked.extension.request).to.include({ until: '2026-08-31', waitsFor: 'agreement', post: '53/office-director' });
    expect(asked.extension.request.postName.zh).to.equal('云南省办公室主任');
    expect(asked.postName).to.deep.equal({ zh: '云南省滇中新区产业园联络员', en: 'liaison of 滇中新区产业园 in Yunnan' });
    expect(asked.sentence.zh).to.include('已申请延至 2026-08-31，待本单位负责人同意');
    expect(await agree()).to.equal('accepted');
    expect((await read()).extension.request).to.include({ waitsFor: 'decision', post: '53/reviewer' });
    expect(await decide('province', { until: '2026-07-31' })).to.equal('accepted');
    const granted = await read();
    expect(granted).to.include({ firstDue: '2026-06-30', due: '2026-07-31' });
    expect(granted.extension).to.deep.include({ granted: 1 });
    expect(granted.extension.last).to.include({ verdict: 'granted', until: '2026-07-31', post: '53/reviewer' });
    expect(granted.sentence.zh).to.include('经批准延期至 2026-07-31，首次期限 2026-06-30');
  });

  it('are refused where the date, the time or the duty does not allow them', async () => {
    expect(await ask({ until: '2026-06-30' })).to.equal('422 ExtensionDayInvalid');
    expect(await ask({}, 'milestone-x-1')).to.equal('409 DutyNotOpen');
    expect(await ask()).to.equal('accepted');
    expect(await ask()).to.equal('409 ExtensionUndecided');
    expect(await decide()).to.equal('409 ExtensionNotAgreed');
    expect(await agree('director', 'declined')).to.equal('accepted');
    expect(await agree()).to.equal('409 ExtensionNotAsked');
    clock.advance(30 * DAY);
    expect(await ask()).to.equal('409 ExtensionTooLate');
  });

  it('are granted twice, the second time by the centre, and not a third time', async () => {
    for (const [until, decider] of [
      ['2026-08-31', 'province'],
      ['2026-09-30', 'centre'],
    ] as const) {
      expect(await ask({ until })).to.equal('accepted');
      expect(await agree()).to.equal('accepted');
      expect(await decide(decider === 'centre' ? 'province' : 'centre')).to.equal('403 NoRight');
      expect(await decide(decider)).to.equal('accepted');
    }
    expect(await ask({ until: '2026-10-31' })).to.equal('409 ExtensionLimit');
  });

  it('are refused for what keeps its date, and where no later day is left', async () => {
    expect(await ask({ until: '2026-12-31' })).to.equal('accepted');
    expect(await post('director', 'extension-request', ASK, 'agree-extension-milestone-base-1-1')).to.equal('409 ExtensionNotAllowed');
    expect(await agree()).to.equal('accepted');
    expect(await decide()).to.equal('accepted');
    expect(await ask({ until: '2027-01-31' })).to.equal('409 ExtensionNoRoom');
  });

  it('do not exist for strangers, and are asked for by whoever owes the duty alone', async () => {
    expect(await post('foreign', 'extension-verdict', { verdict: 'granted', reason: '同意。' })).to.equal('404 NotFound');
    expect(await post('director', 'extension-request', ASK)).to.equal('403 NoRight');
    expect(await post('host', 'extension-request', ASK, 'milestone-base-1', 'nothing/53-2026-0001')).to.equal('404 NotFound');
    expect(await ask()).to.equal('accepted');
    expect(await agree('host')).to.equal('403 NoRight');
  });
});
