import type { Entry, Receipt } from './entity.js';

/** How many of the last commands a run remembers; older ones are looked up in the record. */
export const REMEMBERED_COMMANDS = 100;

/** A command a run has seen: its id, what it was answered, and the hash of its body (absent in runs of the first builds). */
export type Remembered = readonly [commandId: string, receipt: Receipt, hash?: string];

/** The last commands of a record, or of its last entries, oldest first, and what each was answered. One whose first entries are cut off is left out. */
export function receiptsOf(entries: readonly Entry[]): readonly Remembered[] {
  const receipts = new Map<string, Remembered>();
  for (const { commandId, commandHash, seq, event } of entries)
    receipts.set(commandId, [commandId, { seq, events: [...(receipts.get(commandId)?.[1].events ?? []), event.type] }, commandHash]);
  const [first] = entries;
  if (first !== undefined && first.seq > 1) receipts.delete(first.commandId);
  return [...receipts.values()].slice(-REMEMBERED_COMMANDS);
}
