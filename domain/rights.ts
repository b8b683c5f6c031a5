import { CENTRE, type Actor, type PostId, type Role } from './actor.js';

/**
 * How an actor stands to what a command is about. `own`: of the unit that answers for it. `host`: of the unit it takes place in.
 * `parent`: of the unit above. `assigned`: holds the very post whose turn it is. `any`: whatever the unit.
 */
export type Relation = 'own' | 'host' | 'parent' | 'assigned' | 'any';
export interface Right {
  readonly roles: readonly Role[];
  readonly relation: Relation;
}
/** What relations are told by. */
export interface RightsFacts {
  readonly unit: string;
  readonly host?: string;
  readonly parent?: string;
  readonly assigned?: PostId;
}

const drafting: readonly Right[] = [
  { roles: ['liaison', 'office-director'], relation: 'own' },
  { roles: ['liaison'], relation: 'host' },
];
const reviewing: readonly Right[] = [{ roles: ['reviewer', 'leader'], relation: 'assigned' }];
const hosting: readonly Right[] = [{ roles: ['liaison'], relation: 'host' }];
const founding: readonly Right[] = [
  { roles: ['system-administrator'], relation: 'any' },
  { roles: ['office-director'], relation: 'parent' },
];
const seating: readonly Right[] = [
  { roles: ['security-administrator'], relation: 'any' },
  { roles: ['office-director'], relation: 'parent' },
];
const handing: readonly Right[] = [
  ...seating,
  { roles: ['leader', 'office-director', 'lead-department', 'liaison', 'reviewer'], relation: 'assigned' },
];
const proposing: readonly Right[] = [
  { roles: ['office-director'], relation: 'own' },
  { roles: ['reviewer'], relation: 'assigned' },
];
const issuing: readonly Right[] = [{ roles: ['office-director', 'reviewer', 'leader'], relation: 'assigned' }];
/** Also the posts of a host, where the office over them is the issuer itself. */
const addressed: readonly Right[] = [
  { roles: ['office-director', 'leader', 'lead-department', 'liaison', 'reviewer'], relation: 'assigned' },
];
const chainOffice: readonly Right[] = [
  { roles: ['office-director'], relation: 'own' },
  { roles: ['office-director'], relation: 'parent' },
];
const signing: readonly Right[] = [{ roles: ['leader', 'office-director', 'lead-department', 'liaison'], relation: 'own' }];
const assigning: readonly Right[] = [{ roles: ['leader', 'office-director', 'lead-department'], relation: 'own' }];
const holding: readonly Right[] = [{ roles: ['lead-department', 'liaison'], relation: 'own' }];
const ofDuties: readonly Right[] = [
  { roles: ['leader', 'office-director', 'lead-department', 'liaison', 'reviewer'], relation: 'assigned' },
];
const machine: readonly Right[] = [{ roles: ['system'], relation: 'any' }];

/** The one table of who may do what: command × role × relation. The API asks it before sending, `decide` again. */
export const RIGHTS = {
  registerPilot: [{ roles: ['office-director', 'liaison'], relation: 'own' }],
  draftPlan: drafting,
  submitPlan: [{ roles: ['office-director'], relation: 'own' }],
  returnPlan: reviewing,
  approvePlan: reviewing,
  rejectPlan: reviewing,
  enterFigures: hosting,
  addEvidence: drafting,
  submitMilestone: hosting,
  judgeMilestone: reviewing,
  submitReport: hosting,
  judgeReport: reviewing,
  askReportSkip: hosting,
  decideReportSkip: reviewing,
  submitConclusion: [{ roles: ['office-director'], relation: 'own' }],
  returnConclusion: reviewing,
  enterResult: reviewing,
  closePilot: reviewing,
  proposeSuspension: proposing,
  proposeResumption: proposing,
  proposeTermination: proposing,
  withdrawProposal: [{ roles: ['office-director', 'reviewer'], relation: 'assigned' }],
  decideProposal: reviewing,

  openChain: chainOffice,
  draftStatement: [...chainOffice, { roles: ['liaison'], relation: 'own' }],
  submitStatement: chainOffice,
  signStatement: signing,
  returnStatement: signing,
  assignItem: assigning,
  reassignItem: assigning,
  withdrawItem: [{ roles: ['leader', 'office-director'], relation: 'own' }],
  acknowledgeItem: holding,
  feedBackItem: holding,
  verifyItem: assigning,
  answerEscalations: [{ roles: ['leader', 'office-director'], relation: 'own' }],
  submitSelfAssessment: [{ roles: ['office-director'], relation: 'own' }],
  returnSelfAssessment: [{ roles: ['leader'], relation: 'own' }],
  confirmSelfAssessment: [{ roles: ['leader'], relation: 'own' }],
  noteEscalation: machine,
  noteEscalationSettled: machine,
  carryOverItem: machine,

  foundUnit: founding,
  addPost: [{ roles: ['system-administrator'], relation: 'any' }],
  removePost: [{ roles: ['system-administrator'], relation: 'any' }],
  // Where the security administrator's own post is empty, the system administrator owes a holder and must be able to name one; the same where its holder is locked.
  assignHolder: [...seating, { roles: ['system-administrator'], relation: 'assigned' }],
  releaseHolder: [...seating, { roles: ['system-administrator'], relation: 'assigned' }],
  handOverPost: handing,
  planHandover: handing,
  cancelHandover: handing,
  delegatePost: [{ roles: ['leader', 'office-director', 'lead-department', 'liaison', 'reviewer', 'evaluator'], relation: 'assigned' }],
  endDelegation: [
    ...seating,
    { roles: ['leader', 'office-director', 'lead-department', 'liaison', 'reviewer', 'evaluator'], relation: 'assigned' },
  ],
  takeOverPost: machine,
  noteHolderLocked: machine,
  noteHolderUnlocked: machine,
  closeUnit: founding,
  notePilotOpened: machine,
  notePilotEnded: machine,
  assignNoticeNumber: machine,
  noteNoticeReceived: machine,
  noteNoticeVoided: machine,
  noteTalkWithdrawn: machine,

  draftNotice: machine,
  issueNotice: issuing,
  decideNotice: [{ roles: ['leader'], relation: 'assigned' }],
  numberNotice: machine,
  signNotice: addressed,
  recordTalk: issuing,
  answerNotice: addressed,
  verifyNotice: issuing,
  weighRaising: machine,
  raiseNotice: issuing,
  declineRaising: issuing,
  noteRaisingOutcome: machine,
  voidNotice: issuing,
  noteMatterSettled: machine,
  noteNoticeOutcome: machine,

  askExtension: ofDuties,
  agreeExtension: [{ roles: ['leader', 'office-director'], relation: 'assigned' }],
  decideExtension: reviewing,

  tick: machine,
  adoptCalendar: machine,

  listAccounts: [{ roles: ['security-administrator'], relation: 'any' }],
  keepAccounts: [{ roles: ['security-administrator'], relation: 'any' }],
  readDirectoryRecord: [{ roles: ['audit-administrator'], relation: 'any' }],
  readBulkCommands: [{ roles: ['audit-administrator'], relation: 'any' }],
  resendMail: [{ roles: ['system-administrator'], relation: 'any' }],
  publishTaskAreas: [{ roles: ['system-administrator'], relation: 'any' }],
  publishStatementTemplate: [{ roles: ['system-administrator'], relation: 'any' }],
  publishBurdenCap: [{ roles: ['system-administrator'], relation: 'any' }],
  publishAutomaticIssue: [{ roles: ['system-administrator'], relation: 'any' }],
  publishCalendar: [{ roles: ['system-administrator'], relation: 'any' }],
  /** An address to put right and a post to fill are the security administrator's. */
  listUnreached: [{ roles: ['system-administrator', 'security-administrator', 'audit-administrator'], relation: 'any' }],
  readOperations: [{ roles: ['system-administrator', 'audit-administrator'], relation: 'any' }],
} as const satisfies Readonly<Record<string, readonly Right[]>>;
export type Action = keyof typeof RIGHTS;

/** Whether the actor may, as things stand. Four-eyes rules come on top, in `decide`. */
export function mayDo(action: Action, actor: Actor, facts: RightsFacts): boolean {
  const rights: readonly Right[] = RIGHTS[action];
  return rights.some(({ roles, relation }) => roles.includes(actor.role) && isRelated(relation, actor, facts));
}

function isRelated(relation: Relation, actor: Actor, { unit, host, parent, assigned }: RightsFacts): boolean {
  switch (relation) {
    case 'own':
      return actor.unit === unit;
    case 'host':
      return host !== undefined && actor.unit === host;
    case 'parent':
      return parent !== undefined && actor.unit === parent;
    case 'assigned':
      return actor.post === assigned;
    case 'any':
      return true;
    default:
      return relation satisfies never;
  }
}

const BUSINESS: readonly Role[] = ['leader', 'office-director', 'lead-department', 'liaison', 'reviewer'];
const UNIT_KEEPERS: readonly Role[] = ['system-administrator', 'security-administrator', 'audit-administrator'];

/** Stands in the path of what everybody in business may see, such as a published circular. */
export const EVERYBODY = '*';

/** What an actor may see of a kind of thing: all of it, what lies on its unit's path, its own unit alone, or nothing. What may not be seen does not exist for them. */
export type Scope = { readonly sees: 'all' } | { readonly sees: 'under' | 'own'; readonly unit: string } | { readonly sees: 'nothing' };

export function scopeOf(kind: 'pilot' | 'chain' | 'unit' | 'duty' | 'notice', actor: Actor): Scope {
  if (actor.role === 'audit-administrator') return { sees: 'all' };
  if (UNIT_KEEPERS.includes(actor.role)) {
    if (kind === 'unit') return { sees: 'all' };
    return kind === 'duty' ? { sees: 'under', unit: actor.post } : { sees: 'nothing' };
  }
  // An evaluator delegates the own post, and sees for that where it stands.
  if (actor.role === 'evaluator' && kind === 'unit') return { sees: 'own', unit: actor.unit };
  if (!BUSINESS.includes(actor.role)) return { sees: 'nothing' };
  return actor.unit === CENTRE ? { sees: 'all' } : { sees: 'under', unit: actor.unit };
}

/** The roles that may do this in some relation: what a caller without any of them need not ask for. */
export const rolesFor = (action: Action): readonly Role[] => {
  const rights: readonly Right[] = RIGHTS[action];
  return [...new Set(rights.flatMap(({ roles }) => roles))];
};
