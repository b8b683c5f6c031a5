import { readFileSync } from 'node:fs';
import type { Calendar } from '../../domain/calendar.js';

/** The national calendar as announced up to 2026, pinned: a new announcement changes no test. */
export const nationalCalendar: Calendar = JSON.parse(readFileSync(new URL('./national-calendar.json', import.meta.url), 'utf8'));
