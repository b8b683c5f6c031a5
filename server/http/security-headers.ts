import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { needsHttps } from '../auth/session.js';

/**
 * Security headers for the site's own pages: scripts, data and pictures from here alone, framed by nobody. Styles may stand inline,
 * since component libraries write them into the page at run time.
 */
export function setSecurityHeaders(publicUrl: string): RequestHandler {
  const isHttps = needsHttps(publicUrl);
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isHttps,
    crossOriginOpenerPolicy: isHttps,
    originAgentCluster: isHttps,
    // with `no-referrer` a browser would send `Origin: null` from the site's own forms
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
}
