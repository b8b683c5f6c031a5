import { expect } from 'chai';
import { dutyRoutes } from '../../server/routes/duties.js';
import { noticeRoutes } from '../../server/routes/notices.js';
import { pilotRoutes } from '../../server/routes/pilots.js';
import { idlePilot, PILOT, teller } from '../domain/idle-pilot.js';
import { issuer } from '../domain/notice-stage.js';
import { at } from '../domain/stage.js';
import { createFakeClock } from '../fakes/clock.js';
import { createFakePosts } from '../fakes/posts.js';
import { simulatedDeps } from '../fakes/simulated-deps.js';
import { unitsCalled } from '../fakes/memory-unit-names.js';
import { holding, openSite, type Site } from './site.js';

const DUTY = 'milestone-base-1';
const NOTICE = `${PILOT}~${DUTY}~20260630`;

describe('a pilot and its duty', () => {
  const simulator = idlePilot();
  const names = unitsCalled({ '53-h001': '滇中新区产业园' });
  let site: Site;
  before(async () => {
    simulator.advanceTo(at('2026-07-06 08:00'));
    const clock = createFakeClock(at('2026-07-06 08:00'));
    const deps = { ...simulatedDeps({ simulator: () => simulator, clock, texts: new Map() }), posts: createFakePosts(), unitNames: names };
    site = await openSite({ clock, routes: [...pilotRoutes(deps), ...dutyRoutes(deps), ...noticeRoutes(deps)] });
    await site.enrol('issuer', holding('00', 'reviewer'));
    await site.enrol('host', holding('53-h001', 'liaison'));
  });
  after(() => site.close());
  const get = async (login: string, path: string) => (await site.logIn(login)).browser.get(path);
  const noticesOf = async (login: string, path: string) => (await get(login, `/api/v1/${path}`)).body.notices;

  it('name the draft of a notice to its issuer alone, and the notice with number, phase and link once it is issued', async () => {
    for (const path of [`pilots/${PILOT}`, `duties/pilot/${PILOT}/${DUTY}`]) {
      const [named] = await noticesOf('issuer', path);
      expect(named).to.deep.equal({
        id: NOTICE,
        form: 'notice',
        number: '',
        phase: 'drafted',
        duty: DUTY,
        link: `/api/v1/notices/${NOTICE}`,
      });
      expect(await noticesOf('host', path)).to.deep.equal([]);
    }
    teller(simulator)('notice', NOTICE, issuer, { type: 'issueNotice' }, '2026-07-06 09:00');
    for (const path of [`pilots/${PILOT}`, `duties/pilot/${PILOT}/${DUTY}`])
      expect((await noticesOf('host', path))[0]).to.include({ number: '全国产改办督〔2026〕1号', phase: 'issued' });
    expect(await noticesOf('host', `duties/pilot/${PILOT}/report-2026Q2-1`)).to.deep.equal([]);
  });

  it('are named with whoever issued, gets and owes it, the host as it is called, in one question', async () => {
    names.asked = 0;
    const { body } = await get('issuer', `/api/v1/notices/${NOTICE}`);
    expect([body.issuerName.zh, body.addresseeName.zh, body.matter.postName.zh]).to.deep.equal([
      '全国协调小组办公室审核岗',
      '云南省办公室主任',
      '云南省滇中新区产业园联络员',
    ]);
    const owners = body.duties.map(({ postName }: { postName: { en: string } }) => postName.en);
    expect(owners).to.deep.equal(['office director of Yunnan', 'office director of Yunnan']);
    expect(names.asked).to.equal(1);
    const { body: listed } = await get('issuer', '/api/v1/notices');
    expect(listed.items[0].addresseeName.en).to.equal('office director of Yunnan');
    expect(names.asked, 'no city and no host is in the list').to.equal(1);
  });

  it('are found from the notice again', async () => {
    const [{ link }] = await noticesOf('issuer', `pilots/${PILOT}`);
    const { matter } = (await get('issuer', link)).body;
    const duty = (await get('issuer', matter.link)).body;
    expect(duty).to.include({ entity: PILOT, duty: DUTY });
    expect(duty.notices[0].link).to.equal(link);
  });
});
