import type { Express, RequestHandler, Response } from 'express';
import type { MailDesk } from '../../models/mail-desk.js';
import { isOwnOrigin } from '../auth/origin.js';
import type { Sessions } from '../auth/session.js';
import type { Clock } from '../clock.js';
import { mailPage, refusalPage } from '../words/mail-page.js';
import { problems, type ProblemCode } from './problems.js';

export interface MailPageOptions {
  readonly mailDesk: Pick<MailDesk, 'find' | 'acknowledge'>;
  readonly sessions: Sessions;
  readonly publicUrl: string;
  readonly clock: Clock;
}

/** 256 random bits in base64url. */
const TOKEN = /^[\w-]{43}$/;

/**
 * A mail's own page, `/mails/{token}`: looking at it proves nothing, since programs follow links; the button does. Needs no script and no
 * log-in (docs/adr/0010-mail-is-acknowledged-by-a-click.md); whoever is logged in is named in the ledger.
 */
export function mountMailPage(app: Express, { mailDesk, sessions, publicUrl, clock }: MailPageOptions): void {
  const show = (res: Response, status: number, html: string): void => {
    // Nobody keeps the page, no search engine finds it.
    res.status(status).set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' }).type('html').send(html);
  };
  const refuse = (res: Response, code: ProblemCode): void => show(res, problems[code].status, refusalPage(problems[code]));

  const read: RequestHandler<{ token: string }> = async ({ params: { token } }, res) => {
    const mail = TOKEN.test(token) ? await mailDesk.find(token) : undefined;
    if (mail === undefined) return refuse(res, 'NotFound');
    return show(res, 200, mailPage(mail));
  };
  const acknowledge: RequestHandler<{ token: string }> = async (req, res) => {
    const { token } = req.params;
    if (!isOwnOrigin(req, publicUrl)) return refuse(res, 'CsrfRejected');
    const by = sessions.openedOf(req)?.personId;
    const mail = TOKEN.test(token) ? await mailDesk.acknowledge(token, by, clock.now()) : undefined;
    if (mail === undefined) return refuse(res, 'NotFound');
    // Loaded again, the page asks for nothing twice.
    return res.set('Cache-Control', 'no-store').redirect(303, `/mails/${token}`);
  };
  app.get('/mails/:token', read);
  app.post('/mails/:token', sessions.middleware, acknowledge);
}
