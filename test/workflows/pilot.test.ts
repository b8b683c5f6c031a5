import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { expect } from 'chai';
import { changedPilot } from '../fakes/changed-pilot.js';
import { suspendedPilot, terminatedPilot } from '../fakes/suspended-pilot.js';
import { twoYearPilot } from '../fakes/two-year-pilot.js';
import { compareWithGolden, legible } from './golden.js';
import { hashOf, instantOf, onSite, type Site } from './site.js';

const lives = [
  { what: 'a national pilot of two years', id: '53-2026-0001', steps: twoYearPilot, golden: 'pilot-two-years' },
  { what: 'a pilot whose plan changes while it runs', id: '53-2026-0002', steps: changedPilot, golden: 'pilot-changed' },
  { what: 'a pilot suspended, resumed and concluded', id: '53-2026-0003', steps: suspendedPilot, golden: 'pilot-suspended' },
  { what: 'a pilot terminated', id: '53-2026-0004', steps: terminatedPilot, golden: 'pilot-terminated' },
] as const;

for (const { what, id, steps, golden } of lives)
  describe(what, () => {
    let env: TestWorkflowEnvironment;
    let site: Site;
    onSite('suite', (...opened) => void ([site, env] = opened));

    it('is recorded from registration to its end as it always was', async () => {
      await site.setClock('2026-01-05 09:00');
      for (const [index, { at, actor, command }] of steps.entries()) {
        await site.until(at);
        const answer = await site.deliver({
          id: `step-${index + 1}`,
          hash: hashOf(command),
          actor,
          receivedAt: instantOf(at),
          to: { kind: 'pilot', id },
          command,
        });
        expect(answer.ok, `${at} ${command.type}: ${JSON.stringify(answer)}`).to.equal(true);
      }
      await env.client.workflow.getHandle(`pilot/${id}`).result();

      const entries = await site.records.entries('pilot', id);
      const { print: _, ...view } = (await site.records.view('pilot', id)) ?? expect.fail('there is no view');
      const { seen, expected } = compareWithGolden(golden, {
        record: entries.map(({ seq, receivedAt, actor, commandId, event }) =>
          legible({ seq, receivedAt, by: actor.post, commandId, event }),
        ),
        outbox: site.records.outbox(`pilot/${id}`).map(legible),
        duties: site.records.duties(id).map(legible),
        documents: site.records.documents(),
        view: [legible(view)],
      });
      expect(seen).to.deep.equal(expected);
    });
  });
