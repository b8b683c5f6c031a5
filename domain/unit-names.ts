import { unitOfPost, type PostId } from './actor.js';
import { pathOfCode } from './unit-code.js';

/** What units are called, as their views say at the moment of asking. */
export interface UnitNames {
  /** By code; a code that is no unit's is left out. One question, however many codes. */
  of(codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
/** What a unit is called; undefined where that is not known. */
export type NameOfUnit = (code: string) => string | undefined;

/** For sentences that name no city and no host. */
export const nobodysName: NameOfUnit = () => undefined;

/** The names of provinces and of the centre are fixed (rules: Units); those of cities and hosts have to be asked for. */
const isBelowProvince = (code: string): boolean => (pathOfCode(code)?.length ?? 0) > 2;

/** The names of the units of these posts, in one question; in none where no city and no host is among them. */
export async function namesOf(names: UnitNames, posts: Iterable<PostId>): Promise<NameOfUnit> {
  const codes = new Set([...posts].map(unitOfPost).filter(isBelowProvince));
  if (codes.size === 0) return nobodysName;
  const found = await names.of([...codes]);
  return (code) => found.get(code);
}

/** Asks for each code once. For one batch of mails: what is remembered is never older than that. */
export function rememberNames(names: UnitNames): UnitNames {
  const known = new Map<string, string>();
  const asked = new Set<string>();
  return {
    async of(codes) {
      const missing = codes.filter((code) => !asked.has(code));
      if (missing.length > 0) for (const [code, name] of await names.of(missing)) known.set(code, name);
      for (const code of missing) asked.add(code);
      return known;
    },
  };
}
