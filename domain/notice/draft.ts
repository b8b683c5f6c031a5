import type { PostId } from '../actor.js';
import { formatDay, parseDay, workingDaysBetween, type Calendar, type Day } from '../calendar.js';
import type { ClimbedRung } from '../duty.js';
import type { Consequence, Context, EntityRef, HighRung } from '../entity.js';
import { RUNGS } from '../ladders.js';
import { readableAfter } from './automatic-issue.js';
import type { DraftMessage, DraftWords } from './messages.js';
import { CENTRAL_ISSUER, partiesOver, type Parties } from './posts.js';
import { NOTICE_RULES, type Draft, type Matter, type Notice, type NoticeForm } from './state.js';

const NOTHING: Omit<DraftWords, 'type' | 'form' | 'cause' | 'title' | 'issuer' | 'addressee'> = {
  pilot: '',
  duty: '',
  dutyKind: '',
  post: '',
  firstDue: '',
  due: '',
  on: '',
  rungs: '',
  raisedFrom: '',
  grounds: '',
  proposedBy: '',
};

/** The draft of a supervision notice about a duty of this entity that reached that rung, with the facts from the record. */
export function draftOverdue(
  notice: string,
  { kind: owedOn, id, title }: EntityRef & { readonly title: string },
  { issuer, addressee }: Parties,
  { duty, on, watched }: HighRung,
): Consequence {
  const { kind, post, firstDue, due, climbed = [] } = watched;
  return draft(notice, {
    ...NOTHING,
    type: 'draftNotice',
    form: 'notice',
    cause: 'overdue',
    title,
    ...(owedOn === 'pilot' ? { pilot: id } : { place: `${owedOn}/${id}` }),
    issuer,
    addressee,
    duty,
    dutyKind: kind,
    post,
    firstDue: formatDay(firstDue),
    due: formatDay(due),
    on: formatDay(on),
    rungs: rungsAsText(climbed),
  });
}

/** What a rung brings on anything but a pilot: at the notice its draft, else nothing. */
export function draftAtRung(entity: EntityRef & { readonly title: string }, reached: HighRung): readonly Consequence[] {
  const { post, notice } = reached.watched;
  return reached.rung === 'supervision-notice' && notice !== undefined ? [draftOverdue(notice, entity, partiesOver(post), reached)] : [];
}

/** The draft of the next form, with the facts of the one it is raised from. It goes to a group leader, so the centre issues it: no office summons its own leader. */
export function draftRaised(
  { title, pilot, place, matter, matterSettledOn, proposedBy = [] }: Notice,
  to: { readonly notice: string; readonly form: NoticeForm; readonly addressee: PostId; readonly on: Day },
  from: string,
  grounds: string,
): Consequence {
  const facts =
    matter === undefined
      ? {}
      : {
          duty: matter.duty,
          dutyKind: matter.kind,
          post: matter.post,
          firstDue: formatDay(matter.firstDue),
          due: formatDay(matter.due),
          on: formatDay(to.on),
          rungs: rungsAsText(matter.rungs),
        };
  return draft(to.notice, {
    ...NOTHING,
    type: 'draftNotice',
    form: to.form,
    cause: 'raised',
    title,
    pilot,
    ...(place === undefined ? {} : { place }),
    issuer: CENTRAL_ISSUER,
    addressee: to.addressee,
    ...facts,
    raisedFrom: from,
    grounds,
    proposedBy: proposedBy.join(' '),
    ...(matterSettledOn === undefined ? {} : { settledOn: formatDay(matterSettledOn) }),
  });
}

/** The draft of a talk about the third notice of a unit in a year. */
export const draftThird = (
  notice: string,
  unit: { readonly name: string; readonly numbers: readonly string[] },
  parties: Parties,
): Consequence =>
  draft(notice, {
    ...NOTHING,
    type: 'draftNotice',
    form: 'talk',
    cause: 'third',
    title: unit.name,
    ...parties,
    grounds: unit.numbers.join('、'),
  });

const draft = (notice: string, words: DraftWords): Consequence => ({
  type: 'message',
  to: { kind: 'notice', id: notice },
  command: { ...words, rules: String(NOTICE_RULES) },
});

/** What the notice keeps of the message; working days late are counted with the calendar of the place. */
export function draftOf(message: DraftMessage, context: Pick<Context, 'calendar' | 'at'>): Draft {
  const { form, cause, title, pilot, place, issuer, addressee, raisedFrom, grounds, proposedBy, automaticIssue, rules } = message;
  const settledOn = message.settledOn === undefined ? undefined : parseDay(message.settledOn);
  const matter = matterOf(message, context.calendar);
  const readable = readableAfter(issuer, context);
  return {
    form,
    cause,
    title,
    pilot,
    ...(place === undefined ? {} : { place }),
    issuer,
    addressee,
    ...(matter === undefined ? {} : { matter }),
    ...(rules === undefined ? {} : { rules: Number(rules) }),
    ...(settledOn === undefined ? {} : { matterSettledOn: settledOn }),
    ...(raisedFrom === '' ? {} : { raisedFrom }),
    ...(grounds === '' ? {} : { grounds }),
    ...(proposedBy === '' ? {} : { proposedBy: proposedBy.split(' ') }),
    ...(form !== 'notice' || automaticIssue === undefined
      ? {}
      : { automaticIssue: Number(automaticIssue), ...(readable === undefined ? {} : { readableOn: readable }) }),
  };
}

function matterOf({ duty, dutyKind: kind, post, firstDue, due, on, rungs }: DraftMessage, calendar: Calendar): Matter | undefined {
  const [first, now, drafted] = [parseDay(firstDue), parseDay(due), parseDay(on)];
  if (duty === '' || first === undefined || now === undefined) return undefined;
  const daysLate = drafted === undefined ? 0 : workingDaysBetween(calendar, now, drafted);
  return { duty, kind, post, firstDue: first, due: now, daysLate, rungs: rungsFromText(rungs) };
}

const rungsAsText = (rungs: readonly ClimbedRung[]): string => rungs.map(({ rung, on }) => `${formatDay(on)} ${rung}`).join(', ');
const rungsFromText = (text: string): ClimbedRung[] =>
  text.split(', ').flatMap((one) => {
    const [day = '', name = ''] = one.split(' ');
    const rung = RUNGS.find((known) => known === name);
    const on = parseDay(day);
    return rung === undefined || on === undefined ? [] : [{ rung, on }];
  });
