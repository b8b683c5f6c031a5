import { Validator } from '@seriousme/openapi-schema-validator';
import { expect } from 'chai';
import Joi from 'joi';
import { API_PREFIX } from '../../server/http/mount.js';
import { route, type Route } from '../../server/http/route.js';
import { shape, text } from '../../server/http/schema.js';
import { describeApi } from '../../server/openapi.js';
import { gapsOf } from './documented.js';
import { allRoutes } from './all-routes.js';
import { authRoutes, openSite, type Site } from './site.js';

describe("the API's description", () => {
  let routes: readonly Route[];
  let document: ReturnType<typeof describeApi>;
  before(() => {
    routes = allRoutes();
    document = describeApi(routes, { version: '0.1.0', cookieName: 'duban-3000' });
  });

  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors ?? [], JSON.stringify(errors)).to.deep.equal([]);
    expect(valid).to.equal(true);
    expect(document.openapi).to.match(/^3\.1/);
  });

  it('names every route once', () => {
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    expect(documented.toSorted()).to.deep.equal(routes.map(({ method, path }) => `${method} ${path}`).toSorted());
    const names = routes.map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
  });

  it('describes every field in both languages, limits every text and shows an example that fits for every body', () => {
    expect(routes.flatMap(gapsOf)).to.deep.equal([]);
  });

  it('tells what each route may refuse, and what it must be sent', () => {
    const lock = JSON.stringify(document.paths['/accounts/{login}/lock']);
    for (const code of ['OwnAccount', 'NoRight', 'CsrfRejected', 'IdempotencyKeyReused', 'InvalidInput'])
      expect(lock).to.contain(`\`${code}\``);
    expect(lock).to.contain('"name":"Idempotency-Key"').and.to.contain('"csrf":[]');
    expect(JSON.stringify(document.paths['/session']?.['post'])).to.contain('"security":[]');
  });

  it('notices what is not described, not limited, or shown wrongly', () => {
    const careless = route({
      name: 'careless',
      method: 'post',
      path: '/careless/{id}',
      summary: { zh: '漏', en: 'Careless' },
      tags: [],
      access: 'public',
      body: shape<{ title: string; items: { note: string }[] }>({
        title: Joi.string().description('标题。The title.'),
        items: Joi.array()
          .items(shape<{ note: string }>({ note: text(9) }))
          .description('各项。The items.'),
      }),
      response: { 200: shape<{ ok: boolean }>({ ok: Joi.boolean() }) },
      examples: { body: { title: '', items: [] } },
      async handle() {
        return { status: 200, body: { ok: true } };
      },
    });
    expect(gapsOf(careless)).to.deep.equal([
      'careless: body.items[].note is not described in both languages',
      'careless: body.title is text without a limit',
      'careless: the path names id, params ',
      'careless: the example of body does not fit: "title" is not allowed to be empty',
      'careless: 200.ok is not described in both languages',
      'careless: 200 has no example',
    ]);
  });

  describe('is read', () => {
    let site: Site;
    before(async () => {
      site = await openSite();
    });
    after(() => site.close());

    it('from the site itself, by anybody', async () => {
      const { body } = await site.browser().get(`${API_PREFIX}/openapi.json`).expect(200);
      const mounted = authRoutes().map(({ name }) => name);
      for (const name of mounted) expect(JSON.stringify(body.paths)).to.contain(`"operationId":"${name}"`);
    });

    it('on a page that takes nothing from elsewhere and runs no script of its own text', async () => {
      const { text: page } = await site.browser().get('/docs').expect(200).expect('Content-Type', /html/);
      const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
      expect(addresses).to.have.length.above(3);
      for (const address of addresses) {
        expect(address).to.match(/^\/docs\//);
        await site.browser().get(address).expect(200);
      }
      expect(page).not.to.match(/<script>|<script [^>]*>[^<]|style=|\son\w+=/);
    });
  });
});
