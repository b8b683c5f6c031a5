import type { Role } from '../actor.js';
import type { Day, Instant } from '../calendar.js';
import type { NoticeForm } from '../notice/state.js';
import type { Delegation, Tenure, UnitKind, UnitPhase } from './state.js';

/** Who is to sit in a post: by id, by name for the record, and with the roles of all posts held in any unit, as the edge read them. */
interface Seat {
  readonly role: Role;
  readonly person: string;
  readonly name: string;
  readonly personHolds?: readonly Role[];
  readonly reason: string;
}

/** What can be asked of a unit. */
export type UnitCommand =
  | { readonly type: 'foundUnit'; readonly name: string; readonly kind: UnitKind; readonly parentPath: readonly string[] }
  | { readonly type: 'addPost'; readonly role: Role; readonly reason: string }
  | (Seat & { readonly type: 'assignHolder' })
  | { readonly type: 'releaseHolder'; readonly role: Role; readonly reason: string }
  | (Seat & { readonly type: 'handOverPost' })
  | (Seat & { readonly type: 'planHandover'; readonly effective: Day })
  | { readonly type: 'cancelHandover'; readonly role: Role; readonly reason: string }
  | (Seat & { readonly type: 'delegatePost'; readonly until: Instant })
  | { readonly type: 'endDelegation'; readonly role: Role; readonly reason: string }
  | { readonly type: 'closeUnit'; readonly reason: string }
  | { readonly type: 'notePilotOpened'; readonly pilot: string }
  | { readonly type: 'notePilotEnded'; readonly pilot: string }
  | { readonly type: 'assignNoticeNumber'; readonly notice: string; readonly form: NoticeForm; readonly year: string }
  | { readonly type: 'noteNoticeReceived' | 'noteNoticeVoided'; readonly notice: string; readonly number: string; readonly year: string };
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
  delegatePost: ['active'],
  endDelegation: ['active'],
  closeUnit: ['active'],
  notePilotOpened: ['active'],
  notePilotEnded: ['active'],
  assignNoticeNumber: ['active'],
  noteNoticeReceived: ['active'],
  noteNoticeVoided: ['active'],
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
  | { readonly type: 'holderAssigned'; readonly role: Role; readonly tenure: Tenure; readonly reason: string }
  | { readonly type: 'holderReleased'; readonly role: Role; readonly from: Tenure; readonly reason: string; readonly at: Instant }
  | { readonly type: 'postHandedOver'; readonly role: Role; readonly from: Tenure; readonly to: Tenure; readonly reason: string }
  | {
      readonly type: 'handoverPlanned';
      readonly role: Role;
      readonly person: string;
      readonly name: string;
      readonly effective: Day;
      readonly reason: string;
      readonly at: Instant;
    }
  | { readonly type: 'handoverCancelled'; readonly role: Role; readonly person: string; readonly reason: string; readonly at: Instant }
  | { readonly type: 'postDelegated'; readonly role: Role; readonly delegation: Delegation; readonly reason: string }
  | { readonly type: 'delegationEnded'; readonly role: Role; readonly delegation: Delegation; readonly reason: string }
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
  | { readonly type: 'noticeRecalled'; readonly notice: string; readonly year: string; readonly number: string };
