import { MINUTE_MS } from '../../domain/calendar.js';
import { openHouse, type House, type HouseOptions } from './house.js';

/** Time enough on a slow machine: what is awaited in vain fails before, and says what it was. */
const MOST_MS = 10 * MINUTE_MS;

/** A house for the suite it is called in: open and furnished before the first test, closed after the last. */
export function inHouse(furnish: (house: House) => void | Promise<void>, options: HouseOptions = {}): void {
  let house: House | undefined;
  before(async function () {
    this.timeout(MOST_MS);
    house = await openHouse(options);
    await furnish(house);
  });
  beforeEach(function () {
    this.currentTest?.timeout(MOST_MS);
  });
  after(() => house?.close());
}
