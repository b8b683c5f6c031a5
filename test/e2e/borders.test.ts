import { expect } from 'chai';
import type { House } from './house.js';
import { inHouse } from './in-house.js';
import { approve, dayAfter, foundHost, logInAll, planOf, register, type Cast } from './stories.js';
import type { Answer, Visitor } from './visitor.js';

describe('what lies in another province', () => {
  let house: House;
  let cast: Cast;
  let host: string;
  let pilot: string;
  inHouse(async (opened) => {
    house = opened;
    cast = await logInAll(house);
    host = await foundHost(cast.director);
    pilot = await register(house, cast.director, host);
    await approve(house, cast, pilot);
  });

  /** Everything that came back but for what is each request's own. */
  const tellingOf = ({ status, text, headers, body }: Answer) => {
    const own = ['date', 'x-request-id', 'keep-alive', 'connection'];
    return {
      status,
      text: text.replace(body.requestId, ''),
      headers: [...headers].filter(([name]) => !own.includes(name)),
    };
  };

  for (const [login, province] of [
    ['52-liaison', '52'],
    ['52-office-director', '52'],
    ['52-reviewer', '52'],
    ['52-leader', '52'],
  ] as const) {
    it(`does not exist for ${login}: the same answer as for what never was`, async () => {
      const stranger: Visitor = await house.visitor(login);
      const nothing = pilot.replace(/\d{4}$/, '7777');
      const noHost = host.replace(/\d+$/, '777');
      const plan = planOf(dayAfter(house.now(), 300));
      const questions = [
        '/pilots/{}',
        '/pilots/{}/plans/0',
        '/pilots/{}/plans/1',
        '/pilots/{}/reports/2026Q1',
        '/pilots/{}/conclusion',
        '/records/pilot/{}',
        '/duties/pilot/{}/milestone-m-1-1',
        '/duties/pilot/{}/plan-1',
      ];
      for (const question of questions) {
        const [real, unreal] = [await stranger.get(question.replace('{}', pilot)), await stranger.get(question.replace('{}', nothing))];
        expect(tellingOf(real), question).to.deep.equal(tellingOf(unreal));
        expect(real.status, question).to.equal(404);
      }
      for (const question of ['/units/{}', '/records/unit/{}', '/duties/unit/{}/fill-liaison-1']) {
        const [real, unreal] = [await stranger.get(question.replace('{}', host)), await stranger.get(question.replace('{}', noHost))];
        expect(tellingOf(real), question).to.deep.equal(tellingOf(unreal));
        expect(real.status, question).to.equal(404);
      }
      const commands = [
        ['PUT', '/pilots/{}/plan-draft', plan],
        ['POST', '/pilots/{}/plan-submission', { sha256: 'a'.repeat(64) }],
        ['POST', '/pilots/{}/plan-approval', { version: 1 }],
        ['POST', '/pilots/{}/plan-rejection', { version: 1, reason: '不同意' }],
        ['POST', '/pilots/{}/milestones/m-1/result', { note: '完成', figures: [] }],
        ['POST', '/pilots/{}/milestones/m-1/verdict', { attempt: 1, verdict: 'met', reason: '可' }],
        ['POST', '/pilots/{}/reports/2026Q4', { text: '报告', figures: [] }],
        ['POST', '/pilots/{}/conclusion', { text: '总结' }],
        ['POST', '/pilots/{}/closing', {}],
      ] as const;
      for (const [method, path, body] of commands) {
        const [real, unreal] = [
          await stranger.send(method, path.replace('{}', pilot), body),
          await stranger.send(method, path.replace('{}', nothing), body),
        ];
        expect(tellingOf(real), path).to.deep.equal(tellingOf(unreal));
        expect(real.status, path).to.be.oneOf([403, 404]);
      }
      const [seat, noSeat] = await Promise.all(
        [host, noHost].map((code) => stranger.send('POST', `/units/${code}/closing`, { reason: '撤销' })),
      );
      expect(seat && tellingOf(seat)).to.deep.equal(noSeat && tellingOf(noSeat));

      const [pilots, duties, units] = [
        await stranger.list('/pilots'),
        await stranger.list('/duties?scope=under&status=all'),
        await stranger.list('/units'),
      ];
      expect(pilots).to.deep.equal([]);
      expect(duties.filter(({ entity }) => entity !== province)).to.deep.equal([]);
      expect(units.filter(({ parent, ...unit }) => unit.code !== province && parent !== province)).to.deep.equal([]);
      for (const query of [`/pilots?region=53`, `/pilots?host=${host}`, `/duties?scope=under&status=all&entity=${pilot}`]) {
        expect((await stranger.get(query)).body.items, query).to.deep.equal([]);
      }
    });
  }

  it('is no host for a pilot of one’s own: told like one that never was', async () => {
    const stranger = await house.visitor('52-office-director');
    const registration = (code: string) => ({
      title: '借地',
      kind: 'project',
      level: 'provincial',
      areas: ['skills'],
      host: code,
      start: dayAfter(house.now(), 0),
      end: dayAfter(house.now(), 300),
    });
    const [real, unreal] = await Promise.all([host, '53-h777'].map((code) => stranger.send('POST', '/pilots', registration(code))));
    expect(real && tellingOf(real)).to.deep.equal(unreal && tellingOf(unreal));
  });
});
