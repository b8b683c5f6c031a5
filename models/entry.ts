import { createHash } from 'node:crypto';
import { Schema, type Connection } from 'mongoose';
import type { Entry, Typed } from '../domain/entity.js';
import { fingerprint } from '../domain/fingerprint.js';
import { modelOf } from './connect.js';

/** One sealed line of the record. `hash` covers the entry and the hash before it. */
export interface EntryDoc<E extends Typed = Typed> extends Entry<E> {
  /** `pilot/53-2026-0007@00000012`: sorts by stream, then by number. */
  readonly _id: string;
  readonly stream: string;
  readonly print: string;
  readonly previous: string;
  readonly hash: string;
  /** Only on the first entry of a command: unique over the whole record. */
  readonly command?: { readonly id: string; readonly seq: number; readonly events: readonly string[] };
}

const entrySchema = new Schema<EntryDoc>(
  {
    _id: { type: String, required: true },
    stream: { type: String, required: true },
    seq: { type: Number, required: true },
    receivedAt: Number,
    decidedAt: Number,
    actor: Schema.Types.Mixed,
    commandId: String,
    commandHash: String,
    event: Schema.Types.Mixed,
    print: String,
    previous: String,
    hash: String,
    command: Schema.Types.Mixed,
  },
  // Minimised, an empty object would vanish and the seal would not match.
  { versionKey: false, minimize: false, collection: 'entries' },
);
entrySchema.index({ 'command.id': 1 }, { unique: true, partialFilterExpression: { 'command.id': { $exists: true } } });
// Files: of a pilot by id and by hash, of a post for its quota.
const ofFiles = { partialFilterExpression: { 'event.type': 'evidenceAdded' } };
entrySchema.index({ stream: 1, 'event.file': 1 }, ofFiles);
entrySchema.index({ 'event.sha256': 1, stream: 1 }, ofFiles);
entrySchema.index({ 'actor.post': 1, 'event.size': 1 }, ofFiles);

// The handovers of a post.
entrySchema.index({ stream: 1, 'event.role': 1, _id: 1 }, { partialFilterExpression: { 'event.role': { $exists: true } } });
// The story of an item of a chain, and whether a chain names a text.
entrySchema.index({ stream: 1, 'event.item': 1, _id: 1 }, { partialFilterExpression: { 'event.item': { $exists: true } } });
entrySchema.index({ stream: 1, 'event.sha256': 1, _id: 1 }, { partialFilterExpression: { 'event.sha256': { $exists: true } } });
// What an adopted calendar moved, told to the holders once all is done; no other entry is in it.
entrySchema.index({ 'event.version': 1 }, { partialFilterExpression: { 'event.type': 'calendarAdopted' } });

export const entryModel = (db: Connection) => modelOf<EntryDoc>(db, 'Entry', entrySchema);

export const GENESIS = '0'.repeat(64);
export const entryId = (stream: string, seq: number): string => `${stream}@${String(seq).padStart(8, '0')}`;

/** What a seal covers, in this order of keys; what is stored reads back to the same text. */
export function sealOf(
  previous: string,
  stream: string,
  { seq, receivedAt, decidedAt, actor, commandId, commandHash, event }: Entry,
): string {
  const text = JSON.stringify({ stream, seq, receivedAt, decidedAt, actor, commandId, commandHash, event });
  return createHash('sha256').update(previous).update(text).digest('hex');
}

/** Seals entries onto the end of a stream. */
export function sealAll<E extends Typed>(
  stream: string,
  after: { print: string; hash: string },
  entries: readonly Entry<E>[],
): EntryDoc<E>[] {
  let { print, hash } = after;
  return entries.map((entry, index) => {
    const previous = hash;
    print = fingerprint(print, entry.event);
    hash = sealOf(previous, stream, entry);
    const isFirst = entries[index - 1]?.commandId !== entry.commandId;
    const own = isFirst ? entries.filter(({ commandId }) => commandId === entry.commandId) : [];
    const command = { id: entry.commandId, seq: own.at(-1)?.seq ?? entry.seq, events: own.map(({ event }) => event.type) };
    return { _id: entryId(stream, entry.seq), stream, ...entry, print, previous, hash, ...(isFirst ? { command } : {}) };
  });
}

export const entryOf = ({ seq, receivedAt, decidedAt, actor, commandId, commandHash, event }: Entry): Entry => ({
  seq,
  receivedAt,
  decidedAt,
  actor,
  commandId,
  commandHash,
  event,
});
