import { parseDay, startOfDay, formatDay, type Day, type Instant } from '../calendar.js';

/** `53-2026`: the chain of a province and a year. */
export const chainId = (province: string, year: number): string => `${province}-${year}`;
export const provinceOfChain = (id: string): string => id.slice(0, 2);
export const yearOfChain = (id: string): number => Number(id.slice(3));
export const nextChain = (id: string): string => chainId(provinceOfChain(id), yearOfChain(id) + 1);
export const isChainId = (id: string): boolean => /^[1-9]\d-20\d\d$/.test(id);

/** First and last day of the chain's year. An id that is none has a year nobody reaches. */
export function yearDaysOf(id: string): { readonly first: Day; readonly last: Day } {
  const first = parseDay(`${yearOfChain(id)}-01-01`) ?? Number.MAX_SAFE_INTEGER;
  const last = parseDay(`${yearOfChain(id)}-12-31`) ?? Number.MAX_SAFE_INTEGER;
  return { first, last };
}
/** The instant its year is over. */
export const yearEndsAt = (id: string): Instant => startOfDay(yearDaysOf(id).last + 1);

/** Which year's chain owns what a pilot owes: that of the year in which it was first due. */
export const chainOwning = (pilotRegion: string, firstDue: Day): string =>
  chainId(pilotRegion.slice(0, 2), Number(formatDay(firstDue).slice(0, 4)));
