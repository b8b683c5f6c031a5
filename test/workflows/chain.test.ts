import { expect } from 'chai';
import type { Kind } from '../../domain/kinds.js';
import { CHAIN, LATE, NEXT_CHAIN, NOTICES, provinceYear, PUNCTUAL } from '../fakes/chain-year.js';
import { compareWithGolden, legible } from './golden.js';
import { onSite, type Site } from './site.js';
import { createTeller } from './telling.js';

describe('the year of a province, its chain and its pilots', () => {
  let site: Site;
  onSite('suite', (opened) => void (site = opened));

  it('is recorded from the statement to the next year as it always was', async () => {
    await site.setClock('2026-01-05 08:00');
    const teller = createTeller(site);
    for (const { at, to, actor, command } of provinceYear) await teller.tell(to, actor, command, at);
    await teller.until('2027-01-20 09:00');

    const recordOf = async (kind: Kind, id: string) =>
      (await site.records.entries(kind, id)).map(({ seq, receivedAt, actor, commandId, event }) =>
        legible({ seq, receivedAt, by: actor.post, commandId, event }),
      );
    const viewOf = async (id: string) => {
      const { print: _, ...view } = (await site.records.view('chain', id)) ?? expect.fail(`there is no view of ${id}`);
      return legible(view);
    };
    const toChains = [LATE, PUNCTUAL].flatMap((id) => site.records.outbox(`pilot/${id}`));
    const fromNotices = NOTICES.flatMap((id) => site.records.outbox(`notice/${id}`));
    const { seen, expected } = compareWithGolden('chain-year', {
      chain: await recordOf('chain', CHAIN),
      next: await recordOf('chain', NEXT_CHAIN),
      late: await recordOf('pilot', LATE),
      punctual: await recordOf('pilot', PUNCTUAL),
      outbox: [CHAIN, NEXT_CHAIN].flatMap((id) => site.records.outbox(`chain/${id}`)).map(legible),
      told: [...toChains, ...fromNotices]
        .filter(({ consequence }) => consequence.type === 'message' && consequence.to.kind === 'chain')
        .map(legible),
      duties: [CHAIN, NEXT_CHAIN].flatMap((id) => site.records.duties(id)).map(legible),
      views: [await viewOf(CHAIN), await viewOf(NEXT_CHAIN)],
    });
    expect(seen).to.deep.equal(expected);
  });
});
