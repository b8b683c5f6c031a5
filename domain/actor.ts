/** What a post can be, whatever unit it belongs to, in the order of responsibility. */
export const POST_ROLES = [
  'leader',
  'office-director',
  'lead-department',
  'liaison',
  'reviewer',
  'evaluator',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const;
/** Whoever acts has one of these: a post's, or that of the machine, which holds none. The rights table is written in these words. */
export const ROLES = [...POST_ROLES, 'system'] as const;
export type Role = (typeof ROLES)[number];

/** `53/office-director`: a role within a unit. Duties belong to posts; people hold posts for a time. */
export type PostId = string;

/** Who acts, resolved by the API at the instant of receipt and kept in the record as it was then. */
export interface Actor {
  readonly person: string;
  readonly name: string;
  readonly post: PostId;
  readonly role: Role;
  readonly unit: string;
  /** From the centre down to the own unit: `['00', '53', '5301']`. */
  readonly unitPath: readonly string[];
  /** The term of office, or the delegation, under which the person holds the post. */
  readonly tenure: string;
  /** The person whose post this is, where the actor holds it by delegation. */
  readonly onBehalfOf?: string;
}

export const CENTRE = '00';

/** Acts where time or another entity does: the clock, the courier, the sentinel. */
export const SYSTEM: Actor = {
  person: 'system',
  name: '系统',
  post: `${CENTRE}/system`,
  role: 'system',
  unit: CENTRE,
  unitPath: [CENTRE],
  tenure: 'system',
};

/** Everybody who takes part when this actor acts: the person, and the one whose post it is. Four-eyes rules ask about both. */
export const personsOf = ({ person, onBehalfOf }: Actor): readonly string[] => (onBehalfOf === undefined ? [person] : [person, onBehalfOf]);

export const postOf = (unit: string, role: Role): PostId => `${unit}/${role}`;
export const unitOfPost = (post: PostId): string => post.slice(0, Math.max(0, post.indexOf('/')));
