import { expect } from 'chai';
import { openPilotEdge } from './pilot-edge.js';
import { ordinary, pilotWays, ROUTE_NAMES } from './pilot-ways.js';

describe('what a pilot refuses over HTTP', () => {
  let edge: Awaited<ReturnType<typeof openPilotEdge>>;
  before(async () => {
    edge = await openPilotEdge();
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
      const answer = await edge.ask(given(), asked);
      expect([answer.status, answer.body.code], JSON.stringify(answer.body)).to.deep.equal([status, code]);
      const { zh, en } = answer.body.sentences;
      expect(answer.body.detail).to.equal(zh);
      expect(zh).to.match(/[一-鿿]/);
      expect(en).to.match(/[a-z]/);
      for (const sentence of [zh, en]) {
        expect(sentence).not.to.match(/[{}]/);
        for (const name of names) expect(sentence).to.contain(name);
      }
    });
  }

  it('is refused in every way that its routes declare, and in no other', () => {
    const shown = new Set(pilotWays.map(({ route, code }) => `${route} ${code}`));
    const declared = new Set(edge.routes.flatMap(({ name, refusals = [] }) => refusals.map((code) => `${name} ${code}`)));
    expect(
      [...declared].filter((pair) => !shown.has(pair)),
      'declared and not shown',
    ).to.deep.equal([]);
    expect(
      [...shown].filter((pair) => !declared.has(pair)),
      'shown and not declared',
    ).to.deep.equal([]);
  });
});
