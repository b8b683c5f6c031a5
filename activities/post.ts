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
}

const BATCH = 2_000;
/** A mail whose rows were taken this long ago and not settled was in flight when its postman fell. */
const ABANDONED_AFTER_MS = 90 * SECOND_MS;
const RETRY_MS = 60 * SECOND_MS;
const LOOK_AGAIN_MS = 3_600 * SECOND_MS;

/** The postman: one digest per person, one refusal never stops the others, nobody missed, repeats only of what was in flight. */
export function createPostmanActivities(ports: PostmanPorts) {
  const { notices, ledger, bell, holders, mailer, compose, messageIdOf, now } = ports;

  const sendOne = async (recipient: Recipient, mail: string, rows: readonly WaitingNotice[], isRepeat: boolean): Promise<void> => {
    const { subject, text } = compose(recipient, rows);
    await ledger.sending({ id: mail, person: recipient.person, to: recipient.email, subject, rows: rows.map(({ id }) => id) }, now());
    if (isRepeat) await ledger.note(mail, 'uncertain', 'repeated after an interruption', now());
    const answer = await mailer.send({ messageId: mail, to: recipient.email, subject, text, isRepeat });
    switch (answer.outcome) {
      case 'sent':
        await ledger.note(mail, 'sent', isRepeat ? 'repeated after an interruption' : '', now());
        return notices.settle(mail, 'done', '', now());
      case 'refused':
        await ledger.note(mail, 'refused', answer.reason, now());
        return notices.settle(mail, 'refused', answer.reason, now());
      case 'later':
        await ledger.note(mail, 'queued', answer.reason, now());
        return notices.giveBack(mail, now() + RETRY_MS);
      default:
        return answer satisfies never;
    }
  };

  const resume = async (): Promise<void> => {
    for (const { mail, notices: rows } of await notices.abandoned(now() - ABANDONED_AFTER_MS)) {
      const posts = [...new Set(rows.map(({ post }) => post))];
      const recipient = [...(await holders.of(posts, now())).values()][0];
      if (recipient === undefined) await notices.giveBack(mail, now());
      else await sendOne(recipient, mail, rows, true);
      Context.current().heartbeat();
    }
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
    for (const { recipient, rows } of byPerson.values()) {
      const mail = messageIdOf(
        recipient.person,
        rows.map(({ id }) => id),
      );
      const taken = new Set(
        await notices.take(
          rows.map(({ id }) => id),
          mail,
          now(),
        ),
      );
      const mine = rows.filter(({ id }) => taken.has(id));
      if (mine.length > 0) await sendOne(recipient, mail, mine, false);
      Context.current().heartbeat();
    }
    return true;
  };

  return {
    async post(): Promise<void> {
      const context = Context.current();
      const endsAt = Date.now() + SHIFT_MS;
      while (Date.now() < endsAt && !context.cancellationSignal.aborted) {
        context.heartbeat();
        await resume();
        if (!(await sendDue())) await bell.rung('mail', 5 * SECOND_MS);
      }
    },
  };
}
export type PostmanActivities = ReturnType<typeof createPostmanActivities>;
