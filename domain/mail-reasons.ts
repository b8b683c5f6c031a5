/**
 * Why a mail, or a notice on its way into one, is where it is; words for it are the edge's. Of the mail server: it refuses the address or the
 * text for good, puts the mail off, could not be reached, or was lost in the middle. Of the postman: sent again after an interruption, its
 * post handed over before it could be, its notices in another mail by now, owed no longer, or owed by another
 * date or post. Of the post: nobody holds it, or nobody knows an address.
 */
export const MAIL_REASONS = [
  'AddressRefused',
  'TextRefused',
  'ServerPutOff',
  'ServerAway',
  'ConnectionLost',
  'Repeated',
  'HandedOver',
  'Merged',
  'DutySettled',
  'DutyMoved',
  'PostEmpty',
  'NoAddress',
] as const;
export type MailReason = (typeof MAIL_REASONS)[number];

export interface MailWhy {
  readonly reason: MailReason;
  /** What the mail server said, in its own words. */
  readonly said?: string;
}
