import type { ClientSession, Connection } from 'mongoose';
import type { Instant } from '../domain/calendar.js';
import { accountModel } from './account.js';
import { bareCollection } from './connect.js';
import { ACCOUNTS_STREAM } from './directory-record.js';
import type { EntityDoc } from './entity.js';
import { outboxModel, type OutboxDoc } from './outbox.js';
import { lastOf } from './record.js';

/** An account that was locked or unlocked, by which command and when. */
export interface LockChange {
  readonly personId: string;
  readonly isLocked: boolean;
  readonly commandId: string;
  readonly at: Instant;
}

/**
 * Tells every unit in which the person sits that nobody can act there any more, or somebody can again: rows of the outbox in the transaction
 * of the lock itself, in the order of its entry in the record. A person with another account that is open can still act.
 */
export function createLockNotes(db: Connection): (change: LockChange, session: ClientSession) => Promise<void> {
  const accounts = accountModel(db);
  const units = bareCollection<EntityDoc>(db, 'entities');
  const outbox = outboxModel(db);
  return async ({ personId, isLocked, commandId, at }, session) => {
    if (isLocked && (await accounts.exists({ personId, isLocked: false }).session(session))) return;
    const seated = { kind: 'unit', 'fields.holders': personId, isClosed: false } as const;
    const found = await units
      .find(seated, { session, projection: { entity: 1 } })
      .sort({ _id: 1 })
      .toArray();
    if (found.length === 0) return;
    // The entry of the lock comes next, in this transaction: by its number a unit hears in order of what was done, whatever the clock says.
    const { seq } = await lastOf(db, ACCOUNTS_STREAM, session);
    const rows = found.map(({ entity: id }): OutboxDoc => ({
      _id: `${ACCOUNTS_STREAM}@${commandId}.${id}`,
      from: ACCOUNTS_STREAM,
      createdAt: at,
      notBefore: at,
      order: seq + 1,
      consequence: {
        type: 'message',
        to: { kind: 'unit', id },
        command: { type: isLocked ? 'noteHolderLocked' : 'noteHolderUnlocked', person: personId },
        isMootOnceClosed: true,
      },
      status: 'queued',
      attempts: 0,
    }));
    await outbox.insertMany(rows, { session });
  };
}
