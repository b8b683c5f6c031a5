import { dayOf, formatDay, MINUTE_MS, startOfDay, type Instant } from './calendar.js';

/** `2026-03-02 09:05` in Shanghai. */
export function clockOf(at: Instant): string {
  const day = dayOf(at);
  const minutes = Math.floor((at - startOfDay(day)) / MINUTE_MS);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${formatDay(day)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
