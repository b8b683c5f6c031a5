import type { WaitingNotice } from '../../domain/errand-ports.js';

/**
 * The order of a digest's lines: what does not wait for a digest, then by due day, and last what has none. A red duty is due before a yellow
 * one and that before a green one, so the worst light comes first and the longest overdue at its head (rules: Lights). Stable: a repeat
 * of the same rows reads the same.
 */
export const worstFirst = (notices: readonly WaitingNotice[]): readonly WaitingNotice[] =>
  notices.toSorted((a, b) => Number(b.isUrgent) - Number(a.isUrgent) || dueOf(a) - dueOf(b));

/** A number even where there is none: two without a day are equal. */
const dueOf = ({ facts: { due } }: WaitingNotice): number => (typeof due === 'number' ? due : Number.MAX_SAFE_INTEGER);
