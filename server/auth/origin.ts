import type { Request } from 'express';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Methods that may change something. */
export const isUnsafe = (req: Request): boolean => !SAFE.has(req.method);

/**
 * Whether a request can come from the site's own pages. Browsers say where an unsafe request comes from, in `Sec-Fetch-Site` or
 * `Origin`; what says nothing is no browser, and is held by the token alone.
 */
export function isOwnOrigin(req: Request, publicUrl: string): boolean {
  const site = req.get('Sec-Fetch-Site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = req.get('Origin');
  return origin === undefined || origin === new URL(publicUrl).origin || origin === `${req.protocol}://${req.get('Host')}`;
}
