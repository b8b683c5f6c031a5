import type { Connection } from 'mongoose';
import { SYSTEM, type Actor } from '../domain/actor.js';
import type { Instant } from '../domain/calendar.js';
import { bareCollection, DURABLE } from './connect.js';
import { entryId, sealAll, type EntryDoc } from './entry.js';
import { lastOf } from './record.js';

/** One version of a small thing that is not alive. A published one never changes. */
export type Version<C> = C & { readonly version: number; readonly publishedAt: Instant };

export interface Publication<C> {
  readonly commandId: string;
  readonly commandHash: string;
  readonly receivedAt: Instant;
  readonly actor: Actor;
  /** The version it was written on; 0 where there is none yet. */
  readonly base: number;
  readonly content: C;
  readonly reason: string;
}

/** `reused`: the command's id came before with another content. `stale`: another version came first. */
export type NotPublished = 'reused' | 'stale';

/** Versions of one thing, the newest one last; at least the first. */
export interface Versions<C> {
  newest(): Promise<Version<C>>;
  /** Undefined where no such version was published. */
  version(version: number): Promise<Version<C> | undefined>;
  /** Publishes the next version on the newest one, once per command: who did not see the newest overwrites nothing. */
  publish(publication: Publication<C>): Promise<Version<C> | NotPublished>;
}

interface Published<C> {
  readonly type: string;
  readonly version: number;
  readonly content: C;
  readonly reason: string;
}
interface VersionedThing<C> {
  /** Of the record: `directory/…`. */
  readonly stream: string;
  /** What its event is called. */
  readonly type: string;
  readonly first: C;
}

/** Versions are read from where they are recorded: there is nothing beside the record that could differ. */
export function createVersions<C extends object>(
  db: Connection,
  { stream, type, first }: VersionedThing<C>,
): Versions<C> & { seed(now: Instant): Promise<void> } {
  const entries = bareCollection<EntryDoc<Published<C>>>(db, 'entries');
  const own = { _id: { $gt: entryId(stream, 0), $lt: `${stream}@~` } };
  const versionOf = ({ event, receivedAt }: Pick<EntryDoc<Published<C>>, 'event' | 'receivedAt'>): Version<C> => ({
    ...event.content,
    version: event.version,
    publishedAt: receivedAt,
  });

  const publish = ({ content, reason, base, ...command }: Publication<C>): Promise<Version<C> | NotPublished> =>
    db.getClient().withSession((session) =>
      session.withTransaction(async (): Promise<Version<C> | NotPublished> => {
        const former = await entries.findOne({ 'command.id': command.commandId, stream }, { session });
        if (former !== null) return former.commandHash === command.commandHash ? versionOf(former) : 'reused';
        const head = await lastOf(db, stream, session);
        if (head.seq !== base) return 'stale';
        const version = base + 1;
        const entry = { ...command, seq: version, decidedAt: command.receivedAt, event: { type, version, content, reason } };
        await entries.insertMany(sealAll(stream, head, [entry]), { session });
        return versionOf(entry);
      }, DURABLE),
    );

  return {
    async newest() {
      const found = await entries.findOne(own, { sort: { _id: -1 } });
      if (found === null) throw new Error(`Nothing has been published in ${stream}`);
      return versionOf(found);
    },
    async version(version) {
      const found = await entries.findOne({ _id: entryId(stream, version) });
      return found === null ? undefined : versionOf(found);
    },
    publish,
    /** Publishes the first version where there is none. Safe at every start, and by several processes. */
    async seed(now) {
      if ((await entries.findOne(own)) !== null) return;
      const command = { commandId: `seed/${stream}`, commandHash: '', receivedAt: now, actor: SYSTEM };
      await publish({ ...command, base: 0, content: first, reason: '初始设置' });
    },
  };
}
