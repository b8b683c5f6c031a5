import type { ClientSession, Connection } from 'mongoose';
import { bareCollection, DURABLE } from '../../models/connect.js';
import type { DocumentDoc } from '../../models/document.js';
import type { FileDoc } from '../../models/file.js';
import type { DutyDoc } from '../../models/duty.js';
import type { EntityDoc } from '../../models/entity.js';
import { isSame } from './chain.js';
import { foldEntity, viewBeside, type Folded, type FoldPorts, type Referred } from './fold.js';
import { entityOfStream, inOrder, streamsOf } from './streams.js';
import { unfoundedIn } from './unfounded.js';
import { dutiesOf } from './verify.js';

export interface Rebuilding {
  readonly streams: number;
  /** How many had a lost or different view, duty or mark, or were in no record at all. */
  readonly mended: number;
}

const STREAMS_AT_ONCE = 4;

/** Folds every view and its duties anew where they are lost or different. Entries and outbox are left alone: nothing is sent twice. */
export async function rebuildViews(ports: FoldPorts, onMended: (stream: string) => void = () => {}): Promise<Rebuilding> {
  let streams = 0;
  let mended = 0;
  const rebuild = async (stream: string): Promise<{ stream: string; isMended: boolean }> => ({
    stream,
    isMended: await rebuildStream(ports, stream),
  });
  for await (const { stream, isMended } of inOrder(streamsOf(ports.db), STREAMS_AT_ONCE, rebuild)) {
    streams += 1;
    if (!isMended) continue;
    mended += 1;
    onMended(stream);
  }
  for await (const { collection, stream, id } of unfoundedIn(ports.db)) {
    await bareCollection<{ _id: string }>(ports.db, collection).deleteOne({ _id: id });
    mended += 1;
    onMended(stream);
  }
  return { streams, mended };
}

/** The same for one stream. Answers whether anything had to be written. A command recorded meanwhile makes it begin again. */
export async function rebuildStream(ports: FoldPorts, stream: string): Promise<boolean> {
  const entity = entityOfStream(stream);
  if (entity === undefined) return false;
  return ports.db.getClient().withSession((session) =>
    session.withTransaction(
      async () => {
        const documents = new Set<string>();
        const files = new Set<string>();
        const outcome = await foldEntity<never>(ports, entity, session, (_, referred) => {
          for (const sha256 of referred.documents) documents.add(sha256);
          for (const sha256 of referred.files) files.add(sha256);
          return undefined;
        });
        if ('ended' in outcome || outcome.folded === undefined) return false;
        return mend(ports.db, session, outcome.folded, { documents: [...documents], files: [...files] });
      },
      { ...DURABLE, readConcern: { level: 'snapshot' } },
    ),
  );
}

async function mend(db: Connection, session: ClientSession, folded: Folded, referred: Referred): Promise<boolean> {
  const { view, duties } = folded;
  const { _id: stream } = view;
  const entities = bareCollection<EntityDoc>(db, 'entities');
  const stored = await dutiesOf(db, stream, session);
  const different = [...duties].filter(([id, { doc }]) => !isSame(stored.get(id), doc));
  const unfounded = [...stored.keys()].filter((id) => !duties.has(id));
  const storedView = await entities.findOne({ _id: stream }, { session });
  const isViewSame = isSame(storedView, viewBeside(folded, storedView));
  const mark = async (collection: 'documents' | 'files'): Promise<number> => {
    const unmarked = { _id: { $in: [...referred[collection]] }, isUsed: false };
    const update = { $set: { isUsed: true } };
    return (await bareCollection<DocumentDoc | FileDoc>(db, collection).updateMany(unmarked, update, { session })).modifiedCount;
  };
  const modifiedCount = (await mark('documents')) + (await mark('files'));
  if (isViewSame && different.length === 0 && unfounded.length === 0) return modifiedCount > 0;
  // The view is written even where only a duty differs: an append in between then collides with it.
  await entities.replaceOne({ _id: stream }, view, { session, upsert: true });
  const own = bareCollection<DutyDoc>(db, 'duties');
  for (const [id, { doc }] of different) await own.replaceOne({ _id: id }, doc, { session, upsert: true });
  if (unfounded.length > 0) await own.deleteMany({ _id: { $in: unfounded } }, { session });
  return true;
}
