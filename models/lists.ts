import type { Connection } from 'mongoose';
import type { NoticeFields } from '../domain/notice/notice.js';
import type { NoticePhase } from '../domain/notice/state.js';
import type { ChainFields } from '../domain/chain/chain.js';
import type { ChainPhase } from '../domain/chain/state.js';
import type { PilotFields } from '../domain/pilot/pilot.js';
import type { PilotPhase } from '../domain/pilot/state.js';
import type { UnitPhase } from '../domain/unit/state.js';
import type { UnitFields } from '../domain/unit/unit.js';
import type { BulkCommandDoc, BulkItemDoc } from './bulk.js';
import type { CalendarVersionDoc } from './calendar-version.js';
import type { DutyDoc } from './duty.js';
import type { EntityDoc } from './entity.js';
import type { MailDoc } from './mail.js';
import type { OutboxDoc } from './outbox.js';
import type { EntryDoc } from './entry.js';
import type { UnreachedDoc } from './unreached.js';
import { bareCollection } from './connect.js';

type Condition = Readonly<Record<string, unknown>>;
/** What to find, in which order, at most how many. */
export interface Find {
  readonly filter: Condition;
  readonly sort: Readonly<Record<string, 1 | -1>>;
  readonly limit: number;
}
export interface ListStore<T> {
  find(find: Find): Promise<readonly T[]>;
  count(filter: Condition): Promise<number>;
}

/** A row of a list of entities: everything but the folded state. */
export type EntityRow<F> = Omit<EntityDoc, 'state' | 'print' | 'fields' | 'phase'> & { readonly fields: F; readonly phase: string };
export type PilotListRow = EntityRow<PilotFields> & { readonly phase: PilotPhase };
export type NoticeListRow = EntityRow<NoticeFields> & { readonly phase: NoticePhase };
export type ChainListRow = EntityRow<ChainFields> & { readonly phase: ChainPhase };
export type UnitListRow = EntityRow<UnitFields> & { readonly phase: UnitPhase };

/** Every list there is; each an indexed query on a view. */
export interface Lists {
  readonly pilots: ListStore<PilotListRow>;
  readonly chains: ListStore<ChainListRow>;
  readonly units: ListStore<UnitListRow>;
  readonly notices: ListStore<NoticeListRow>;
  readonly duties: ListStore<DutyDoc>;
  readonly entries: ListStore<EntryDoc>;
  readonly outbox: ListStore<OutboxDoc>;
  readonly mails: ListStore<MailDoc>;
  readonly unreached: ListStore<UnreachedDoc>;
  readonly bulkCommands: ListStore<BulkCommandDoc>;
  readonly bulkItems: ListStore<BulkItemDoc>;
  readonly calendarVersions: ListStore<CalendarVersionDoc>;
}

export function createLists(db: Connection): Lists {
  const listOf = <T extends object>(name: string, projection: Readonly<Record<string, 0>> = {}): ListStore<T> => {
    const collection = bareCollection(db, name);
    return {
      find: ({ filter, sort, limit }) => collection.find<T>(filter, { projection, sort, limit }).toArray(),
      count: (filter) => collection.countDocuments(filter),
    };
  };
  return {
    pilots: listOf<PilotListRow>('entities', { state: 0, print: 0 }),
    chains: listOf<ChainListRow>('entities', { state: 0, print: 0 }),
    units: listOf<UnitListRow>('entities', { state: 0, print: 0 }),
    notices: listOf<NoticeListRow>('entities', { state: 0, print: 0 }),
    duties: listOf<DutyDoc>('duties'),
    entries: listOf<EntryDoc>('entries'),
    outbox: listOf<OutboxDoc>('outbox'),
    // The token opens the mail's page: it is for whoever got the mail, and in no list.
    mails: listOf<MailDoc>('mails', { token: 0 }),
    unreached: listOf<UnreachedDoc>('unreached'),
    bulkCommands: listOf<BulkCommandDoc>('bulkCommands'),
    bulkItems: listOf<BulkItemDoc>('bulkItems'),
    calendarVersions: listOf<CalendarVersionDoc>('calendarVersions'),
  };
}
