import Joi from 'joi';
import { CENTRE, type Actor } from '../../domain/actor.js';
import type { EntityRef, Typed } from '../../domain/entity.js';
import type { RecordHead, RecordStore, Seen, Send, SendAnswer } from '../../domain/ports.js';
import { EVERYBODY, scopeOf, type Scope } from '../../domain/rights.js';
import { refused, type Refused } from '../http/problems.js';
import type { CommandKey } from '../http/route.js';
import { shape } from '../http/schema.js';

/** What every accepted command answers, the first time and at every repeat. */
export interface CommandReceipt {
  readonly id: string;
  readonly seq: number;
  readonly events: readonly string[];
}
export const receiptSchema = shape<CommandReceipt>({
  id: Joi.string().description('对象编号。Of the entity.'),
  seq: Joi.number().integer().description('记录序号，列表已包含到此为止的内容。How far its record reaches; every list already shows it.'),
  events: Joi.array().items(Joi.string()).description('由此产生的事项，按顺序。What came of it, in order.'),
});
export const receiptExample: CommandReceipt = { id: '53-2026-0007', seq: 4, events: ['planSubmitted', 'dutiesChanged'] };

interface Sending {
  readonly to: EntityRef;
  readonly actor: Actor;
  readonly command: Typed;
  readonly key: CommandKey;
  readonly now: number;
  readonly seen?: Seen;
}

/** Sends a command and turns what came back into an answer. */
export async function sendCommand(send: Send, { to, actor, command, key, now, seen }: Sending): Promise<CommandReceipt | Refused> {
  const answer = await send({ id: key.id, hash: key.hash, to, actor, receivedAt: now, command }, seen);
  return answer.ok ? { id: to.id, seq: answer.receipt.seq, events: answer.receipt.events } : refusalOf(answer);
}

export function refusalOf({ code, facts }: SendAnswer & { ok: false }): Refused {
  switch (code) {
    case 'KeyReused':
      return refused('IdempotencyKeyReused');
    case 'Busy':
      return refused('Busy', { retryAfterSeconds: 1 });
    case 'EngineAway':
      return refused('EngineAway', { retryAfterSeconds: 5 });
    case 'Uncertain':
      return refused('Uncertain', { retryAfterSeconds: 5 });
    default:
      return refused(code, { facts });
  }
}

export const isRefused = (answer: object): answer is Refused => 'refused' in answer;

/** The part of a filter that keeps an actor to what they may see; undefined where they may see nothing. */
export function scopeFilter(scope: Scope): Readonly<Record<string, string>> | undefined {
  switch (scope.sees) {
    case 'all':
      // Every path begins with the centre: named, it lets the lists' indexes be used.
      return { path: CENTRE };
    case 'under':
      return { path: scope.unit };
    case 'own':
      return { path: scope.unit, entity: scope.unit };
    case 'nothing':
      return undefined;
    default:
      return scope satisfies never;
  }
}

/** Whether something on this path exists for the actor. */
export function isVisible(kind: 'pilot' | 'chain' | 'unit' | 'duty' | 'notice', actor: Actor, path: readonly string[]): boolean {
  const scope = scopeOf(kind, actor);
  if (scope.sees === 'own') return path.at(-1) === scope.unit;
  if (scope.sees !== 'under') return scope.sees === 'all';
  return path.includes(scope.unit) || (kind === 'notice' && path.includes(EVERYBODY));
}

/** Whether the pilot is there and exists for the actor. */
export async function isPilotSeen(records: Pick<RecordStore, 'head'>, id: string, actor: Actor): Promise<boolean> {
  const head = await records.head('pilot', id);
  return head !== undefined && isVisible('pilot', actor, head.path);
}

/** Kinds of entities that people send commands to. */
export type VisibleKind = 'pilot' | 'chain' | 'unit' | 'notice';

/** What the record says of an entity and this command, if the entity exists for the actor. */
export async function lookUpVisible(
  records: Pick<RecordStore, 'lookUp'>,
  to: { readonly kind: VisibleKind; readonly id: string },
  actor: Actor,
  key: CommandKey,
): Promise<(Seen & { readonly head: RecordHead }) | undefined> {
  const { head, known } = await records.lookUp(to.kind, to.id, key.id);
  if (head === undefined || !isVisible(to.kind, actor, head.path)) return undefined;
  return { head, ...(known === undefined ? {} : { known }) };
}
