import { expect } from 'chai';
import type { House } from './house.js';
import { inHouse } from './in-house.js';
import { approve, dayAfter, foundHost, logInAll, planOf, register, type Cast } from './stories.js';

describe('a plan that changes while its pilot runs', () => {
  let house: House;
  let cast: Cast;
  let pilot: string;
  inHouse(async (opened) => {
    house = opened;
    cast = await logInAll(house);
    pilot = await register(house, cast.director, await foundHost(cast.director));
    await approve(house, cast, pilot);
  });

  const at = (path: string): string => `/pilots/${pilot}${path}`;
  const detail = async () => JSON.parse((await cast.director.get(at(''))).text);
  const codeOf = async (asked: ReturnType<Cast['director']['insist']>) => {
    const { status, body } = await asked;
    return body.code ?? status;
  };

  it('is saved half written, reviewed as the first one was, and moves what is owed', async () => {
    const half = { milestones: [{ id: 'm-1' }] };
    expect(await codeOf(cast.liaison.insist('PUT', at('/plan-draft'), half))).to.equal(200);
    const { draft: first } = await detail();
    const submission = { sha256: first, reason: '企业搬迁，期限顺延。' };
    expect(await codeOf(cast.director.insist('POST', at('/plan-submission'), submission))).to.equal('PlanIncomplete');

    const whole = planOf(dayAfter(house.now(), 330), 2);
    expect(await codeOf(cast.director.insist('PUT', at('/plan-draft'), whole)), 'upon nothing').to.equal('DraftChanged');
    expect(await codeOf(cast.director.insist('PUT', at('/plan-draft'), { ...whole, basedOn: first }))).to.equal(200);
    const { draft: sha256 } = await detail();
    expect(await codeOf(cast.director.insist('POST', at('/plan-submission'), { sha256 }))).to.equal('ReasonMissing');
    expect(await codeOf(cast.director.insist('POST', at('/plan-submission'), { ...submission, sha256 }))).to.equal(200);

    const { approval } = JSON.parse((await cast.director.get(at('/plans/1/comparison/2'))).text);
    for (const reviewer of [cast.provincialReviewer, cast.leader])
      expect(await codeOf(reviewer.insist('POST', at('/plan-approval'), { version: 2 }))).to.equal(200);
    expect(approval.moved).to.have.length(1);
    expect(approval.opened).to.have.length(1);
    const [moved] = approval.moved;
    const duty = JSON.parse((await cast.director.get(`/duties/pilot/${pilot}/${moved.duty}`)).text);
    expect(duty).to.include({ due: moved.due, firstDue: moved.formerDue, status: 'open' });

    const after = await detail();
    expect(after).to.include({ phase: 'running', step: 0 });
    const reasons = after.decisions.filter(({ type }: { type: string }) => type === 'planSubmitted')[0].reasons;
    expect(reasons).to.deep.equal([{ section: '', reason: submission.reason }]);
    const { items } = JSON.parse((await cast.liaison.get(at('/plan-drafts'))).text);
    expect(items).to.have.length(3);
    const oldest = await cast.liaison.get(at(`/plan-drafts/${items[1].sha256}`));
    expect(JSON.parse(oldest.text)).to.deep.equal(half);
  });
});
