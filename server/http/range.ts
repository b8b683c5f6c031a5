import type { Request, Response } from 'express';
import parseRange from 'range-parser';
import { pipeline } from 'node:stream/promises';
import { refused, type Refused } from './problems.js';

/** Bytes that may be asked for in part. */
export interface Extent {
  readonly sizeBytes: number;
  /** Names the bytes: never the same for others. */
  readonly etag: string;
  /** From `from` up to but without `to`. */
  read(from: number, to: number): AsyncIterable<Uint8Array>;
}
export const isExtent = (body: unknown): body is Extent =>
  typeof body === 'object' && body !== null && 'sizeBytes' in body && 'etag' in body;

type Part = { readonly from: number; readonly to: number };

/** The part asked for (RFC 9110, 14); the whole where none is, where it is unreadable, or where several are. */
function partAsked(req: Request, { sizeBytes, etag }: Extent): Part | 'whole' | 'beyond' {
  const header = req.get('Range');
  const only = req.get('If-Range');
  if (header === undefined || (only !== undefined && only !== etag)) return 'whole';
  const ranges = parseRange(sizeBytes, header, { combine: true });
  if (ranges === -1) return 'beyond';
  if (ranges === -2 || ranges.type !== 'bytes') return 'whole';
  const [range, ...more] = ranges;
  return range === undefined || more.length > 0 ? 'whole' : { from: range.start, to: range.end + 1 };
}

/** Answers with the bytes, or with the part of them asked for; with a refusal where they do not reach that far. */
export async function answerExtent(req: Request, res: Response, extent: Extent): Promise<Refused | undefined> {
  const { sizeBytes, etag } = extent;
  const asked = partAsked(req, extent);
  if (asked === 'beyond')
    return refused('RangeNotSatisfiable', { facts: { bytes: sizeBytes }, headers: { 'Content-Range': `bytes */${sizeBytes}` } });
  const { from, to } = asked === 'whole' ? { from: 0, to: sizeBytes } : asked;
  if (asked !== 'whole') res.status(206).set('Content-Range', `bytes ${from}-${to - 1}/${sizeBytes}`);
  res.set({ 'Accept-Ranges': 'bytes', ETag: etag, 'Content-Length': String(to - from) });
  if (req.method === 'HEAD') res.end();
  else await pipeline(extent.read(from, to), res);
  return undefined;
}
