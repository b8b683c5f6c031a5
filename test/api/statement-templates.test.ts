import { expect } from 'chai';
import { FIRST_STATEMENT_TEMPLATE } from '../../domain/chain/template.js';
import { statementTemplateRoutes } from '../../server/routes/statement-templates.js';
import { createMemoryVersions } from '../fakes/memory-versions.js';
import { holding, openSite, type Site } from './site.js';

const reason = '按年度工作要点调整。';
const [item] = FIRST_STATEMENT_TEMPLATE.items;
const next = { ...FIRST_STATEMENT_TEMPLATE, items: FIRST_STATEMENT_TEMPLATE.items.slice(0, 2) };

describe('the template of statements', () => {
  let site: Site;
  let keys = 0;
  beforeEach(async () => {
    site = await openSite({ routes: statementTemplateRoutes({ statementTemplates: createMemoryVersions(FIRST_STATEMENT_TEMPLATE) }) });
    await site.enrol('system', holding('00', 'system-administrator'));
    await site.enrol('director', holding('53', 'office-director'));
  });
  afterEach(() => site.close());

  const publish = async (body: object, login = 'system', key = `template-${(keys += 1)}`) => {
    const { browser, csrfToken } = await site.logIn(login);
    const asked = browser.post('/api/v1/statement-templates').set('X-CSRF-Token', csrfToken).set('Idempotency-Key', `a-key-of-the-${key}`);
    return asked.send(body);
  };
  const get = async (path = '') => (await site.logIn('director')).browser.get(`/api/v1/statement-templates${path}`);

  it('can be read by whoever has a post, as it is and as it was', async () => {
    expect((await get()).body).to.deep.include({ version: 1, ...FIRST_STATEMENT_TEMPLATE });
    const published = await publish({ ...next, base: 1, reason });
    expect(published.status, published.text).to.equal(201);
    expect(published.headers['location']).to.equal('/api/v1/statement-templates/2');
    expect((await get()).body).to.deep.include({ version: 2, items: next.items });
    expect((await get('/1')).body).to.deep.include({ version: 1, items: FIRST_STATEMENT_TEMPLATE.items });
    expect((await get('/9')).status).to.equal(404);
  });

  it('is published by the system administrator alone', async () => {
    expect((await publish({ ...next, base: 1, reason }, 'director')).body.code).to.equal('NoRight');
  });

  it('is not published over a version that was not seen', async () => {
    await publish({ ...next, base: 1, reason });
    const { status, body } = await publish({ ...FIRST_STATEMENT_TEMPLATE, base: 1, reason });
    expect([status, body.code]).to.deep.equal([409, 'StaleVersion']);
    expect((await get()).body).to.include({ version: 2 });
  });

  it('is published once, however often it is asked for', async () => {
    const first = await publish({ ...next, base: 1, reason }, 'system', 'same');
    const again = await publish({ ...next, base: 1, reason }, 'system', 'same');
    expect(again.body).to.deep.equal(first.body);
  });

  for (const [what, items] of [
    ['no item', []],
    ['a code twice', [item, item]],
    ['a day that not every year has', [{ ...item, due: '02-29' }]],
    ['a day that no year has', [{ ...item, due: '09-31' }]],
    ['a whole date', [{ ...item, due: '2026-09-30' }]],
    ['a code that is kept for what is carried over', [{ ...item, id: 'y2026-skills' }]],
    ['an item for a post that holds none', [{ ...item, post: 'leader' }]],
  ] as const)
    it(`takes no list with ${what}`, async () => {
      expect((await publish({ ...next, items, base: 1, reason })).body.code).to.equal('InvalidInput');
    });
});
