import { expect } from 'chai';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import { FIRST_TASK_AREAS } from '../../domain/pilot/task-areas.js';
import type { TaskAreaContent } from '../../models/task-areas.js';
import type { BusinessDeps } from '../../server/routes/deps.js';
import { registerRoute } from '../../server/routes/pilot-registration.js';
import { taskAreaRoutes } from '../../server/routes/task-areas.js';
import { createMemoryVersions } from '../fakes/memory-versions.js';
import { only } from '../fakes/only.js';
import { itKeepsVersions } from '../fakes/versions-contract.js';
import { holding, openSite, type Site } from './site.js';

const first = { areas: FIRST_TASK_AREAS };

describe('versions in memory', () => {
  itKeepsVersions(first, { areas: [{ id: 'digital', zh: '数字素养', en: 'digital skills' }] }, () =>
    createMemoryVersions<TaskAreaContent>(first),
  );
});

describe('the list of task areas', () => {
  const registered: PilotCommand[] = [];
  let site: Site;
  let keys = 0;

  before(async () => {
    const taskAreas = createMemoryVersions<TaskAreaContent>(first);
    const records: BusinessDeps['records'] = only({
      commandOf: async () => undefined,
      head: async () => ({ seq: 1, path: ['00', '53', '53-h001'], isClosed: false }),
    });
    const allocator: BusinessDeps['allocator'] = only({ allocate: async (series) => ({ series, number: 1 }) });
    const send: BusinessDeps['send'] = async ({ command }) => {
      registered.push(JSON.parse(JSON.stringify(command)));
      return { ok: true, receipt: { seq: 1, events: ['pilotRegistered'] } };
    };
    site = await openSite({
      routes: [...taskAreaRoutes({ taskAreas }), registerRoute(only({ records, allocator, send, taskAreas }))],
    });
    await site.enrol('system', holding('00', 'system-administrator'));
    await site.enrol('director', holding('53', 'office-director'));
  });
  after(() => site.close());

  const post = async (login: string, path: string, body: object) => {
    const { browser, csrfToken } = await site.logIn(login);
    keys += 1;
    return browser.post(`/api/v1${path}`).set('X-CSRF-Token', csrfToken).set('Idempotency-Key', `task-areas-${keys}`).send(body);
  };
  const get = async (path: string) => (await site.logIn('director')).browser.get(`/api/v1${path}`);
  const pilot = {
    title: '滇中新区技能提升试点',
    kind: 'project',
    level: 'national',
    areas: ['skills'],
    host: '53-h001',
    start: '2026-12-01',
    end: '2028-11-30',
  };

  it('can be read by whoever has a post', async () => {
    const { status, body } = await get('/task-areas');
    expect(status).to.equal(200);
    expect(body).to.deep.include({ version: 1, areas: FIRST_TASK_AREAS });
  });

  it('is published by the system administrator alone', async () => {
    expect((await post('director', '/task-areas', { base: 1, areas: [], reason: '' })).status).to.equal(403);
  });

  it('names every area once', async () => {
    const twice = [FIRST_TASK_AREAS[0], FIRST_TASK_AREAS[0]];
    expect((await post('system', '/task-areas', { base: 1, areas: twice, reason: '重复。' })).status).to.equal(400);
  });

  it('says which area is not in it, and takes one of a later version for pilots to come', async () => {
    const unknown = await post('director', '/pilots', { ...pilot, areas: ['skills', 'digital'] });
    expect(unknown.status).to.equal(422);
    expect(unknown.body.code).to.equal('UnknownArea');
    expect(unknown.body.detail).to.contain('digital');
    expect((await post('director', '/pilots', pilot)).status).to.equal(201);
    expect(registered.at(-1)).to.include({ areasVersion: 1 });

    const areas = [...FIRST_TASK_AREAS.slice(0, 3), { id: 'digital', zh: '数字素养', en: 'digital skills' }];
    const published = await post('system', '/task-areas', { base: 1, areas, reason: '按新的意见调整。' });
    expect(published.status).to.equal(201);
    expect(published.body).to.deep.include({ version: 2, areas });
    expect((await get('/task-areas/1')).body.areas).to.deep.equal(FIRST_TASK_AREAS);
    expect((await get('/task-areas/9')).status).to.equal(404);

    expect((await post('director', '/pilots', { ...pilot, areas: ['digital'] })).status).to.equal(201);
    expect(registered.at(-1)).to.deep.include({ areasVersion: 2, areas: ['digital'] });
    expect((await post('director', '/pilots', { ...pilot, areas: ['growth'] })).body.code).to.equal('UnknownArea');
    expect((await post('director', '/pilots', { ...pilot, areas: ['growth'], areasVersion: 1 })).status).to.equal(201);
    expect((await post('director', '/pilots', { ...pilot, areasVersion: 7 })).body.code).to.equal('InvalidInput');
  });

  it('is not published by whoever read a version that another has replaced since', async () => {
    const { version, areas } = (await get('/task-areas')).body;
    const publish = (base: number) => post('system', '/task-areas', { base, areas: areas.slice(0, 3), reason: '精简。' });
    expect((await publish(version)).status).to.equal(201);
    const late = await publish(version);
    expect([late.status, late.body.code]).to.deep.equal([409, 'StaleVersion']);
    expect((await get('/task-areas')).body.version).to.equal(version + 1);
  });
});
