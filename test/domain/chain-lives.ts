import { postOf, SYSTEM, type Actor } from '../../domain/actor.js';
import { dayOf, formatDay, type Instant } from '../../domain/calendar.js';
import { escalationsOf } from '../../domain/chain/escalation-groups.js';
import { chainId, yearDaysOf } from '../../domain/chain/chain-id.js';
import { inHand } from '../../domain/chain/items.js';
import { isOpenItem, OUTCOMES, SIGNING_ORDER, type Chain, type Item, type StatementOutline } from '../../domain/chain/state.js';
import type { CommandOf } from '../../domain/kinds.js';
import { chainCast, opening, statementOutline } from '../fakes/chain-cast.js';
import { extensionWishes } from './extension-wishes.js';
import { anybody, live, pick, type Life, type Step, type Wish } from './living.js';
import { onBehalf } from './stage.js';

type Command = CommandOf<'chain'>;

const CHAIN = chainId('53', 2026);
const { leader, director, department, liaison, centre } = chainCast;
/** Those who sign and carry items, by post. */
const BY_POST = new Map([leader, director, department, liaison].map((actor) => [actor.post, actor]));
const holderOf = (post: string): Actor => BY_POST.get(post) ?? director;

const RUNGS = ['chase', 'supervision-notice', 'talk', 'circular', 'constructor'] as const;
const ITEMS = ['training', 'contest', 'extra', 'y2025-training', 'constructor', '__proto__'];
const POSTS = ['53/lead-department', '53/liaison', '53/leader', '52/liaison'];

/** Another draft, whose days are not past. */
function draftedAnew(detail: number, now: Instant): StatementOutline {
  const { sha256, items } = outlineOf(detail);
  const today = dayOf(now);
  const { last } = yearDaysOf(CHAIN);
  const moved = items.map((item) => ({ ...item, dueDay: Math.min(Math.max(item.dueDay, today), last) }));
  return { sha256: `${sha256}@${today}`, items: moved };
}

const outlineOf = (detail: number): StatementOutline => {
  const { items } = statementOutline(`draft-${detail}`);
  const [first = { id: '', title: '', dueDay: 0, post: '' }] = items;
  const more = [...items, { ...first, id: pick(ITEMS, detail, 'extra'), dueDay: first.dueDay + (detail % 120) }];
  return { sha256: `draft-${detail}`, items: detail % 3 === 0 ? more : items };
};

const escalationOfPilot = (detail: number) => ({
  pilot: `53-2026-000${1 + (detail % 4)}`,
  duty: `report-2026Q${1 + ((detail >> 2) % 3)}-1`,
});
const climb = (detail: number, now: Instant): Command => {
  const rung = pick(RUNGS, detail >> 4, 'chase');
  const source = rung === 'talk' || rung === 'circular' ? 'notice' : 'pilot';
  const due = formatDay(dayOf(now) - 1);
  return { type: 'noteEscalation', ...escalationOfPilot(detail), kind: 'report', source, rung, due, answered: '' };
};
const settle = (detail: number): Command => ({ type: 'noteEscalationSettled', ...escalationOfPilot(detail), outcome: 'done' });
const carry = (detail: number): Command => ({
  type: 'carryOverItem',
  from: chainId('53', 2025),
  item: pick(['training', 'y2024-contest', 'constructor'], detail, 'training'),
  title: '结转事项',
  area: detail % 2 === 0 ? '' : 'skills',
  post: pick(POSTS, detail % 2, '53/liaison'),
});

/** Anything, of anything. */
const chainCommand = ({ what, detail }: Step, now: Instant): Command => {
  const item = pick(ITEMS, detail, 'training');
  const version = 1 + (detail % 3);
  const to = pick(POSTS, detail, '53/liaison');
  const dueDay = dayOf(now) + (detail % 90) - 10;
  const commands: readonly Command[] = [
    opening,
    { type: 'draftStatement', outline: outlineOf(detail) },
    { type: 'submitStatement', sha256: detail % 2 === 0 ? 'template-1' : String(detail) },
    { type: 'signStatement', version },
    { type: 'returnStatement', version, reason: '' },
    { type: 'assignItem', item, to, dueDay, note: '' },
    { type: 'reassignItem', item, to, dueDay, reason: '' },
    { type: 'withdrawItem', item, reason: '' },
    { type: 'acknowledgeItem', item },
    { type: 'feedBackItem', item, sha256: String(detail), share: detail % 101 },
    { type: 'verifyItem', item, verdict: detail % 2 === 0 ? 'accepted' : 'returned', reason: '' },
    { type: 'answerEscalations', escalations: [`53-2026-000${detail % 4}#report-2026Q1-1`], sha256: '' },
    { type: 'submitSelfAssessment', sha256: '', outcomes: { [item]: 'done' } },
    { type: 'returnSelfAssessment', attempt: version, reason: '' },
    { type: 'confirmSelfAssessment', attempt: version },
    climb(detail, now),
    settle(detail),
    carry(detail),
    { type: 'tick' },
  ];
  return pick(commands, what, { type: 'tick' });
};

/** What the chain’s own people, its pilots and the year before it would bring next. */
function chainWishes(chain: Chain, one: Step, now: Instant): readonly Wish[] {
  const { detail, who } = one;
  const wish = (command: Command, actor: Actor): Wish => [
    command,
    who % 4 === 0 ? onBehalf({ ...actor, person: who % 7 === 0 ? 'sun-yi' : `for-${actor.person}` }, actor.person) : actor,
  ];
  const told = (command: Command): Wish => [command, SYSTEM];
  const arriving =
    detail % 3 === 0
      ? [told(climb(detail, now)), ...(who % 2 === 0 ? [told(settle(detail))] : []), ...(who % 5 === 0 ? [told(carry(detail))] : [])]
      : [];
  const answers = (['leader', 'office-director'] as const).flatMap((role): readonly Wish[] => {
    const escalations = escalationsOf(chain).flatMap(([id, { role: whose, answered }]) =>
      whose === role && answered === undefined ? [id] : [],
    );
    if (escalations.length === 0) return [];
    const some = detail % 4 === 1 ? escalations.slice(0, 1) : escalations;
    return [wish({ type: 'answerEscalations', escalations: some, sha256: `answer-${detail}` }, role === 'leader' ? leader : director)];
  });
  return [...arriving, ...(arriving.length > 0 ? [] : answers), ...ownWishes(chain, one, now, wish)];
}

function ownWishes(chain: Chain, { detail }: Step, now: Instant, wish: (command: Command, actor: Actor) => Wish): readonly Wish[] {
  const { phase, draft, versions, signatures, items, selfAssessment } = chain;
  const version = versions.length;
  switch (phase) {
    case 'unopened':
      return [wish(opening, detail % 2 === 0 ? centre : director)];
    case 'drafting': {
      const { sha256 = '' } = draft?.outline ?? {};
      const isPast = draft?.outline.items.some(({ dueDay }) => dueDay < dayOf(now)) === true;
      if (detail % 4 === 0 || isPast || versions.at(-1)?.sha256 === sha256)
        return [wish({ type: 'draftStatement', outline: draftedAnew(detail, now), basedOn: sha256 }, liaison)];
      return [wish({ type: 'submitStatement', sha256 }, director)];
    }
    case 'signing': {
      const turn = holderOf(postOf('53', SIGNING_ORDER[signatures.length] ?? 'leader'));
      return [wish(detail % 9 === 0 ? { type: 'returnStatement', version, reason: '' } : { type: 'signStatement', version }, turn)];
    }
    case 'in-force':
      return itemWishes(items, detail, now, wish);
    case 'self-assessing': {
      const open = itemWishes(items, detail, now, wish);
      if (open.length > 0 && detail % 2 === 0) return open;
      if (selfAssessment === undefined) {
        const assessed = Object.entries(items).flatMap(([item, { status }]) =>
          status === 'withdrawn' ? [] : [[item, pick(OUTCOMES, detail, 'done')] as const],
        );
        return [wish({ type: 'submitSelfAssessment', sha256: `year-${detail}`, outcomes: Object.fromEntries(assessed) }, director)];
      }
      const { attempt } = selfAssessment;
      return [
        wish(detail % 5 === 0 ? { type: 'returnSelfAssessment', attempt, reason: '' } : { type: 'confirmSelfAssessment', attempt }, leader),
      ];
    }
    default:
      return [];
  }
}

/** Down the line and up again, item by item. */
function itemWishes(items: Chain['items'], detail: number, now: Instant, wish: (command: Command, actor: Actor) => Wish): readonly Wish[] {
  const lastDay = (above: number | undefined): number => Math.min(above ?? Infinity, Math.max(yearDaysOf(CHAIN).last, dayOf(now) + 30));
  const dueDay = (above?: number): number => Math.max(dayOf(now), Math.min(dayOf(now) + (detail % 80), lastDay(above)));
  return Object.entries(items).flatMap(([item, one]: [string, Item]): readonly Wish[] => {
    if (!isOpenItem(one)) return [];
    const held = inHand(one);
    const top = detail % 3 === 0 ? leader : director;
    const to = pick(POSTS, detail % 2, '53/liaison');
    if (held === undefined) return [wish({ type: 'assignItem', item, to, dueDay: dueDay(), note: '' }, top)];
    const [holder, giver] = [holderOf(held.to), holderOf(held.from)];
    if (detail % 17 === 0) return [wish({ type: 'withdrawItem', item, reason: '' }, top)];
    if (detail % 13 === 0) {
      const above = one.line.at(-2)?.dueDay;
      return [wish({ type: 'reassignItem', item, to: '53/liaison', dueDay: dueDay(above), reason: '' }, giver)];
    }
    if (held.status === 'assigned') return [wish({ type: 'acknowledgeItem', item }, holder)];
    if (held.status === 'fed-back')
      return [wish({ type: 'verifyItem', item, verdict: detail % 3 === 0 ? 'returned' : 'accepted', reason: '' }, giver)];
    if (detail % 4 === 0 && holder === department)
      return [wish({ type: 'assignItem', item, to: '53/liaison', dueDay: dueDay(held.dueDay), note: '' }, department)];
    return [wish({ type: 'feedBackItem', item, sha256: `done-${detail}`, share: detail % 5 === 0 ? 40 : 100 }, holder)];
  });
}

const PEOPLE = [leader, director, department, liaison, centre, SYSTEM];

/** One life in six nobody opens. */
export function lifeOfChain(script: readonly Step[]): Life {
  const isOpened = (script[0]?.who ?? 0) % 6 !== 0;
  const mayBe = ([{ type }]: Wish): boolean => isOpened || type !== 'openChain';
  return live(
    {
      kind: 'chain',
      id: CHAIN,
      sensible: (state, one, now) => {
        const wishes = extensionWishes(state, one);
        return wishes.length === 0 ? chainWishes(JSON.parse(JSON.stringify(state.inner)), one, now).filter(mayBe) : wishes;
      },
      anything: (one, now) => {
        const wish: Wish = [chainCommand(one, now), one.who % 3 === 0 ? anybody(one) : pick(PEOPLE, one.who, SYSTEM)];
        return mayBe(wish) ? wish : [{ type: 'tick' }, SYSTEM];
      },
    },
    script,
  );
}
