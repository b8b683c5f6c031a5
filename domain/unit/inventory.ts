import type { Day, Instant } from '../calendar.js';

/** The items a handover names one by one, those due first; what is beyond them is counted. */
export const MOST_INVENTORY_ITEMS = 200;

/**
 * What goes with a post from one holder to the next (移交清单), as the lists showed it at an instant. A statement, not the act: whatever the
 * post owes goes with it, named here or not.
 */
export interface Inventory {
  readonly asOf: Instant;
  /** Open duties, of which so many are signatures. */
  readonly duties: number;
  readonly signatures: number;
  /** Mails that nobody took yet. */
  readonly mails: number;
  readonly items: readonly InventoryItem[];
}
export interface InventoryItem {
  /** `pilot/53-2026-0007#plan-1`. */
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly due: Day;
}

/** Duties that ask for a signature (签署、签收). */
export const SIGNATURES: readonly string[] = ['sign-statement', 'acknowledge-item', 'sign-notice'];
