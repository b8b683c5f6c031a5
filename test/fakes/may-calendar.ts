import type { Calendar } from '../../domain/calendar.js';
import { day } from '../domain/stage.js';

/** The May holiday of 2026 with its make-up Saturday, and nothing else. */
export const may: Calendar = {
  version: 7,
  region: '00',
  daysOff: ['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05'].map(day),
  workingWeekendDays: [day('2026-05-09')],
  holidays: [
    {
      zh: '劳动节',
      en: 'Labour Day',
      spans: [
        [day('2026-05-01'), day('2026-05-05')],
        [day('2026-05-09'), day('2026-05-09')],
      ],
    },
  ],
  provisionalFrom: day('2027-01-01'),
};
