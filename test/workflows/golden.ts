import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DAY_MS, formatDay, HOUR_MS } from '../../domain/calendar.js';

const FIRST_DAY = 18_262; // 2020-01-01
const LAST_DAY = 32_873; // 2060-01-01

/** Days and instants as a person reads them, to the minute: what a run adds in milliseconds of its own is no difference. */
export function legible(value: unknown): unknown {
  if (typeof value === 'number' && Number.isInteger(value)) {
    if (value >= FIRST_DAY && value < LAST_DAY) return formatDay(value);
    if (value >= FIRST_DAY * DAY_MS && value < LAST_DAY * DAY_MS)
      return new Date(value + 8 * HOUR_MS).toISOString().slice(0, 16).replace('T', ' ');
  }
  if (Array.isArray(value)) return value.map(legible);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, legible(one)]));
  return value;
}

type Chapters = Readonly<Record<string, readonly unknown[]>>;

/** One line per item, so that a changed rule shows as changed lines. */
const write = (chapters: Chapters): string =>
  `{\n${Object.entries(chapters)
    .map(([title, items]) => `${JSON.stringify(title)}: [\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`)
    .join(',\n')}\n}\n`;

/** What was seen and what is expected, line by line. With `GOLDEN=write` in the environment what is seen becomes what is expected: read the change before it is committed. */
export function compareWithGolden(name: string, seen: Chapters): { seen: readonly string[]; expected: readonly string[] } {
  const file = fileURLToPath(new URL(`./golden/${name}.json`, import.meta.url));
  const text = write(seen);
  if (process.env['GOLDEN'] === 'write') {
    mkdirSync(new URL('./golden/', import.meta.url), { recursive: true });
    writeFileSync(file, text);
  }
  const expected = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return { seen: text.split('\n'), expected: expected.split('\n') };
}
