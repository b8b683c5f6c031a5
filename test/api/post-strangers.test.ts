import { expect } from 'chai';
import type { PostHouse } from './post-house.js';
import { openProvince } from './post-province.js';

const reason = '轮岗';

describe('whoever is to be seated', () => {
  let house: PostHouse;
  before(async () => {
    house = await openProvince();
    await house.seat('leader', '53', 'leader');
    await house.seat('mayor', '5301', 'liaison');
  });
  after(() => house.close());

  const OF_THE_LEADER: readonly (readonly [string, object])[] = [
    ['handover', {}],
    ['planned-handover', { effective: '2026-02-10' }],
    ['delegation', { until: '2026-03-02' }],
  ];
  /** An answer but for what differs from one request to the next. */
  const answerOf = async (login: string, path: string, person: string, more: object = {}) => {
    const { status, body } = await house.post(login, path, { person, reason, ...more });
    const { instance: _, requestId: __, ...said } = body;
    return { status, said };
  };

  for (const [way, more] of OF_THE_LEADER)
    it(`by ${way} is somebody whom the actor may look up; of others no answer tells whether there are any`, async () => {
      const path = `/units/53/posts/leader/${way}`;
      const nobody = await answerOf('leader', path, 'p-nobody-at-all', more);
      expect(nobody.said.code).to.equal('InvalidInput');
      for (const stranger of ['p-guangdong', 'p-centre'])
        expect(await answerOf('leader', path, stranger, more), stranger).to.deep.equal(nobody);
      expect(await house.holds('p-guangdong', '53/leader')).to.equal(false);
    });

  it('by assignment from the office above is one of its own people', async () => {
    const path = '/units/5301/posts/office-director/holder';
    const nobody = await answerOf('director', path, 'p-nobody-at-all');
    expect(await answerOf('director', path, 'p-guangdong')).to.deep.equal(nobody);
    expect((await answerOf('director', path, 'p-mayor')).status).to.equal(200);
  });

  it('may be a newcomer who holds no post anywhere', async () => {
    const { status, said } = await answerOf('leader', '/units/53/posts/leader/delegation', 'p-newcomer', { until: '2026-03-02' });
    expect(status, JSON.stringify(said)).to.equal(200);
    await house.post('leader', '/units/53/posts/leader/delegation-end', { reason });
  });

  it('is anybody for those who see everybody', async () => {
    expect(
      (await answerOf('security', '/units/53/posts/leader/planned-handover', 'p-guangdong', { effective: '2026-02-10' })).status,
    ).to.equal(200);
    expect((await answerOf('centre', '/units/53/posts/reviewer/holder', 'p-newcomer')).status).to.equal(200);
  });

  it('was seated once for all: a repeat is answered as before, whoever may look up whom by then', async () => {
    const { browser, csrfToken } = await house.logIn('director');
    const assign = () =>
      browser
        .post('/api/v1/units/5301/posts/reviewer/holder')
        .set('X-CSRF-Token', csrfToken)
        .set('Idempotency-Key', 'the-same-key-twice')
        .send({ person: 'p-liaison', reason });
    const first = await assign();
    expect(first.status).to.equal(200);
    for (const post of ['53/posts/liaison', '5301/posts/reviewer']) await house.post('security', `/units/${post}/release`, { reason });
    expect((await assign()).body).to.deep.equal(first.body);
  });
});
