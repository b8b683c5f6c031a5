import { CENTRE, postOf } from '../../domain/actor.js';
import type { Calendar, Instant } from '../../domain/calendar.js';
import type { CalendarKeeper, RedatingBoard } from '../../domain/calendar-ports.js';
import type { EntityRef } from '../../domain/entity.js';
import type { Kind } from '../../domain/kinds.js';
import type { Append, RecordStore } from '../../domain/ports.js';
import { FOUNDING_POSTS } from '../../domain/unit/state.js';
import type { Allocator } from '../../models/allocation.js';
import type { DocumentStore } from '../../models/document.js';
import { tellPast, type DemoPast } from './demo/past.js';
import type { DemoPublication } from './demo/regional-days.js';
import { deputyOf, instantOfBeginning } from './demo/unit-acts.js';
import { ABSENCES, DEMO_UNITS, VACANCIES } from './demo/units.js';
import { seatIn, type AccountSeat } from './posts.js';
import { PROVINCES } from '../../domain/provinces.js';

export interface DemoDeps {
  readonly records: Pick<RecordStore, 'append' | 'head' | 'entries'>;
  readonly documents: Pick<DocumentStore, 'keep'>;
  readonly allocator: Pick<Allocator, 'skipTo'>;
  readonly calendar: Calendar;
  readonly keeper: Pick<CalendarKeeper, 'commandOf' | 'publish'>;
  readonly redating: Pick<RedatingBoard, 'note'>;
  readonly now: Instant;
}

/** What the demo brought: whom to give accounts, and who sleeps until an instant to come, so that their runs can be begun. */
export interface SeededDemo {
  readonly seats: readonly AccountSeat[];
  readonly sleepers: readonly (EntityRef & { readonly kind: Kind })[];
}

/** The first stream tells that the demo was begun, and for which instant; the last one that it is complete. */
const FIRST = CENTRE;
const LAST = PROVINCES.at(-1)?.[0] ?? CENTRE;
const AT_ONCE = 8;

/**
 * Writes the demo's past into an empty record, once: what was interrupted is continued with the same past, several processes write the
 * same, and what is there is left alone. A site that was founded without it stays without it. Nothing of the past is sent again.
 */
export async function seedDemo(deps: DemoDeps): Promise<SeededDemo> {
  const { records } = deps;
  const begun = await instantBegun(records);
  if (begun === 'otherwise') return { seats: [], sleepers: [] };
  if (begun !== undefined && (await records.head('unit', LAST)) !== undefined) return { seats: SEATS, sleepers: [] };
  let told = tellPast(deps.calendar, begun ?? deps.now);
  if ((await appendStream(records, streamOfUnit(told, FIRST))) === 'elsewhere') {
    // Another process began at the same moment, for an instant of its own.
    const theirs = await instantBegun(records);
    if (typeof theirs !== 'number') return { seats: [], sleepers: [] };
    told = tellPast(deps.calendar, theirs);
  }
  await Promise.all([...told.counters].map(([series, last]) => deps.allocator.skipTo(series, last)));
  await eachOf([...told.documents], ([sha256, text]) => deps.documents.keep(sha256, text, deps.now));
  for (const publication of told.publications) await publish(deps, publication);
  const streams = told.past.streams();
  await eachOf(
    streams.filter(({ kind, id }) => kind !== 'unit' || (id !== FIRST && id !== LAST)),
    (stream) => appendStream(records, stream),
  );
  await appendStream(records, streamOfUnit(told, LAST));
  const sleepers = streams.filter(({ projection }) => projection.view.wakeAt !== undefined);
  return { seats: SEATS, sleepers: sleepers.map(({ kind, id }) => ({ kind, id })) };
}

/** Everybody below the provinces who holds a post of the demo, or stands in for a holder. */
const SEATS: readonly AccountSeat[] = [
  ...DEMO_UNITS.flatMap(({ code, kind }) => FOUNDING_POSTS[kind].map((role) => seatIn(code, role, true))).filter(
    ({ post }) => !VACANCIES.some(({ unit, role }) => postOf(unit, role) === post),
  ),
  ...ABSENCES.filter(({ deputy }) => deputy === undefined).map((absence) => ({
    login: `${absence.unit}-deputy`,
    post: postOf(absence.unit, absence.role),
    ...deputyOf(absence),
  })),
];

/** The instant the demo was begun for; undefined where nothing is founded yet, `otherwise` where the site began without the demo. */
async function instantBegun(records: Pick<RecordStore, 'entries'>): Promise<Instant | 'otherwise' | undefined> {
  const [first] = await records.entries('unit', FIRST);
  return first === undefined ? undefined : (instantOfBeginning(first.commandId) ?? 'otherwise');
}

/** What was adopted of it is in the streams: no errand brings it to anybody again, and nobody is written to. */
async function publish({ keeper, redating }: DemoDeps, { adopted, ...publication }: DemoPublication): Promise<void> {
  const { commandId, plan, receivedAt } = publication;
  const isKnown = async (): Promise<boolean> => (await keeper.commandOf(commandId)) !== undefined;
  if (!(await isKnown()) && (await keeper.publish(publication)) === 'stale' && !(await isKnown()))
    throw new Error(`Another calendar than the demo's was published as version ${plan.version}`);
  await redating.note(plan.version, { total: adopted, left: 0, finishedAt: receivedAt, toldAt: receivedAt });
}

function streamOfUnit({ past }: DemoPast, code: string): Append {
  const stream = past.streams().find(({ kind, id }) => kind === 'unit' && id === code);
  if (stream === undefined) throw new Error(`The demo has no unit ${code}`);
  return stream;
}

/** Its messages are delivered, and mails of the past are not sent any more. */
const appendStream = (records: Pick<RecordStore, 'append'>, stream: Append) =>
  records.append({ ...stream, projection: { ...stream.projection, outbox: [] } });

async function eachOf<T>(things: readonly T[], work: (thing: T) => Promise<unknown>): Promise<void> {
  const waiting = things.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const thing of waiting) await work(thing);
    }),
  );
}
