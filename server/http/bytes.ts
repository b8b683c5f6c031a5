import type { Request, Response } from 'express';
import { problems, refused, type Refused } from './problems.js';

/** A body that is a file's bytes: read once, never held. */
export interface ByteSource {
  /** As the caller says; undefined where it is sent in pieces. */
  readonly length: number | undefined;
  /** The bytes as they come. Throws `BytesEnded` where there are more than `limitBytes`, or the sender goes away or falls silent. */
  read(limitBytes: number): AsyncIterable<Uint8Array>;
}

/** Why the bytes of a request ended before their end; a refusal, once what was written of them is gone. */
export class BytesEnded extends Error {
  override readonly name = 'BytesEnded';
  readonly refusal: Refused;

  constructor(refusal: Refused, options?: ErrorOptions) {
    super(problems[refusal.refused].en, options);
    this.refusal = refusal;
  }
}

export const BYTES_TYPE = 'application/octet-stream';
/** A line that brings nothing for so long is dead. */
const SILENCE_MS = 60_000;
/** How long a sender that was refused may go on sending, so that it gets to read why. */
const LINGER_MS = 5_000;

export const tooLarge = (limitBytes: number): Refused =>
  refused('FileTooLarge', { facts: { limitMb: Math.floor(limitBytes / 1024 / 1024) } });

/** The bytes of a request, where its headers allow them. */
export function bytesOf(req: Request): ByteSource | Refused {
  const encoding = req.get('Content-Encoding') ?? 'identity';
  if (!req.is(BYTES_TYPE) || encoding !== 'identity') return refused('UnsupportedMediaType', { facts: { expected: BYTES_TYPE } });
  const declared = req.get('Content-Length');
  return { length: declared === undefined ? undefined : Number(declared), read: (limitBytes) => readAll(req, limitBytes) };
}

async function* readAll(req: Request, limitBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  const silent = new Error('nothing came for a while');
  req.setTimeout(SILENCE_MS, () => req.destroy(silent));
  try {
    // Left where it stands when the reader stops: the connection is still needed to say why.
    for await (const part of req.iterator({ destroyOnReturn: false })) {
      if (!(part instanceof Uint8Array)) throw new TypeError('The body was decoded before it was read');
      size += part.length;
      if (size > limitBytes) throw new BytesEnded(tooLarge(limitBytes));
      yield part;
    }
  } catch (error) {
    if (error instanceof BytesEnded || !req.destroyed) throw error;
    throw new BytesEnded(refused('UploadBroken'), { cause: error });
  } finally {
    req.setTimeout(0);
  }
  if (!req.complete) throw new BytesEnded(refused('UploadBroken'));
}

/** Lets the rest of a body that nobody reads run out, for a while: cut off at once, its sender would never see the answer. */
export function letRunOut(req: Request, res: Response): void {
  res.once('finish', () => {
    req.resume();
    if (req.complete) return;
    const timer = setTimeout(() => req.socket.destroy(), LINGER_MS);
    req.once('close', () => clearTimeout(timer));
    req.once('end', () => clearTimeout(timer));
  });
}
