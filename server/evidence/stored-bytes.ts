/** Bytes as they were stored, to be looked at here and there without holding them. */
export interface StoredBytes {
  readonly size: number;
  /** From `from` up to but without `to`, both within the size. */
  stream(from: number, to: number): AsyncIterable<Uint8Array>;
}

/** A small part; what lies beyond either end is left out. */
export async function readPart(bytes: StoredBytes, from: number, to: number): Promise<Buffer> {
  const [first, end] = [Math.max(0, from), Math.min(bytes.size, to)];
  if (first >= end) return Buffer.alloc(0);
  const parts: Uint8Array[] = [];
  for await (const part of bytes.stream(first, end)) parts.push(part);
  return Buffer.concat(parts);
}
