import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { isKind } from '../../domain/kinds.js';
import { createCalendarStore } from '../../models/calendar.js';
import { verifyRecord } from '../../server/maintenance/verify.js';
import { createCommandClient } from '../../server/temporal.js';
import { workflowId } from '../../workflows/contract.js';
import { eventually, type House } from './house.js';
import { inHouse } from './in-house.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Told {
  readonly code: number | string | null | undefined;
  readonly said: string;
}

/** Runs `npm run demo` with what says where the site is, and when. */
function tell(site: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Told> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...site };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'scripts/demo.ts', ...args],
      { cwd: ROOT, env, timeout: 480_000 },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : error.code, said: stdout + stderr }),
    );
  });
}

describe('the demo on a whole site', () => {
  let house: House;
  let client: Client;
  inHouse(
    (opened) => {
      house = opened;
      client = createCommandClient(house.temporalAddress, 'default');
    },
    { hasDemoPast: true },
  );
  after(() => client?.connection.close());
  const site = () => ({ PORT: new URL(house.url).port, CLOCK_SHIFT_MS: String(house.now() - Date.now()) });

  it('wakes by itself: a run waits for every entity that has something to come, and no mail of the past is sent', async () => {
    const sleepers = await house.db
      .collection('entities')
      .find({ wakeAt: { $exists: true } }, { projection: { kind: 1, entity: 1 } })
      .toArray();
    expect(sleepers).to.have.length.above(8);
    for (const { kind, entity } of sleepers) {
      if (typeof kind !== 'string' || !isKind(kind) || typeof entity !== 'string') throw new Error('An entity without kind or id');
      await eventually(`the run of ${kind}/${entity}`, async () => {
        const { status } = await client.workflow.getHandle(workflowId(kind, entity)).describe();
        return status.name === 'RUNNING';
      });
    }
    expect(await house.mail.sink.listMails()).to.deep.equal([]);
  });

  it('shows a liaison what is owed, with a light that says why', async () => {
    const liaison = await house.visitor('37-h001-liaison');
    const duties = await liaison.list('/duties?scope=mine&light=red');
    expect(duties.map(({ entity }) => entity)).to.have.lengthOf(1);
  });

  for (const [language, last] of [
    ['zh', '讲完了'],
    ['en', 'That was it'],
  ] as const) {
    it(`tells a pilot's life over HTTP: ${language}`, async () => {
      const { code, said } = await tell(site(), '--lang', language);
      expect(code, said).to.equal(0);
      for (const word of [last, 'WrongPhase', 'NoRight', 'EvidenceMissing', 'planReturned', 'pilotResumed']) expect(said).to.include(word);
      for (const word of ['ExtensionNotAgreed', 'extensionGranted', 'NotYourTurn']) expect(said).to.include(word);
      for (const path of [
        'extension-verdict',
        'notices/[\\w~-]+/signature',
        'notices/[\\w~-]+/verdict',
        'items/skills/receipt',
        'items/skills/verdict',
      ])
        expect(said).to.match(new RegExp(`POST /api/v1/.*${path} → 200`));
      if (language === 'en')
        expect(said)
          .to.include('Green: Hand in a milestone')
          .and.to.include('Blue: Submit the plan was done on time')
          .and.to.include('Blue: Close the pilot')
          .and.to.include('Red: ');
    });
  }

  it('leaves a record that verifies', async () => {
    const { difference } = await verifyRecord({ db: house.db, calendars: createCalendarStore(house.db) });
    expect(difference).to.equal(undefined);
  });

  it('says so in a sentence where no site runs', async () => {
    const { code, said } = await tell({ PORT: '9' });
    expect(code).to.equal(1);
    expect(said).to.include('npm start').and.not.to.include('    at ');
  });
});
