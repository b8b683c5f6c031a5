import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { findPart, findParts, searchOrder, type Part, type Place, type Route } from '../../scripts/services/find.js';
import { describeMongodb } from '../../scripts/services/mongodb-routes.js';
import { findFreePort } from '../../scripts/services/ports.js';
import { sayNothing, Trouble, type Sentence } from '../../scripts/services/say.js';
import { describeTemporal } from '../../scripts/services/temporal-routes.js';
import { describeTimeSkippingServer } from '../../scripts/services/time-skipping-server.js';

const plain = (text: string): Sentence => ({ zh: text, en: text });

/** A part whose routes answer as told and note that they were asked. */
function part(name: string, routes: Partial<Record<Place, Partial<Route>>>, asked: string[] = []): Part {
  const complete = Object.entries(routes).map(([place, route]) => {
    const attempt: Route['attempt'] = async (say) => {
      asked.push(`${name} ${place}`);
      return route.attempt ? route.attempt(say) : plain(`${place} has nothing`);
    };
    return [place, { name: plain(`the ${place}`), ...route, attempt }] as const;
  });
  return { name, routes: Object.fromEntries(complete), choices: [plain('install it')] };
}
const has = (path: string): Partial<Route> => ({ attempt: async () => ({ kind: 'program', path }) });
const troubleOf = async (finding: Promise<unknown>): Promise<string> =>
  finding.then(
    () => 'found',
    (error: unknown) => (error instanceof Trouble ? error.message : `no trouble but ${String(error)}`),
  );

describe('the service finder', () => {
  it('looks at what is configured, the PATH, the cache, the vendor and the registries, in this order', async () => {
    expect(searchOrder).to.deep.equal(['configured', 'path', 'cache', 'vendor', 'registry']);
    const asked: string[] = [];
    const seen = await findPart(part('x', { registry: has('/r'), vendor: {}, cache: {}, path: {}, configured: {} }, asked), sayNothing);
    expect(seen).to.deep.equal({ kind: 'program', path: '/r' });
    expect(asked).to.deep.equal(searchOrder.map((place) => `x ${place}`));
  });

  it('stops at the first place that has it', async () => {
    const asked: string[] = [];
    await findPart(part('x', { path: has('/usr/bin/x'), vendor: has('/v') }, asked), sayNothing);
    expect(asked).to.deep.equal(['x path']);
  });

  it('takes an exception for a refusal and goes on', async () => {
    const broken: Partial<Route> = { attempt: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOSPC' })) };
    const error = await troubleOf(findPart(part('x', { cache: {}, vendor: broken, registry: {} }), sayNothing));
    expect(error).to.include('the vendor: the disk is full').and.include('the registry: registry has nothing').and.include('install it');
  });

  it('tries what is quick for every part before anything long for one', async () => {
    const asked: string[] = [];
    await findParts({ a: part('a', { cache: {}, registry: has('/a') }, asked), b: part('b', { cache: has('/b') }, asked) }, sayNothing);
    expect(asked).to.deep.equal(['a cache', 'b cache', 'a registry']);
  });

  it('gives up before anything long begins when a part has only obstacles ahead', async () => {
    const asked: string[] = [];
    const stuck = part('b', { path: {}, registry: { obstacle: async () => plain('Go is missing') } }, asked);
    const error = await troubleOf(findParts({ a: part('a', { path: {}, registry: has('/a') }, asked), b: stuck }, sayNothing));
    expect(asked).to.deep.equal(['a path', 'b path']);
    expect(error).to.include('b cannot be had').and.include('Go is missing').and.not.include('a cannot be had');
  });

  it('says early which tool will be missed if the download fails', async () => {
    const said: string[] = [];
    const needy = part('x', { vendor: has('/v'), registry: { obstacle: async () => plain('Maven is missing') } });
    await findPart(needy, ({ en }) => said.push(en));
    expect(said).to.include('note: for x, "the registry" is not open: Maven is missing');
  });

  it('goes by a configured address without looking further', async () => {
    const found = await findPart(describeMongodb({ PATH: '' }, { configured: 'mongodb://db/duban' }), sayNothing);
    expect(found).to.deep.equal({ kind: 'address', address: 'mongodb://db/duban' });
  });

  describe('on a machine with neither tools nor internet', () => {
    let home: string;
    let nowhere: string;
    before(async () => {
      nowhere = `http://127.0.0.1:${await findFreePort()}`;
      home = await mkdtemp(join(tmpdir(), 'duban-home-'));
    });
    after(() => rm(home, { recursive: true }));

    it('names pip, Go, Java and Maven, every route and the choices', async () => {
      const env = { PATH: home, HOME: home };
      const mongodb = describeMongodb(env, { vendorUrl: nowhere, host: { platform: 'linux', arch: 'x64', glibc: '2.36' } });
      const temporal = describeTemporal(env, { vendorUrl: nowhere, platform: 'linux', arch: 'x64' });
      const testServer = describeTimeSkippingServer(env, { releasesUrl: nowhere });
      for (const [described, missing] of [
        [mongodb, 'Python 3 with pip is missing'],
        [temporal, 'Go is missing'],
        [testServer, 'Java and Maven missing'],
      ] as const) {
        const error = await troubleOf(findPart(described, sayNothing));
        expect(error).to.include(missing).and.include('this machine').and.include('the connection failed').and.include('What can be done');
      }
    });
  });
});
