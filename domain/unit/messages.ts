import type { PostId, Role } from '../actor.js';
import type { Day, Instant } from '../calendar.js';
import type { NoticeForm } from '../notice/state.js';
import type { Inventory } from './inventory.js';
import type { Delegation, HandoverHindrance, Tenure, UnitKind, UnitPhase } from './state.js';

/** What the edge knows of a person beside the name: the roles of all posts held in any unit, and whether no account of theirs is open. */
interface Known {
  readonly personHolds?: readonly Role[];
  readonly isLocked?: boolean;
}
/** Who is to sit in a post: by id, and by name for the record. */
interface Seat extends Known {
  readonly role: Role;
  readonly person: string;
  readonly name: string;
  readonly reason: string;
}
/** What a post, or all posts of a unit, still owe to other entities, as the lists show it; the one due first by name. */
export interface OpenWork {
  readonly count: number;
  readonly title: string;
  readonly due: Day;
}

/** What can be asked of a unit. */
export type UnitCommand =
  | { readonly type: 'foundUnit'; readonly name: string; readonly kind: UnitKind; readonly parentPath: readonly string[] }
  | { readonly type: 'addPost'; readonly role: Role; readonly reason: string }
  | (Seat & { readonly type: 'assignHolder' })
  | { readonly type: 'releaseHolder'; readonly role: Role; readonly reason: string }
  | (Seat & { readonly type: 'handOverPost'; readonly moves?: Inventory })
  | (Seat & { readonly type: 'planHandover'; readonly effective: Day; readonly moves?: Inventory })
  | { readonly type: 'cancelHandover'; readonly role: Role; readonly reason: string }
  /** The unit's word to itself that the day of a handover has come; whoever brings it adds what is known by then. */
  | (Known & {
      readonly type: 'takeOverPost';
      readonly role: Role;
      readonly person: string;
      readonly isUnknown?: boolean;
      readonly moves?: Inventory;
    })
  /** `passesOn`: whoever acts for the delegate, in any unit, and for those in turn. */
  | (Seat & { readonly type: 'delegatePost'; readonly until: Instant; readonly passesOn?: readonly string[] })
  | { readonly type: 'endDelegation'; readonly role: Role; readonly reason: string }
  | { readonly type: 'removePost'; readonly role: Role; readonly reason: string; readonly owes?: OpenWork }
  | { readonly type: 'noteHolderLocked' | 'noteHolderUnlocked'; readonly person: string }
  | { readonly type: 'closeUnit'; readonly reason: string; readonly owes?: OpenWork }
  | { readonly type: 'notePilotOpened'; readonly pilot: string }
  | { readonly type: 'notePilotEnded'; readonly pilot: string }
  | { readonly type: 'assignNoticeNumber'; readonly notice: string; readonly form: NoticeForm; readonly year: string }
  | { readonly type: 'noteNoticeReceived' | 'noteNoticeVoided'; readonly notice: string; readonly number: string; readonly year: string }
  /** The talk about a third notice went as a draft. */
  | { readonly type: 'noteTalkWithdrawn'; readonly notice: string; readonly year: string };
export type UnitCommandType = UnitCommand['type'];

/** The phases in which each command makes sense. A message from a pilot to a unit that is not there stays, refused, for an operator to see. */
export const UNIT_ACCEPTED_IN: Readonly<Record<UnitCommandType, readonly UnitPhase[]>> = {
  foundUnit: ['unfounded'],
  addPost: ['active'],
  assignHolder: ['active'],
  releaseHolder: ['active'],
  handOverPost: ['active'],
  planHandover: ['active'],
  cancelHandover: ['active'],
  takeOverPost: ['active'],
  delegatePost: ['active'],
  endDelegation: ['active'],
  removePost: ['active'],
  noteHolderLocked: ['active'],
  noteHolderUnlocked: ['active'],
  closeUnit: ['active'],
  notePilotOpened: ['active'],
  notePilotEnded: ['active'],
  assignNoticeNumber: ['active'],
  noteNoticeReceived: ['active'],
  noteNoticeVoided: ['active'],
  noteTalkWithdrawn: ['active'],
};

export type UnitEvent =
  | {
      readonly type: 'unitFounded';
      readonly name: string;
      readonly kind: UnitKind;
      readonly path: readonly string[];
      readonly roles: readonly Role[];
      readonly at: Instant;
    }
  | { readonly type: 'postAdded'; readonly role: Role; readonly reason: string; readonly at: Instant }
  | {
      readonly type: 'holderAssigned';
      readonly role: Role;
      readonly tenure: Tenure;
      readonly reason: string;
      /** The post it was done with; absent where a site began with it, and in the first records. */
      readonly by?: PostId;
    }
  | { readonly type: 'holderReleased'; readonly role: Role; readonly from: Tenure; readonly reason: string; readonly at: Instant }
  | { readonly type: 'postRemoved'; readonly role: Role; readonly reason: string; readonly at: Instant }
  | {
      readonly type: 'postHandedOver';
      readonly role: Role;
      readonly from: Tenure;
      readonly to: Tenure;
      readonly reason: string;
      /** What went with it; absent in the first records. */
      readonly moves?: Inventory;
      /** The post it was done with at once; absent where it had been planned, and in the first records. */
      readonly by?: PostId;
    }
  | {
      readonly type: 'handoverPlanned';
      readonly role: Role;
      readonly person: string;
      readonly name: string;
      readonly effective: Day;
      readonly reason: string;
      readonly at: Instant;
      /** The post it was planned with, and what would have gone with it then; absent in the first records. */
      readonly by?: PostId;
      readonly moves?: Inventory;
    }
  | { readonly type: 'handoverFellDue'; readonly role: Role; readonly person: string; readonly at: Instant }
  | {
      readonly type: 'handoverRefused';
      readonly role: Role;
      readonly person: string;
      readonly name: string;
      readonly effective: Day;
      readonly cause: HandoverHindrance;
      readonly by: PostId;
      readonly at: Instant;
    }
  | {
      readonly type: 'holderLocked' | 'holderUnlocked';
      readonly person: string;
      readonly roles: readonly Role[];
      readonly at: Instant;
    }
  | {
      readonly type: 'handoverCancelled';
      readonly role: Role;
      readonly person: string;
      /** Absent in the first records. */
      readonly name?: string;
      readonly reason: string;
      readonly at: Instant;
      /** The post it was called off with; absent where it fell with the tenure, and in the first records. */
      readonly by?: PostId;
    }
  | { readonly type: 'postDelegated'; readonly role: Role; readonly delegation: Delegation; readonly reason: string }
  | {
      readonly type: 'delegationEnded';
      readonly role: Role;
      readonly delegation: Delegation;
      readonly reason: string;
      /** The post it was ended with before its day; absent where it ran out or fell with the tenure, and in the first records. */
      readonly by?: PostId;
    }
  | { readonly type: 'unitClosed'; readonly reason: string }
  | { readonly type: 'pilotOpened'; readonly pilot: string }
  | { readonly type: 'pilotEnded'; readonly pilot: string }
  | {
      readonly type: 'noticeNumberAssigned';
      readonly notice: string;
      readonly form: NoticeForm;
      readonly year: string;
      readonly serial: number;
      readonly number: string;
    }
  | { readonly type: 'noticeReceived'; readonly notice: string; readonly year: string; readonly number: string; readonly isThird?: true }
  | { readonly type: 'noticeRecalled'; readonly notice: string; readonly year: string; readonly number: string }
  | { readonly type: 'talkWithdrawn'; readonly notice: string; readonly year: string; readonly isThird?: true };
