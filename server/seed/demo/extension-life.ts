import type { PostId } from '../../../domain/actor.js';
import { addWorkingDays, dayOf, type Day, type Instant } from '../../../domain/calendar.js';
import type { ExtensionCommand } from '../../../domain/extension/messages.js';
import type { Owed } from './habits.js';
import type { PlannedExtension } from './life.js';
import { officeTime, type Act, type Stage } from './stage.js';

/** What is said in answer. */
const WORDS = {
  agreed: '情况属实，拟同意延期，请审核岗决定。',
  declined: '时间尚充裕，可通过调整排班完成，不同意延期。',
  granted: '理由成立，同意延期；原期限和延期均记录在案，请按新期限办结。',
  refused: '延期理由为内部协调不力，不属于客观原因，不予批准，请按原期限办结。',
} as const;

interface Next {
  readonly post: PostId;
  readonly on: Day;
  readonly command: ExtensionCommand;
}

/** Another date for what is owed on a pilot: asked for, agreed by the own leader a day later, decided two days after that. */
export function extensionActs(stage: Stage, pilot: string, planned: readonly PlannedExtension[], owed: readonly Owed[], day: Day): Act[] {
  const after = (since: Instant, count: number): Day => addWorkingDays(stage.calendarOf(pilot.slice(0, 2)), dayOf(since), count);
  const nextOf = (plan: PlannedExtension, { id: duty, watched: { post, extension } }: Owed): Next | undefined => {
    const { agreed, decided } = plan;
    const { request, last } = extension ?? {};
    if (request === undefined) {
      if (last !== undefined) return undefined;
      const { reason, progress } = plan;
      return {
        post,
        on: stage.dayFrom(plan.on),
        command: { type: 'askExtension', duty, until: stage.dayFrom(plan.until), reason, progress },
      };
    }
    if (request.agreed === undefined) {
      if (agreed === undefined) return undefined;
      const command: ExtensionCommand = { type: 'agreeExtension', duty, verdict: agreed, reason: WORDS[agreed] };
      return { post: request.agreer, on: after(request.askedAt, 1), command };
    }
    if (decided === undefined) return undefined;
    const command: ExtensionCommand = { type: 'decideExtension', duty, verdict: decided, reason: WORDS[decided] };
    return { post: request.decider, on: after(request.agreed.at, 2), command };
  };
  return planned.flatMap((plan): Act[] => {
    const about = owed.find(({ name }) => name === plan.of);
    const next = about === undefined ? undefined : nextOf(plan, about);
    if (next === undefined || day < next.on) return [];
    const perform = (at: Instant): void => {
      const actor = stage.seats.actorAt(next.post, at);
      const isOwed = stage.past.view('pilot', pilot)?.state.watched[next.command.duty] !== undefined;
      if (actor !== undefined && isOwed) stage.send('pilot', pilot, actor, next.command, at);
    };
    return [{ at: officeTime(day, `${pilot}#${plan.of} ${next.command.type}`), do: perform }];
  });
}
