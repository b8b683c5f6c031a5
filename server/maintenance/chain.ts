import type { ClientSession, Connection } from 'mongoose';
import { isDeepStrictEqual } from 'node:util';
import { bareCollection } from '../../models/connect.js';
import { entryOf, entryId, GENESIS, sealAll, type EntryDoc } from '../../models/entry.js';
import type { Difference, DifferenceKind } from './difference.js';

/** The entries of one command, which were recorded together. */
export type CommandEntries = readonly EntryDoc[];

const READ_AT_ONCE = 200;

/** The entries of a stream command by command, read a few at a time. */
export async function* commandsOf(db: Connection, stream: string, session: ClientSession): AsyncGenerator<CommandEntries> {
  const range = { _id: { $gt: `${stream}@`, $lt: `${stream}@~` } };
  const cursor = bareCollection<EntryDoc>(db, 'entries').find(range, { session, sort: { _id: 1 }, batchSize: READ_AT_ONCE });
  let command: EntryDoc[] = [];
  for await (const entry of cursor) {
    if (command.length > 0 && command.at(-1)?.commandId !== entry.commandId) {
      yield command;
      command = [];
    }
    command.push(entry);
  }
  if (command.length > 0) yield command;
}

/** Where a chain stands. */
export interface Link {
  readonly seq: number;
  readonly print: string;
  readonly hash: string;
}
export const FIRST_LINK: Link = { seq: 0, print: '', hash: GENESIS };

/** Seals a command's entries anew and compares; the link the chain then stands at, or the first difference. */
export function follow(stream: string, after: Link, command: CommandEntries): Link | Difference {
  const sealed = sealAll(stream, after, command.map(entryOf));
  for (const [index, { _id, ...stored }] of command.entries()) {
    const seq = after.seq + index + 1;
    const differs = (kind: DifferenceKind, what?: string): Difference => ({ kind, stream, seq, ...(what === undefined ? {} : { what }) });
    const expected = sealed[index];
    if (expected === undefined || stored.seq > seq) return differs('EntryMissing');
    if (stored.seq !== seq || _id !== entryId(stream, seq) || stored.stream !== stream) return differs('EntryMisplaced', _id);
    if (stored.previous !== expected.previous) return differs('ChainBroken');
    if (stored.hash !== expected.hash) return differs('SealBroken');
    if (stored.print !== expected.print) return differs('PrintDifferent');
    const missing = firstCutOff(stored, expected);
    if (missing !== undefined) return { kind: 'EntryMissing', stream, seq: missing };
    if (!isSame(stored.command, expected.command)) return differs('CommandDifferent', stored.commandId);
  }
  return sealed.at(-1) ?? after;
}

/** The first entry of a command that reached further than what is there. */
function firstCutOff({ command: stored }: Pick<EntryDoc, 'command'>, { command: expected }: EntryDoc): number | undefined {
  return stored !== undefined && expected !== undefined && stored.seq > expected.seq ? expected.seq + 1 : undefined;
}

/** Whether two values say the same once stored: the order of keys and what is undefined do not count. */
export const isSame = (a: unknown, b: unknown): boolean => isDeepStrictEqual(plain(a), plain(b));
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

/** The first field in which two stored things differ. */
export function differingField(stored: object, expected: object): string | undefined {
  const keys = new Set([...Object.keys(expected), ...Object.keys(stored)]);
  return [...keys].find((key) => !isSame(Reflect.get(stored, key), Reflect.get(expected, key)));
}
