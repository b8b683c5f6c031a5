/** `raising` is the rung at which the issuer of an unanswered notice has to weigh the next form; talks and circulars are notices themselves. */
export const RUNGS = ['reminder', 'chase', 'supervision-notice', 'raising'] as const;
export type Rung = (typeof RUNGS)[number];

export interface LadderStep {
  readonly rung: Rung;
  /** Working days from the due day. */
  readonly offset: number;
}
export type Ladder = readonly LadderStep[];

const reminding: Ladder = [
  { rung: 'reminder', offset: -5 },
  { rung: 'reminder', offset: -1 },
  { rung: 'chase', offset: 1 },
];

/**
 * Every ladder there ever was, by name and version (rules: Ladder; pacing proposed). A duty keeps the one it was opened with, so a new
 * version here touches nothing that is open; one that is written down is never changed. Another pacing for a site is another version.
 */
export const LADDERS = {
  'standard-1': reminding,
  'standard-2': [...reminding, { rung: 'supervision-notice', offset: 4 }],
  /** Of duties that no notice is about; those of a chain and of a unit were such. */
  'quiet-1': reminding,
  /** Of a notice's short terms. */
  'notice-1': [
    { rung: 'reminder', offset: -1 },
    { rung: 'chase', offset: 1 },
  ],
  /** Of the answer to a notice: left unanswered, its issuer decides what follows. */
  'answer-1': [
    { rung: 'reminder', offset: -1 },
    { rung: 'chase', offset: 1 },
    { rung: 'raising', offset: 2 },
  ],
} as const satisfies Readonly<Record<string, Ladder>>;
export type LadderId = keyof typeof LADDERS;

/** The versions new duties are opened with. */
const CURRENT = {
  standard: 'standard-2',
  quiet: 'quiet-1',
  notice: 'notice-1',
  answer: 'answer-1',
} as const satisfies Readonly<Record<string, LadderId>>;
export type LadderName = keyof typeof CURRENT;

/** Entities of which no notice is drafted: what is owed on them climbs no further than the chase. */
const QUIET_ENTITIES: ReadonlySet<string> = new Set(['notice']);

/** Kinds of duty with a ladder of their own. */
const OWN_LADDER: ReadonlyMap<string, LadderName> = new Map(
  Object.entries({
    'issue-notice': 'notice',
    'decide-notice': 'notice',
    'sign-notice': 'notice',
    'answer-notice': 'answer',
    'hold-talk': 'notice',
    'talk-report': 'answer',
    'verify-notice': 'notice',
    'weigh-raising': 'notice',
  } as const satisfies Readonly<Record<string, LadderName>>),
);

/** The ladder a duty of this kind is opened with, on an entity of this kind. */
export const ladderFor = (dutyKind: string, entityKind: string): LadderId =>
  CURRENT[OWN_LADDER.get(dutyKind) ?? (QUIET_ENTITIES.has(entityKind) ? 'quiet' : 'standard')];

/** Duties of before there were versions climb the first one. */
export const ladderOf = ({ ladder = 'standard-1' }: { readonly ladder?: LadderId }): Ladder =>
  Object.hasOwn(LADDERS, ladder) ? LADDERS[ladder] : LADDERS['standard-1'];
