import { expect } from 'chai';
import { readdir, readFile } from 'node:fs/promises';
import { ROLES } from '../../../domain/actor.js';
import type { Kind } from '../../../domain/kinds.js';
import { REFUSAL_CODES, type RefusalCode } from '../../../domain/refusals.js';
import { nobodysName } from '../../../domain/unit-names.js';
import type { ProblemCode } from '../../../server/http/problems.js';
import type { Route } from '../../../server/http/route.js';
import { chainCommandRoutes } from '../../../server/routes/chain-commands.js';
import type { BusinessDeps } from '../../../server/routes/deps.js';
import { evidenceUploadRoute } from '../../../server/routes/evidence-upload.js';
import { extensionRoutes } from '../../../server/routes/extensions.js';
import { noticeCommandRoutes } from '../../../server/routes/notice-commands.js';
import { pilotCommandRoutes } from '../../../server/routes/pilot-commands.js';
import { unitRoutes } from '../../../server/routes/units.js';
import { postWords } from '../../../server/words/posts.js';
import { allRoutes } from '../all-routes.js';
import { CHAIN_ROUTES, chainWays, ordinaryOfChains } from './chain-ways.js';
import { openEdge, type Asked } from './edge.js';
import { EXTENSION_ROUTES, extensionWays, ordinaryOfExtensions } from './extension-ways.js';
import { NOTICE_ROUTES, noticeWays, ordinaryOfNotices } from './notice-ways.js';
import { fullOfFiles, ordinary, pilotWays, ROUTE_NAMES } from './pilot-ways.js';
import { ordinaryOfUnits, UNIT_ROUTES, unitWays } from './unit-ways.js';
import type { Ordinary } from './ways.js';

/** `53/office-director`: nobody knows a post by its code. */
const POST_CODE = new RegExp(`/(${ROLES.join('|')})\\b`);

/** What the rules can say and no request can bring about, and why. */
const OUT_OF_REACH: Readonly<Partial<Record<RefusalCode, string>>> = {
  HostElsewhere: 'registration looks first whether the own unit has such a host',
  ItemCount: 'the schema of a statement lets none pass without an item or with too many',
  NothingDue: 'only the machine ticks; what it is answered nobody sees',
  PeriodUnknown: 'the schema of a period lets none pass that is none',
};

interface Expected {
  readonly status: number;
  readonly code: string;
  readonly names: readonly string[];
}
interface Answer {
  readonly status: number;
  readonly body: { readonly code?: string; readonly detail?: string; readonly sentences?: { readonly zh: string; readonly en: string } };
}
/** The code and its status, and a sentence in both languages that misses no fact and names these. */
function expectRefusal({ status, body }: Answer, expected: Expected): void {
  expect([status, body.code], JSON.stringify(body)).to.deep.equal([expected.status, expected.code]);
  const { zh = '', en = '' } = body.sentences ?? {};
  expect(body.detail).to.equal(zh);
  expect(zh).to.match(/[一-鿿]/);
  expect(en).to.match(/[a-z]/);
  for (const sentence of [zh, en]) expect(sentence).to.not.match(/[{}]/).and.not.match(POST_CODE);
  for (const name of expected.names.map((post) => postWords(post, nobodysName))) {
    expect(zh).to.contain(name.zh);
    expect(en).to.contain(name.en);
  }
}

type Shown = Pick<Asked, 'route'> & Pick<Expected, 'code'>;
/** Compares what is declared of the commands among these routes with what is shown of them. */
function expectAllShown(routes: ReturnType<typeof allRoutes>, ways: readonly Shown[]): void {
  const shown = new Set(ways.map(({ route, code }) => `${route} ${code}`));
  const commands = routes.filter(({ command, takesBytes }) => command === true && takesBytes !== true);
  const declared = new Set(commands.flatMap(({ name, refusals = [] }) => refusals.map((code) => `${name} ${code}`)));
  expect(
    [...declared].filter((pair) => !shown.has(pair)),
    'declared and not shown',
  ).to.deep.equal([]);
  expect(
    [...shown].filter((pair) => !declared.has(pair)),
    'shown and not declared',
  ).to.deep.equal([]);
}

describe('what a pilot refuses over HTTP', () => {
  const open = () => openEdge('pilot', (deps) => [...pilotCommandRoutes(deps), evidenceUploadRoute(deps)]);
  let edge: Awaited<ReturnType<typeof open>>;
  before(async () => {
    edge = await open();
  });
  after(() => edge.close());

  for (const route of ROUTE_NAMES) {
    it(`${route} is accepted where nothing stands against it`, async () => {
      const { given, ...asked } = ordinary[route];
      const { status, body } = await edge.ask(given(), { route, ...asked });
      expect([200, 201], JSON.stringify(body)).to.include(status);
    });
  }
  for (const { given, status, code, because, names, ...asked } of pilotWays) {
    it(`${asked.route} is refused with ${code} ${because}`, async () => {
      expectRefusal(await edge.ask(given(), asked), { status, code, names });
    });
  }
  it('addEvidence is refused with TooManyFiles before a byte is looked at', async () => {
    const { given, ...asked } = fullOfFiles;
    expectRefusal(await edge.ask(given(), asked), { status: 409, code: 'TooManyFiles', names: ['500'] });
  });

  it('is refused in every way that its routes declare, and in no other', () => expectAllShown(edge.routes, pilotWays));
});

/** One entity's commands: each accepted once, refused in every way that is declared and in no other. */
function describeRefusals<K extends Kind, R extends string>(
  what: string,
  { kind, routes, ordinary, ways, createRoutes }: Tried<K, R>,
): void {
  describe(`what ${what} refuses over HTTP`, () => {
    let edge: Awaited<ReturnType<typeof openEdge<K>>>;
    before(async () => {
      edge = await openEdge(kind, createRoutes);
    });
    after(() => edge.close());

    for (const route of routes) {
      it(`${route} is accepted where nothing stands against it`, async () => {
        const accepted: Ordinary<K> = ordinary[route];
        const { given, ...asked } = accepted;
        const { status, body } = await edge.ask(given(), { route, ...asked });
        expect([200, 201], JSON.stringify(body)).to.include(status);
      });
    }
    for (const { given, status, code, because, names, ...asked } of ways) {
      it(`${asked.route} is refused with ${code} ${because}`, async () => {
        expectRefusal(await edge.ask(given(), asked), { status, code, names });
      });
    }

    it('is refused in every way that its routes declare, and in no other', () => expectAllShown(edge.routes, ways));
  });
}
interface Tried<K extends Kind, R extends string> {
  readonly kind: K;
  readonly routes: readonly R[];
  readonly ordinary: Readonly<Record<R, Ordinary<K>>>;
  readonly ways: readonly (Ordinary<K> & Asked & Expected & { readonly because: string; readonly code: ProblemCode })[];
  readonly createRoutes: (deps: BusinessDeps) => readonly Route[];
}

describeRefusals('a unit', { kind: 'unit', routes: UNIT_ROUTES, ordinary: ordinaryOfUnits, ways: unitWays, createRoutes: unitRoutes });
describeRefusals('a chain', {
  kind: 'chain',
  routes: CHAIN_ROUTES,
  ordinary: ordinaryOfChains,
  ways: chainWays,
  createRoutes: chainCommandRoutes,
});
describeRefusals('a notice', {
  kind: 'notice',
  routes: NOTICE_ROUTES,
  ordinary: ordinaryOfNotices,
  ways: noticeWays,
  createRoutes: noticeCommandRoutes,
});
describeRefusals('a request for another date', {
  kind: 'pilot',
  routes: EXTENSION_ROUTES,
  ordinary: ordinaryOfExtensions,
  ways: extensionWays,
  createRoutes: extensionRoutes,
});

describe('the refusals of all routes', () => {
  const codes: ReadonlySet<string> = new Set(REFUSAL_CODES);
  const declared = new Set(allRoutes().flatMap(({ refusals = [] }) => refusals.filter((code) => codes.has(code))));
  /** Every code that the tests of this tier write. */
  let written: ReadonlySet<string>;
  before(async () => {
    const folder = new URL('../', import.meta.url);
    const names = (await readdir(folder, { recursive: true })).filter((name) => /(\.test|-ways)\.ts$/.test(name));
    const texts = await Promise.all(names.map((name) => readFile(new URL(name.replaceAll('\\', '/'), folder), 'utf8')));
    written = new Set(texts.flatMap((text) => [...text.matchAll(/\b([A-Z]\w+)'/g)].map(([, word = '']) => word)));
  });

  it('are each seen over HTTP in some test of this tier', () => {
    expect([...declared].filter((code) => !written.has(code))).to.deep.equal([]);
  });

  it('declare nothing that no request can bring about', () => {
    expect([...declared].filter((code) => code in OUT_OF_REACH)).to.deep.equal([]);
  });
});
