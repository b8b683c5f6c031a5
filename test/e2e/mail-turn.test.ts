import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { SECOND_MS } from '../../domain/calendar.js';
import { createMailTurns } from '../../models/mail-turn.js';
import { at, day } from '../domain/stage.js';
import { inDatabase } from './database.js';

describe('the turn to gather a person’s mail', () => {
  const now = at('2026-03-18');
  let db: Connection;
  let turns: ReturnType<typeof createMailTurns>;
  inDatabase((opened) => {
    db = opened;
    turns = createMailTurns(opened);
  });

  it('is one postman’s, of however many who come at once, the first time and later', async () => {
    for (const when of [now, now + 5 * SECOND_MS]) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => turns.begin('crowd', when)));
      expect(answers.filter((answer) => answer !== undefined)).to.have.length(1);
    }
  });

  it('is over after some seconds, and the day of the last digest is known to the next', async () => {
    expect(await turns.begin('p-1', now)).to.deep.equal({});
    await turns.hadDigest('p-1', day('2026-03-18'));
    expect(await turns.begin('p-1', now + 3 * SECOND_MS)).to.equal(undefined);
    expect(await turns.begin('p-1', now + 4 * SECOND_MS)).to.deep.equal({ digestOn: day('2026-03-18') });
  });

  it('that was taken before the clock was moved back is nobody’s', async () => {
    await turns.begin('p-2', now + 3_600 * SECOND_MS);
    expect(await turns.begin('p-2', now)).to.deep.equal({});
  });

  it('is found taken without an error that the server would log', async () => {
    const failed = async (): Promise<unknown> => {
      const { metrics } = (await db.db?.admin().serverStatus()) ?? {};
      return metrics.commands.findAndModify.failed;
    };
    await turns.begin('p-3', now);
    const before = await failed();
    for (let again = 0; again < 5; again += 1) expect(await turns.begin('p-3', now)).to.equal(undefined);
    expect(await failed()).to.deep.equal(before);
  });
});
