import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { SYSTEM, type Actor } from '../../domain/actor.js';
import { dayOf, formatDay, HOUR_MS, startOfDay, type Instant } from '../../domain/calendar.js';
import type { Typed } from '../../domain/entity.js';
import { isKind, type Kind } from '../../domain/kinds.js';
import { isMoot } from '../../domain/moot.js';
import { hashOf, instantOf, type Site } from './site.js';

interface Told {
  readonly kind: Kind;
  readonly id: string;
}
/** Tells a site a story of several entities; what they say to each other is carried on its own day, as the courier would. */
export interface Teller {
  /** Lets the time pass until then, and demands that the command is accepted. */
  tell(to: Told, actor: Actor, command: Typed, at: string): Promise<void>;
  /** Lets the time pass, morning by morning wherever something wakes. */
  until(at: string): Promise<void>;
}

export function createTeller(site: Site): Teller {
  const streams = new Map<string, Told>();
  const delivered = new Set<string>();
  let told = 0;
  const note = ({ kind, id }: Told): void => void streams.set(`${kind}/${id}`, { kind, id });

  /** Every message once, also those that came of it. */
  const carry = async (at: Instant): Promise<void> => {
    const waiting = [...streams.keys()].flatMap((stream) => site.records.outbox(stream)).filter(({ id }) => !delivered.has(id));
    for (const { id, consequence } of waiting) {
      delivered.add(id);
      if (consequence.type !== 'message' || !isKind(consequence.to.kind)) continue;
      const { command } = consequence;
      const to = { kind: consequence.to.kind, id: consequence.to.id };
      note(to);
      const answer = await site.deliver({ id, hash: '', actor: SYSTEM, receivedAt: at, to, command });
      const isTaken = answer.ok || isMoot(consequence, answer.code);
      expect(isTaken, `${command.type} to ${to.id}: ${JSON.stringify(answer)}`).to.equal(true);
    }
    if (waiting.length > 0) await carry(at);
  };
  const wakes = async (): Promise<readonly Instant[]> => {
    const views = await Promise.all([...streams.values()].map(({ kind, id }) => site.records.view(kind, id)));
    return views.flatMap((view) => view?.wakeAt ?? []);
  };
  const until = async (at: string): Promise<void> => {
    const end = instantOf(at);
    for (;;) {
      const next = Math.min(...(await wakes()));
      if (next >= end) break;
      const morning = startOfDay(dayOf(next)) + 8 * HOUR_MS;
      const when = Math.min(end, next < morning ? morning : morning + 24 * HOUR_MS);
      await site.until(`${formatDay(dayOf(when))} ${new Date(when + 8 * HOUR_MS).toISOString().slice(11, 16)}`);
      // What rang is recorded a moment later.
      while ((await wakes()).some((wake) => wake <= when)) await wait(10);
      await carry(when);
    }
    await site.until(at);
  };
  return {
    until,
    async tell(to, actor, command, at) {
      note(to);
      await until(at);
      told += 1;
      const answer = await site.deliver({ id: `step-${told}`, hash: hashOf(command), actor, receivedAt: instantOf(at), to, command });
      expect(answer.ok, `${at} ${command.type} on ${to.kind}/${to.id}: ${JSON.stringify(answer)}`).to.equal(true);
      await carry(instantOf(at));
    },
  };
}
