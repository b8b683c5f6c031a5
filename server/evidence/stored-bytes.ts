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

const BLOCK_BYTES = 64 * 1024;

/** Small parts read one after the other, towards the end: the database is asked once per block, however many parts lie in it. */
export function inBlocks(bytes: StoredBytes): (from: number, to: number) => Promise<Buffer> {
  let block: { readonly from: number; readonly bytes: Buffer } = { from: 0, bytes: Buffer.alloc(0) };
  return async (from, to) => {
    const isWithin = from >= block.from && Math.min(to, bytes.size) <= block.from + block.bytes.length;
    if (!isWithin) block = { from, bytes: await readPart(bytes, from, Math.max(to, from + BLOCK_BYTES)) };
    return block.bytes.subarray(from - block.from, to - block.from);
  };
}
