import { setTimeout as wait } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Actor } from '../../domain/actor.js';
import type { AdoptCalendar } from '../../domain/adoption.js';
import type { ChainCommand } from '../../domain/chain/messages.js';
import type { ExtensionCommand } from '../../domain/extension/messages.js';
import type { Kind } from '../../domain/kinds.js';
import type { NoticeCommand } from '../../domain/notice/messages.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import type { Tick } from '../../domain/supervision.js';
import type { UnitCommand } from '../../domain/unit/messages.js';
import { hashOf, instantOf, type Site } from '../workflows/site.js';

/** Where a scene is played: a real server, a real worker, a record in memory. */
export interface Stage {
  readonly env: TestWorkflowEnvironment;
  readonly site: Site;
}
/** A run worth keeping; the current one where no run is named. `part` tells several runs of one workflow apart. */
export interface Played {
  readonly workflowId: string;
  readonly runId?: string;
  readonly part?: string;
}
export type Scene = (stage: Stage, id: string) => Promise<readonly Played[]>;
type Command = PilotCommand | UnitCommand | NoticeCommand | ChainCommand | ExtensionCommand | AdoptCalendar | Tick;

let told = 0;
/** A command by its time, or by the clock; throws where it is refused. */
export async function tell({ site }: Stage, workflowId: string, actor: Actor, command: Command, at?: string): Promise<void> {
  told += 1;
  const commandId = `command-${told}`;
  const [kind = '', id = ''] = workflowId.split('/');
  const receivedAt = at === undefined ? await site.now() : instantOf(at);
  const answer = await site.deliver({ id: commandId, hash: hashOf(command), actor, receivedAt, to: { kind, id }, command });
  if (!answer.ok) throw new Error(`${command.type} on ${workflowId}: ${answer.code} ${JSON.stringify(answer.facts)}`);
}

/** What a run does by itself is seen a moment later. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(20);
}
export const seqOf = async ({ site }: Stage, kind: Kind, id: string): Promise<number> => (await site.records.head(kind, id))?.seq ?? 0;
export const runIdOf = async ({ env }: Stage, workflowId: string): Promise<string> =>
  (await env.client.workflow.getHandle(workflowId).describe()).runId;
