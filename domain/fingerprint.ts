/** A cheap running fingerprint of a record (FNV-1a, two lanes): tells whether two foldings saw the same events. Not a proof; the database's hash chain is. */
export function fingerprint(previous: string, event: unknown): string {
  const text = previous + JSON.stringify(event);
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
}

/** A steady number in [0, buckets) for a text: spreads what falls due together. */
export function bucketOf(text: string, buckets: number): number {
  return parseInt(fingerprint('', text).slice(0, 8), 16) % buckets;
}
