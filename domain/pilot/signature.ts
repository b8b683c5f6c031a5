import type { Actor } from '../actor.js';

/** Who did it and, for a delegate, whose post it was: four-eyes rules keep both away from the verdict. */
export interface Signature {
  readonly by: string;
  readonly onBehalfOf?: string;
}
export const signatureOf = ({ person, onBehalfOf }: Actor): Signature => ({
  by: person,
  ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
});
export const signersOf = ({ by, onBehalfOf }: Signature): readonly string[] => (onBehalfOf === undefined ? [by] : [by, onBehalfOf]);
