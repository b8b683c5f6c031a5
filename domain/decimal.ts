/** A number as people write it: `digits` shifted right by `scale` places (0 or more). */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

function decimalOf(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

const digitsAt = ({ digits, scale }: Decimal, other: number): bigint => digits * 10n ** BigInt(other - scale);

function add(one: Decimal, other: Decimal): Decimal {
  const scale = Math.max(one.scale, other.scale);
  return { digits: digitsAt(one, scale) + digitsAt(other, scale), scale };
}

/** The sum as it would be written: 0.1 and 0.2 are 0.3, in whatever order. The numbers are finite. */
export function sumOf(values: readonly number[]): number {
  const { digits, scale } = values.map(decimalOf).reduce(add, { digits: 0n, scale: 0 });
  return Number(`${digits}e-${scale}`);
}

/** `part` of `whole` in percent, rounded down to one decimal: 99.96 % is 99.9, and 100 is reached by nothing less. `whole` is not 0. */
export function percentOf(part: number, whole: number): number {
  const [numerator, denominator] = [decimalOf(part), decimalOf(whole)];
  const scale = Math.max(numerator.scale, denominator.scale);
  const sign = denominator.digits < 0n ? -1n : 1n;
  const dividend = digitsAt(numerator, scale) * 1_000n * sign;
  const divisor = digitsAt(denominator, scale) * sign;
  const quotient = dividend / divisor;
  const floor = dividend % divisor < 0n ? quotient - 1n : quotient;
  return Number(`${floor}e-1`);
}
