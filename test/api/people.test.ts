import { expect } from 'chai';
import type { PostHouse } from './post-house.js';
import { openProvince } from './post-province.js';

const reason = '轮岗';

describe('the people', () => {
  let house: PostHouse;
  before(async () => {
    house = await openProvince();
    await house.post('system', '/units/53/posts', { role: 'evaluator', reason });
    await house.seat('evaluator', '53', 'evaluator');
    await house.seat('mayor', '5301', 'liaison');
  });
  after(() => house.close());
  const names = async (login: string, query = '') =>
    (await house.get(login, `/people${query}`)).body.items.map(({ name }: { name: string }) => name);

  it('are those of the own unit and below, by name', async () => {
    expect(await names('director')).to.deep.equal(['director', 'evaluator', 'liaison', 'mayor']);
    expect(await names('mayor')).to.deep.equal(['mayor']);
  });

  it('are all for the security administrator, also those without a post', async () => {
    expect(await names('security')).to.include.members(['guangdong', 'newcomer', 'mayor', 'centre']);
  });

  it('are found by the beginning of a name, by unit and by post', async () => {
    expect(await names('director', '?name=li')).to.deep.equal(['liaison']);
    expect(await names('director', '?unit=5301')).to.deep.equal(['mayor']);
    expect(await names('director', '?unit=44')).to.deep.equal([]);
    expect(await names('security', '?post=44/liaison')).to.deep.equal(['guangdong']);
    expect(await names('director', '?post=44/liaison')).to.deep.equal([]);
  });

  it('come page by page, with the posts that may be seen and no address', async () => {
    const { body } = await house.get('director', '/people?limit=1');
    expect(body.items).to.deep.equal([
      {
        id: 'p-director',
        name: 'director',
        posts: [
          {
            post: '53/office-director',
            postName: { zh: '云南省办公室主任', en: 'office director of Yunnan' },
            unit: '53',
            role: 'office-director',
          },
        ],
      },
    ]);
    const { body: second } = await house.get('director', `/people?limit=3&cursor=${body.next}`);
    expect(second.items.map(({ name }: { name: string }) => name)).to.deep.equal(['evaluator', 'liaison', 'mayor']);
    expect(second.next).to.equal(null);
    expect(second.items.at(-1).posts[0].postName).to.deep.equal({ zh: '云南省单位 5301联络员', en: 'liaison of 单位 5301 in Yunnan' });
  });

  it('of an evaluator are those of the own unit, which is all an evaluator sees of units', async () => {
    expect(await names('evaluator')).to.deep.equal(['director', 'evaluator', 'liaison']);
    expect(await names('evaluator', '?unit=5301')).to.deep.equal([]);
    expect((await house.get('evaluator', '/units/53')).status).to.equal(200);
    expect((await house.get('evaluator', '/units/5301')).status).to.equal(404);
    const { body } = await house.get('evaluator', '/units');
    expect(body.items.map(({ code }: { code: string }) => code)).to.deep.equal(['53']);
  });

  it('may be delegated to by an evaluator', async () => {
    const delegated = await house.post('evaluator', '/units/53/posts/evaluator/delegation', {
      person: 'p-liaison',
      until: '2026-03-02',
      reason,
    });
    expect(delegated.status).to.equal(200);
  });
});
