import { Context } from '@temporalio/activity';
import { CENTRE, type PostId } from '../domain/actor.js';
import { atTimeOfDay, dayOf, SECOND_MS, type Calendar, type Instant } from '../domain/calendar.js';
import {
  type Bell,
  type Digest,
  type Holders,
  type Mailer,
  type MailLedger,
  type NoticeBox,
  type Recipient,
  type WaitingNotice,
} from '../domain/errand-ports.js';
import { namesOf, rememberNames, type NameOfUnit, type UnitNames } from '../domain/unit-names.js';
import { createDaysOff, type DaysOff } from './days-off.js';
import { SHIFT_MS } from './deliver.js';

/** A mail about to be written. */
export interface Letter {
  readonly subject: string;
  /** The text, with the link to the mail's own page; `token` opens it. */
  readonly write: (token: string) => string;
}
/** Turns a person's notices into one mail. */
export interface Composer {
  /** The posts that a mail of these notices names. */
  postsIn(notices: readonly WaitingNotice[]): readonly PostId[];
  compose(recipient: Recipient, notices: readonly WaitingNotice[], nameOf: NameOfUnit): Letter;
}

export interface PostmanPorts {
  readonly notices: NoticeBox;
  readonly ledger: MailLedger;
  readonly bell: Bell;
  readonly holders: Holders;
  readonly mailer: Mailer;
  readonly composer: Composer;
  readonly unitNames: UnitNames;
  /** The same rows give the same id: a repeat after a crash is recognised by every mail program. */
  readonly messageIdOf: (person: string, rows: readonly string[]) => string;
  /** Whether a calendar has been published: a worker may be at work before the API of a new site has seen to the first. */
  readonly hasCalendar: () => Promise<boolean>;
  /** A region's, as published today. */
  readonly calendar: (region: string) => Promise<Calendar>;
  /** When a day's digests leave, in minutes after midnight. */
  readonly digestMin: number;
  readonly now: () => Instant;
  /** Aborted when the worker is to stop. */
  readonly closing: AbortSignal;
}

/** What one look at the outbox asks for once and remembers until its end. */
interface Look {
  readonly daysOff: DaysOff;
  readonly unitNames: UnitNames;
}

/** Rows looked at for whose turn it is; a person's others come along, however many. */
const BATCH = 2_000;
/** Mails on their way at once: as many as the mailer keeps connections. */
const AT_ONCE = 8;
/** So long a mail belongs to the postman who sends it; the mailer gives up earlier. */
const SENDING_MS = 75 * SECOND_MS;
/** A mail whose rows were taken this long ago and not settled was in flight when its postman fell. */
const ABANDONED_AFTER_MS = 90 * SECOND_MS;
const RETRY_MS = 60 * SECOND_MS;
/** A mail that may have gone out so often is left to an operator: its receiver has it, or the server takes none of its kind. */
const DOUBTS_AT_MOST = 6;
const LOOK_AGAIN_MS = 3_600 * SECOND_MS;

/** The postman: one digest per person and day, one refusal never stops the others, nobody missed, repeats only of what was in flight. */
export function createPostmanActivities(ports: PostmanPorts) {
  const { notices, ledger, bell, holders, mailer, composer, messageIdOf, now, closing } = ports;
  /** What is published stays so: asked until it is so for the first time. */
  let hasCalendar = false;

  const isOver = (): boolean => closing.aborted || Context.current().cancellationSignal.aborted;

  const sendOne = async (recipient: Recipient, digest: Digest, wasTaken: boolean, look: Look): Promise<void> => {
    const { mail, notices: rows } = digest;
    const { subject, write } = composer.compose(recipient, rows, await namesOf(look.unitNames, composer.postsIn(rows)));
    const sending = await ledger.sending(
      { id: mail, person: recipient.person, to: recipient.email, subject, rows: rows.map(({ id }) => id) },
      wasTaken,
      now(),
      now() + SENDING_MS,
    );
    if (sending === undefined) return;
    const { attempts, token, isRepeat } = sending;
    const answer = await mailer.send({ messageId: mail, to: recipient.email, subject, text: write(token), isRepeat });
    switch (answer.outcome) {
      case 'sent':
        await ledger.note(mail, 'sent', isRepeat ? { reason: 'Repeated' } : undefined, now());
        return notices.settle(digest, recipient.person, { status: 'done' }, now());
      case 'refused':
        await ledger.note(mail, 'refused', answer.why, now());
        return notices.settle(digest, recipient.person, { status: 'refused', ...answer.why }, now());
      case 'later':
        // Sent once before, perhaps: under another id a second one would not be recognised.
        await ledger.notSent(mail, isRepeat ? 'uncertain' : 'queued', answer.why, now());
        if (isRepeat) return notices.keepTaken(mail, now());
        return notices.giveBack(mail, now() + RETRY_MS);
      case 'uncertain':
        await ledger.note(mail, 'uncertain', answer.why, now());
        if (attempts >= DOUBTS_AT_MOST) return notices.settle(digest, recipient.person, { status: 'refused', ...answer.why }, now());
        // Soon at first, then ever later: each repeat may be one more copy in somebody's box.
        return notices.keepTaken(mail, now() + RETRY_MS * (2 ** (attempts - 1) - 1));
      default:
        return answer satisfies never;
    }
  };

  /** Sends again, under its own id, what perhaps went out; what a handover has moved since goes to the new holder by itself. */
  const resumeOne = async (digest: Digest, look: Look): Promise<void> => {
    const { mail, notices: rows } = digest;
    const until = Math.max(...(await look.daysOff.until(rows.map(({ post }) => post))).values());
    if (until > now()) return notices.keepTaken(mail, until - ABANDONED_AFTER_MS);
    const sent = await ledger.of(mail);
    // What is known by now is not asked of the mail server again.
    if (sent?.status === 'sent' || sent?.status === 'acknowledged') return notices.settle(digest, sent.person, { status: 'done' }, now());
    if (sent?.status === 'refused')
      return notices.settle(digest, sent.person, { status: 'refused', ...(sent.why ?? { reason: 'AddressRefused' }) }, now());
    const holderOf = await holders.of([...new Set(rows.map(({ post }) => post))], now());
    const isTheirs = ({ post }: WaitingNotice): boolean => sent !== undefined && holderOf.get(post)?.person === sent.person;
    const others = rows.filter((row) => !isTheirs(row)).map(({ id }) => id);
    if (others.length > 0) await notices.giveBack(mail, now(), others);
    const theirs = rows.filter(isTheirs);
    const recipient = holderOf.get(theirs[0]?.post ?? '');
    if (recipient !== undefined) await sendOne(recipient, { ...digest, notices: theirs }, true, look);
    else if (sent !== undefined) await ledger.handedOver(mail, now());
  };

  /** Answers whether anything could be done; what another postman has in hand is left to him. */
  const sendDue = async (look: Look): Promise<boolean> => {
    const { daysOff } = look;
    const due = await notices.duePosts(now(), BATCH);
    if (due.length === 0) return false;
    const asleep = await daysOff.until(due);
    for (const until of new Set(asleep.values()))
      await notices.wait(
        due.filter((post) => asleep.get(post) === until),
        until,
        now(),
      );
    const posts = due.filter((post) => !asleep.has(post));
    // All at once what mails to these posts call them, and not mail by mail.
    await namesOf(look.unitNames, posts);
    const found = await holders.of(posts, now());
    const again = now() + LOOK_AGAIN_MS;
    const empty = posts.filter((post) => !found.has(post));
    const mute = posts.filter((post) => found.get(post)?.email === '');
    if (empty.length > 0) await notices.unreached(empty, 'PostEmpty', now(), again);
    if (mute.length > 0) await notices.unreached(mute, 'NoAddress', now(), again);
    let isMoving = asleep.size + empty.length + mute.length > 0;
    const recipients = new Map([...found.values()].filter(({ email }) => email !== '').map((one) => [one.person, one]));
    const held = await holders.postsOf([...recipients.keys()], now());
    await aFewAtOnce([...recipients.values()], async (recipient) => {
      const { person } = recipient;
      const own = held.get(person) ?? [];
      const off = await daysOff.until(own);
      const awake = own.filter((post) => !off.has(post));
      const order = {
        person,
        posts: awake,
        mailOf: (rows: readonly string[]) => messageIdOf(person, rows),
        todaysDigest: atTimeOfDay(dayOf(now()), ports.digestMin),
        nextDigest: await daysOff.nextDigest(awake),
      };
      const digest = await notices.take(order, now());
      if (digest === undefined) return;
      isMoving = true;
      await sendOne(recipient, digest, false, look);
    });
    return isMoving;
  };

  /** One mail that meets a defect is left to be resumed, and stops no other; a slow one holds up only its own connection. */
  const aFewAtOnce = async <T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> => {
    const context = Context.current();
    const left = things.values();
    const workOff = async (): Promise<void> => {
      for (const thing of left) {
        if (isOver()) return;
        try {
          await work(thing);
        } catch (error) {
          context.log.error('a mail could not be sent', { error });
        }
        context.heartbeat();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, workOff));
  };

  /** One look at what is there. Answers whether anything was done. */
  const work = async (): Promise<boolean> => {
    hasCalendar ||= await ports.hasCalendar();
    // Nothing has happened yet that anybody would be told of, and nobody knows which days are off.
    if (!hasCalendar) return false;
    const look: Look = { daysOff: createDaysOff(ports), unitNames: rememberNames(ports.unitNames) };
    // What is off for the nation is off in every province.
    if ((await look.daysOff.until([`${CENTRE}/`])).size > 0) return false;
    await aFewAtOnce(await notices.abandoned(now() - ABANDONED_AFTER_MS, BATCH), (digest) => resumeOne(digest, look));
    return sendDue(look);
  };

  return {
    async post(): Promise<void> {
      const context = Context.current();
      const endsAt = performance.now() + SHIFT_MS;
      while (performance.now() < endsAt && !isOver()) {
        context.heartbeat();
        if (!(await work())) await bell.rung('mail', 5 * SECOND_MS);
      }
    },
  };
}
export type PostmanActivities = ReturnType<typeof createPostmanActivities>;
