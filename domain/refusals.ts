/** Every reason the rules have for saying no. The edge gives each a status and a sentence; here they are only named. */
export const REFUSAL_CODES = [
  'AlreadyExists',
  'AlreadySubmitted',
  'Closed',
  'DelegationExists',
  'DelegationMissing',
  'DelegationOfDelegation',
  'DelegationTooLong',
  'DraftMissing',
  'HolderUnchanged',
  'IndicatorUnknown',
  'InvalidDates',
  'InvalidMilestones',
  'MilestoneUnknown',
  'NoRight',
  'NotFound',
  'NothingDue',
  'NotSubmitted',
  'NotYourPost',
  'OpenPilots',
  'OwnSubmission',
  'PeriodUnknown',
  'PostEmpty',
  'PostExists',
  'PostHeld',
  'PostUnknown',
  'StaleVersion',
  'WindowNotOpen',
  'WrongCode',
  'WrongLevel',
  'WrongPhase',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** What the sentence of a refusal may name: a phase, a date as `YYYY-MM-DD`, a version. */
export type RefusalFacts = Readonly<Record<string, string | number>>;
