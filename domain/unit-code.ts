import { CENTRE } from './actor.js';

/**
 * The units from the centre down to the one a code names, itself included; undefined where it is no code of a unit.
 * `00` the centre, `53` a province, `5301` a city, `53-h001` and `5301-h001` hosts under one (rules: Units).
 */
export function pathOfCode(code: string): readonly string[] | undefined {
  if (code === CENTRE) return [CENTRE];
  const found = /^([1-9]\d)(\d\d)?(-h\d{3,})?$/.exec(code);
  if (found === null) return undefined;
  const [, province = '', city, host] = found;
  return [CENTRE, province, ...(city === undefined ? [] : [province + city]), ...(host === undefined ? [] : [code])];
}

/** Whether a unit is another one, or lies below it. */
export const liesWithin = (code: string, unit: string): boolean => pathOfCode(code)?.includes(unit) ?? false;
