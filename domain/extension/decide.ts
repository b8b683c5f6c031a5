import { personsOf, unitOfPost, type PostId } from '../actor.js';
import { dayOf, dueDay, endOfDay, formatDay, type Day } from '../calendar.js';
import type { Watched, WatchedDuty } from '../duty.js';
import { accept, refuse, type Context, type Decision, type Refusal } from '../entity.js';
import { hasPartIn } from '../four-eyes.js';
import { mayDo } from '../rights.js';
import { AGREEING_DAYS, DECIDING_DAYS } from './duties.js';
import type { ExtensionCommand, ExtensionEvent } from './messages.js';
import type { ExtensionRequest, ExtensionRule } from './state.js';

type Answer = Decision<ExtensionEvent>;
type Watches = Readonly<Record<string, Watched>>;
/** The rule for a duty; undefined where it keeps its date. */
type RuleOf = (duty: WatchedDuty) => ExtensionRule | undefined;

/** Decides what is asked about another date (rules: Extension): asked before the due day ends, agreed by the own leader, decided by the reviewer. */
export function decideOnExtension(watched: Watches, command: ExtensionCommand, ruleOf: RuleOf, context: Context): Answer {
  const duty = Object.hasOwn(watched, command.duty) ? watched[command.duty] : undefined;
  if (duty === undefined) return refuse('DutyNotOpen');
  const rule = ruleOf({ ...duty, id: command.duty });
  if (command.type === 'askExtension') return ask(duty, command, rule, context);
  const request = duty.extension?.request;
  if (request === undefined) return refuse('ExtensionNotAsked');
  return command.type === 'agreeExtension' ? agree(duty, request, command, context) : decide(duty, request, command, rule, context);
}

const mayNot = (type: ExtensionCommand['type'], assigned: PostId, { actor }: Context): Refusal | undefined =>
  mayDo(type, actor, { unit: unitOfPost(assigned), assigned }) ? undefined : refuse('NoRight');

function ask(
  duty: Watched,
  { duty: id, until, reason, progress }: ExtensionCommand & { type: 'askExtension' },
  rule: ExtensionRule | undefined,
  context: Context,
): Answer {
  const { at, calendar, actor } = context;
  const { due, kind, post, extension } = duty;
  const barred = mayNot('askExtension', post, context);
  if (barred !== undefined) return barred;
  if (rule === undefined) return refuse('ExtensionNotAllowed');
  if (extension?.request !== undefined) return refuse('ExtensionUndecided');
  if (at > endOfDay(due)) return refuse('ExtensionTooLate', { due: formatDay(due) });
  const decider = rule.deciders[extension?.granted ?? 0];
  if (decider === undefined) return refuse('ExtensionLimit', { count: rule.deciders.length });
  return (
    refuseDay(until, due + 1, rule.latest) ??
    accept({
      type: 'extensionAsked',
      duty: id,
      kind,
      post,
      number: (extension?.asked ?? 0) + 1,
      due,
      until,
      reason,
      progress,
      agreer: rule.agreer,
      decider,
      pausedUntil: dueDay(calendar, { kind: 'after', from: at, days: AGREEING_DAYS + DECIDING_DAYS, unit: 'working' }),
      at,
      by: personsOf(actor),
    })
  );
}

function agree(
  { kind, post }: Watched,
  { number, agreer, agreed, by }: ExtensionRequest,
  { duty, verdict, reason }: ExtensionCommand & { type: 'agreeExtension' },
  context: Context,
): Answer {
  if (agreed !== undefined) return refuse('ExtensionNotAsked');
  const barred = mayNot('agreeExtension', agreer, context);
  if (barred !== undefined) return barred;
  const persons = personsOf(context.actor);
  if (hasPartIn(by, context.actor)) return refuse('OwnSubmission');
  const type = verdict === 'agreed' ? 'extensionAgreed' : 'extensionDeclined';
  return accept({ type, duty, kind, post, number, reason, at: context.at, by: persons });
}

function decide(
  known: Watched,
  { number, decider, agreed, by, until: asked }: ExtensionRequest,
  { duty, verdict, reason, until = asked }: ExtensionCommand & { type: 'decideExtension' },
  rule: ExtensionRule | undefined,
  context: Context,
): Answer {
  const { at } = context;
  const barred = mayNot('decideExtension', decider, context);
  if (barred !== undefined) return barred;
  if (agreed === undefined) return refuse('ExtensionNotAgreed');
  const persons = personsOf(context.actor);
  if (hasPartIn(by, context.actor)) return refuse('OwnSubmission');
  if (hasPartIn(agreed.by, context.actor)) return refuse('SameReviewer');
  const { kind, post, due, term, extension } = known;
  const about = { duty, kind, post, number, reason, at, by: persons };
  if (verdict === 'refused') return accept({ type: 'extensionRefused', ...about });
  if (rule === undefined) return refuse('ExtensionNotAllowed');
  const instead = extension?.grant?.instead ?? term;
  return (
    refuseDay(until, Math.max(due + 1, dayOf(at)), rule.latest) ?? accept({ type: 'extensionGranted', ...about, from: due, until, instead })
  );
}

function refuseDay(until: Day, from: Day, latest: Day): Refusal | undefined {
  if (from > latest) return refuse('ExtensionNoRoom', { latest: formatDay(latest) });
  if (until >= from && until <= latest) return undefined;
  return refuse('ExtensionDayInvalid', { from: formatDay(from), to: formatDay(latest) });
}
