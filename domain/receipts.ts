import type { Entry, Receipt } from './entity.js';

/** How many of the last commands a run remembers; older ones are looked up in the record. */
export const REMEMBERED_COMMANDS = 100;

/** The last commands of a record, oldest first, and what each was answered. */
export function receiptsOf(entries: readonly Entry[]): readonly (readonly [commandId: string, receipt: Receipt])[] {
  const receipts = new Map<string, Receipt>();
  for (const { commandId, seq, event } of entries)
    receipts.set(commandId, { seq, events: [...(receipts.get(commandId)?.events ?? []), event.type] });
  return [...receipts].slice(-REMEMBERED_COMMANDS);
}
