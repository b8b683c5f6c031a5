import { Context } from '@temporalio/activity';
import { SECOND_MS, type Instant } from '../domain/calendar.js';
import type { Bell, Holders, Mailer, MailLedger, NoticeBox, Recipient, WaitingNotice } from '../domain/errand-ports.js';
import { SHIFT_MS } from './deliver.js';

/** Turns a person's notices into the text of one mail. */
export type Compose = (recipient: Recipient, notices: readonly WaitingNotice[]) => { readonly subject: string; readonly text: string };

export interface PostmanPorts {
  readonly notices: NoticeBox;
  readonly ledger: MailLedger;
  readonly bell: Bell;
  readonly holders: Holders;
  readonly mailer: Mailer;
  readonly compose: Compose;
  /** The same rows give the same id: a repeat after a crash is recognised by every mail program. */
  readonly messageIdOf: (person: string, rows: readonly string[]) => string;
  readonly now: () => Instant;
  /** Aborted when the worker is to stop. */
  readonly closing: AbortSignal;
}

const BATCH = 2_000;
/** Mails on their way at once: as many as the mailer keeps connections. */
const AT_ONCE = 4;
/** A mail whose rows were taken this long ago and not settled was in flight when its postman fell. */
const ABANDONED_AFTER_MS = 90 * SECOND_MS;
const RETRY_MS = 60 * SECOND_MS;
/** A mail that may have gone out so often is left to an operator: its receiver has it, or the server takes none of its kind. */
const DOUBTS_AT_MOST = 6;
const LOOK_AGAIN_MS = 3_600 * SECOND_MS;
const REPEATED = 'repeated after an interruption';

/** The postman: one digest per person, one refusal never stops the others, nobody missed, repeats only of what was in flight. */
export function createPostmanActivities(ports: PostmanPorts) {
  const { notices, ledger, bell, holders, mailer, compose, messageIdOf, now, closing } = ports;

  const isOver = (): boolean => closing.aborted || Context.current().cancellationSignal.aborted;

  const sendOne = async (recipient: Recipient, mail: string, rows: readonly WaitingNotice[], isRepeat: boolean): Promise<void> => {
    const { subject, text } = compose(recipient, rows);
    const attempts = await ledger.sending(
      { id: mail, person: recipient.person, to: recipient.email, subject, rows: rows.map(({ id }) => id) },
      now(),
    );
    if (isRepeat) await ledger.note(mail, 'uncertain', REPEATED, now());
    const answer = await mailer.send({ messageId: mail, to: recipient.email, subject, text, isRepeat });
    switch (answer.outcome) {
      case 'sent':
        await ledger.note(mail, 'sent', isRepeat ? REPEATED : '', now());
        return notices.settle(mail, 'done', '', now());
      case 'refused':
        await ledger.note(mail, 'refused', answer.reason, now());
        return notices.settle(mail, 'refused', answer.reason, now());
      case 'later':
        // Sent once before, perhaps: under another id a second one would not be recognised.
        await ledger.notSent(mail, isRepeat ? 'uncertain' : 'queued', answer.reason, now());
        if (isRepeat) return notices.keepTaken(mail, now());
        return notices.giveBack(mail, now() + RETRY_MS);
      case 'uncertain':
        await ledger.note(mail, 'uncertain', answer.reason, now());
        if (attempts >= DOUBTS_AT_MOST) return notices.settle(mail, 'refused', answer.reason, now());
        // Soon at first, then ever later: each repeat may be one more copy in somebody's box.
        return notices.keepTaken(mail, now() + RETRY_MS * (2 ** (attempts - 1) - 1));
      default:
        return answer satisfies never;
    }
  };

  /** Sends again, under its own id, what perhaps went out; what a handover has moved since goes to the new holder by itself. */
  const resumeOne = async (mail: string, rows: readonly WaitingNotice[]): Promise<void> => {
    const sent = await ledger.of(mail);
    const holderOf = await holders.of([...new Set(rows.map(({ post }) => post))], now());
    const isTheirs = ({ post }: WaitingNotice): boolean => sent !== undefined && holderOf.get(post)?.person === sent.person;
    const others = rows.filter((row) => !isTheirs(row)).map(({ id }) => id);
    if (others.length > 0) await notices.giveBack(mail, now(), others);
    const theirs = rows.filter(isTheirs);
    const recipient = holderOf.get(theirs[0]?.post ?? '');
    if (recipient !== undefined) await sendOne(recipient, mail, theirs, true);
    else if (sent !== undefined) await ledger.note(mail, 'uncertain', 'handed over before it could be repeated', now());
  };

  const sendDue = async (): Promise<boolean> => {
    const due = await notices.dueNotices(now(), BATCH);
    if (due.length === 0) return false;
    const found = await holders.of([...new Set(due.map(({ post }) => post))], now());
    const byPerson = new Map<string, { recipient: Recipient; rows: WaitingNotice[] }>();
    const nobody: string[] = [];
    for (const row of due) {
      const recipient = found.get(row.post);
      if (recipient === undefined) nobody.push(row.id);
      else if (byPerson.has(recipient.person)) byPerson.get(recipient.person)?.rows.push(row);
      else byPerson.set(recipient.person, { recipient, rows: [row] });
    }
    if (nobody.length > 0) await notices.unreached(nobody, now() + LOOK_AGAIN_MS);
    await aFewAtOnce([...byPerson.values()], async ({ recipient, rows }) => {
      const ids = rows.map(({ id }) => id);
      const mail = messageIdOf(recipient.person, ids);
      const taken = new Set(await notices.take(ids, mail, now()));
      const mine = rows.filter(({ id }) => taken.has(id));
      if (mine.length > 0) await sendOne(recipient, mail, mine, false);
    });
    return true;
  };

  /** One mail that meets a defect is left to be resumed, and stops no other. */
  const aFewAtOnce = async <T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> => {
    const context = Context.current();
    const tryTo = async (thing: T): Promise<void> => {
      try {
        await work(thing);
      } catch (error) {
        context.log.error('a mail could not be sent', { error });
      }
    };
    for (let from = 0; from < things.length && !isOver(); from += AT_ONCE) {
      await Promise.all(things.slice(from, from + AT_ONCE).map(tryTo));
      context.heartbeat();
    }
  };

  return {
    async post(): Promise<void> {
      const context = Context.current();
      const endsAt = Date.now() + SHIFT_MS;
      while (Date.now() < endsAt && !isOver()) {
        context.heartbeat();
        await aFewAtOnce(await notices.abandoned(now() - ABANDONED_AFTER_MS), ({ mail, notices: rows }) => resumeOne(mail, rows));
        if (!(await sendDue())) await bell.rung('mail', 5 * SECOND_MS);
      }
    },
  };
}
export type PostmanActivities = ReturnType<typeof createPostmanActivities>;
