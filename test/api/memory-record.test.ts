import { nationalCalendar } from '../fakes/calendars.js';
import { itKeepsCalendars } from '../fakes/calendar-contract.js';
import { createMemoryCalendars } from '../fakes/memory-calendars.js';
import { createMemoryRecord } from '../fakes/memory-record.js';
import { itKeepsTheRecord } from '../fakes/record-contract.js';

describe('the record in memory', () => {
  const records = createMemoryRecord();
  itKeepsTheRecord(() => ({
    records,
    calendars: createMemoryCalendars(nationalCalendar),
    reopen: () => records,
    duties: async (entity) => records.duties(entity),
    outbox: async (stream) => records.outbox(stream),
    keep: async () => undefined,
    isUsed: async (sha256) => records.documents().includes(sha256),
    loseView: async (stream) => records.loseView(stream),
  }));
});

describe('calendars in memory', () => itKeepsCalendars(() => createMemoryCalendars()));
