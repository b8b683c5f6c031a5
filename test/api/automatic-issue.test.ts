import { expect } from 'chai';
import { informed, type InformingPorts } from '../../activities/inform.js';
import { FIRST_AUTOMATIC_ISSUE, type AutomaticIssue } from '../../domain/notice/automatic-issue.js';
import { automaticIssueRoutes, type AutomaticIssueDeps } from '../../server/routes/automatic-issue.js';
import { draftWords, NOTICE } from '../domain/notice-stage.js';
import { createMemoryVersions } from '../fakes/memory-versions.js';
import { only } from '../fakes/only.js';
import { holding, openSite, type Site } from './site.js';

describe('which notices go out by themselves', () => {
  let site: Site;
  let keys = 0;
  let automaticIssues: AutomaticIssueDeps['automaticIssues'];
  beforeEach(async () => {
    automaticIssues = createMemoryVersions<AutomaticIssue>(FIRST_AUTOMATIC_ISSUE);
    site = await openSite({ routes: automaticIssueRoutes(only({ automaticIssues })) });
    await site.enrol('system', holding('00', 'system-administrator'));
    await site.enrol('reviewer', holding('00', 'reviewer'));
  });
  afterEach(() => site.close());

  const publish = async (login: string, body: object) => {
    const { browser, csrfToken } = await site.logIn(login);
    keys += 1;
    return browser
      .post('/api/v1/automatic-issue')
      .set({ 'X-CSRF-Token': csrfToken, 'Idempotency-Key': `automatic-${keys}` })
      .send(body);
  };
  const wish = { base: 1, kinds: ['report'], reason: '季度报告逾期较多。' };
  const ports: InformingPorts = only({ automaticIssue: () => automaticIssues.newest() });
  const told = async (form: 'notice' | 'talk', dutyKind: string): Promise<unknown> => {
    const command = await informed(ports, { kind: 'notice', id: NOTICE }, { ...draftWords(form), dutyKind }, 0);
    return command['automaticIssue'];
  };

  it('are none until the system administrator says so, on record with a reason', async () => {
    const { browser } = await site.logIn('reviewer');
    expect((await browser.get('/api/v1/automatic-issue')).body)
      .to.include({ version: 1 })
      .and.deep.include({ kinds: [] });
    expect((await publish('system', wish)).body).to.deep.include({ version: 2, kinds: ['report'] });
    expect((await browser.get('/api/v1/automatic-issue')).body).to.include({ version: 2 });
  });

  it('are said by nobody else, on the version that was read, and of kinds that bring notices', async () => {
    expect((await publish('reviewer', wish)).body.code).to.equal('NoRight');
    expect((await publish('system', { ...wish, kinds: ['verify-notice'] })).body.code).to.equal('InvalidInput');
    await publish('system', wish);
    expect((await publish('system', { ...wish, kinds: [] })).body.code).to.equal('StaleVersion');
  });

  it('are told by the version in force when the draft is handed over; a talk never is', async () => {
    expect(await told('notice', 'report')).to.equal(undefined);
    await publish('system', wish);
    expect(await told('notice', 'report')).to.equal('2');
    expect(await told('notice', 'milestone-result')).to.equal(undefined);
    expect(await told('talk', 'report')).to.equal(undefined);
  });
});
