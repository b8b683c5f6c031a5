import { CENTRE } from '../domain/actor.js';
import { DAY_MS, dayOf, endOfDay } from '../domain/calendar.js';
import { bareCollection, connect } from '../models/connect.js';
import type { DutyDoc } from '../models/duty.js';
import type { createHttp } from './http.js';
import { measure, median } from './measure.js';

export interface ListBench {
  readonly uri: string;
  readonly http: ReturnType<typeof createHttp>;
  readonly headers: Readonly<Record<string, string>>;
  readonly stretchMs: number;
  readonly rounds: number;
}

const DUTIES = 10_000;
const UNIT = '53-h901';

/** My unit's open duties, newest due first, 50 of 10,000: over HTTP beside the same query through the bare driver. */
export async function measureLists({ uri, http, headers, stretchMs, rounds }: ListBench): Promise<void> {
  const db = await connect(uri);
  const duties = bareCollection<DutyDoc>(db, 'duties');
  const now = Date.now();
  const docs = Array.from({ length: DUTIES }, (_, index): DutyDoc => {
    const openedAt = now - (index % 400) * DAY_MS;
    const due = dayOf(openedAt) + 28;
    return {
      _id: `pilot/53-2026-${index}#report-2026Q3-1`,
      duty: 'report-2026Q3-1',
      kind: 'report',
      entityKind: 'pilot',
      entity: `53-2026-${index}`,
      title: `试点 ${index}`,
      level: 'national',
      areas: ['skills'],
      post: `${UNIT}/liaison`,
      unit: UNIT,
      path: [CENTRE, '53', UNIT, `${UNIT}/liaison`],
      term: { kind: 'after', from: openedAt, days: 20, unit: 'working' },
      calendarVersion: 1,
      openedAt,
      firstDue: due,
      due,
      dueAt: endOfDay(due),
      yellowFrom: endOfDay(due - 7),
      status: 'open',
      step: 0,
    };
  });
  await duties.insertMany(docs);
  const bare = async (): Promise<void> => {
    const found = await duties.find({ unit: UNIT, path: UNIT, status: 'open' }, { sort: { dueAt: -1, _id: -1 }, limit: 50 }).toArray();
    if (found.length !== 50) throw new Error(`The bare query found ${found.length}`);
  };
  const list = async (): Promise<void> => {
    const { status, body } = await http.ask('GET', '/duties?scope=unit&sort=-due&limit=50', headers);
    const { items }: { items: unknown[] } = JSON.parse(body);
    if (status !== 200 || items.length !== 50) throw new Error(`The list answered ${status} with ${items.length}`);
  };
  /** The floor: HTTP, session and posts, and no list. */
  const empty = async (): Promise<void> => {
    const { status } = await http.ask('GET', '/session', headers);
    if (status !== 200) throw new Error(`The session answered ${status}`);
  };
  await measure(4, 2_000, bare);
  await measure(4, 2_000, list);
  console.log(`\nA list: the unit's open duties, newest due first, 50 of ${DUTIES}, beside the same query through the bare driver`);
  for (const clients of [1, 4]) {
    const seen = [];
    for (let round = 0; round < rounds; round++) {
      seen.push({
        bare: await measure(clients, stretchMs / 2, bare),
        list: await measure(clients, stretchMs / 2, list),
        empty: await measure(clients, stretchMs / 2, empty),
      });
    }
    const rate = median(seen.map((one) => one.list.perSecond / one.bare.perSecond));
    const [listed, asked] = [median(seen.map((one) => one.list.perSecond)), median(seen.map((one) => one.bare.perSecond))];
    console.log(
      `${clients} clients: ${listed.toFixed(0)} against ${asked.toFixed(0)} lists/s, ratio ${rate.toFixed(2)}; a question without a list ${median(seen.map((one) => one.empty.perSecond)).toFixed(0)}/s`,
    );
  }
  await db.close();
}
