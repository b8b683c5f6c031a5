import type { ClientSession, Connection } from 'mongoose';
import { createHash } from 'node:crypto';
import { bareCollection } from '../../models/connect.js';
import { ACCOUNTS_STREAM, CALENDARS_STREAM } from '../../models/directory-record.js';
import type { DocumentDoc } from '../../models/document.js';
import type { DutyDoc } from '../../models/duty.js';
import type { EntityDoc } from '../../models/entity.js';
import { createAccountFold } from './accounts.js';
import { createCalendarFold } from './calendars.js';
import { commandsOf, differingField, FIRST_LINK, follow, type CommandEntries, type Link } from './chain.js';
import type { Difference } from './difference.js';
import { compareFiles, differentBytes } from './files.js';
import { foldEntity, viewBeside, type Folded, type FoldPorts } from './fold.js';
import { entityOfStream, inOrder, streamsOf } from './streams.js';
import { unfoundedIn } from './unfounded.js';

/** How much was looked at, and the first difference where there is one. */
export interface Verification {
  readonly streams: number;
  readonly entries: number;
  readonly difference?: Difference;
}

const STREAMS_AT_ONCE = 4;

/**
 * Computes seals, fingerprints, views, duties and documents anew, stream by stream, each at one instant of the database: the site may go on
 * meanwhile. Holds one entity at a time. The bytes of files are hashed last, once each, a few at a time. What was cut off a stream's end together with its views cannot be seen; a backup shows that.
 */
export async function verifyRecord(
  ports: FoldPorts,
  onProgress: (streams: number, entries: number) => void = () => {},
): Promise<Verification> {
  let streams = 0;
  let entries = 0;
  const verify = (stream: string): Promise<{ count: number; difference?: Difference }> =>
    atOneInstant(ports.db, (session) => verifyStream(ports, stream, session));
  for await (const { count, difference } of inOrder(streamsOf(ports.db), STREAMS_AT_ONCE, verify)) {
    streams += 1;
    entries += count;
    if (difference !== undefined) return { streams, entries, difference };
    onProgress(streams, entries);
  }
  for await (const { kind, stream, id: what } of unfoundedIn(ports.db)) {
    return { streams, entries, difference: { kind, stream, seq: 0, what } };
  }
  const difference = await differentBytes(ports.db);
  return { streams, entries, ...(difference === undefined ? {} : { difference }) };
}

/** Everything read within sees the database as it was at one instant. */
async function atOneInstant<T>(db: Connection, read: (session: ClientSession) => Promise<T>): Promise<T> {
  const session = db.getClient().startSession({ snapshot: true });
  try {
    return await read(session);
  } finally {
    await session.endSession();
  }
}

async function verifyStream(ports: FoldPorts, stream: string, session: ClientSession): Promise<{ count: number; difference?: Difference }> {
  const { db } = ports;
  const entity = entityOfStream(stream);
  let link: Link = FIRST_LINK;
  const step = (command: CommandEntries): Difference | undefined => {
    const next = follow(stream, link, command);
    if ('kind' in next) return next;
    link = next;
    return undefined;
  };
  const result = (difference: Difference | undefined) => ({ count: link.seq, ...(difference === undefined ? {} : { difference }) });

  if (entity === undefined) {
    const accounts = createAccountFold();
    const calendars = createCalendarFold();
    for await (const command of commandsOf(db, stream, session)) {
      const difference = step(command);
      if (difference !== undefined) return result(difference);
      if (stream === CALENDARS_STREAM) calendars.take(command);
      else accounts.take(command);
    }
    if (stream === CALENDARS_STREAM) return result(await calendars.compare(db, session));
    return result(stream === ACCOUNTS_STREAM ? await accounts.compare(db, session) : undefined);
  }
  const outcome = await foldEntity<Difference>(
    ports,
    entity,
    session,
    async (command, { documents, files }) =>
      step(command) ??
      (await compareDocuments(db, session, stream, command, documents)) ??
      (await compareFiles(db, session, { stream, command, files })),
  );
  if ('ended' in outcome) return result(outcome.ended);
  if (outcome.folded === undefined) return result(undefined);
  return result((await compareView(db, session, outcome.folded)) ?? (await compareDuties(db, session, stream, outcome.folded)));
}

async function compareDocuments(
  db: Connection,
  session: ClientSession,
  stream: string,
  command: CommandEntries,
  documents: readonly string[],
): Promise<Difference | undefined> {
  const seq = command.at(-1)?.seq ?? 0;
  for (const sha256 of new Set(documents)) {
    const found = await bareCollection<DocumentDoc>(db, 'documents').findOne({ _id: sha256 }, { session });
    if (found === null) return { kind: 'DocumentMissing', stream, seq, what: sha256 };
    if (createHash('sha256').update(found.text).digest('hex') !== sha256) return { kind: 'DocumentDifferent', stream, seq, what: sha256 };
    if (!found.isUsed) return { kind: 'DocumentUnmarked', stream, seq, what: sha256 };
  }
  return undefined;
}

async function compareView(db: Connection, session: ClientSession, folded: Folded): Promise<Difference | undefined> {
  const { _id: stream, seq } = folded.view;
  const stored = await bareCollection<EntityDoc>(db, 'entities').findOne({ _id: stream }, { session });
  if (stored === null) return { kind: 'ViewMissing', stream, seq };
  // A view that reaches further than the record: its end was cut off.
  if (stored.seq > seq) return { kind: 'EntryMissing', stream, seq: seq + 1 };
  const what = differingField(stored, viewBeside(folded, stored));
  return what === undefined ? undefined : { kind: 'ViewDifferent', stream, seq, what };
}

async function compareDuties(
  db: Connection,
  session: ClientSession,
  stream: string,
  { view, duties }: Folded,
): Promise<Difference | undefined> {
  const stored = await dutiesOf(db, stream, session);
  for (const [what, { doc, seq }] of duties) {
    const found = stored.get(what);
    if (found === undefined) return { kind: 'DutyMissing', stream, seq, what };
    const field = differingField(found, doc);
    if (field !== undefined) return { kind: 'DutyDifferent', stream, seq, what: `${what} ${field}` };
    stored.delete(what);
  }
  const [unfounded] = stored.keys();
  return unfounded === undefined ? undefined : { kind: 'DutyUnfounded', stream, seq: view.seq, what: unfounded };
}

/** The stored duties of an entity by their ids. */
export async function dutiesOf(db: Connection, stream: string, session: ClientSession): Promise<Map<string, DutyDoc>> {
  const found = await bareCollection<DutyDoc>(db, 'duties')
    .find({ _id: { $gt: `${stream}#`, $lt: `${stream}#~` } }, { session, sort: { _id: 1 } })
    .toArray();
  return new Map(found.map(({ _id, ...duty }) => [_id, { _id, ...duty }]));
}
