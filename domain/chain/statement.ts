import { personsOf, postOf, type Actor, type PostId } from '../actor.js';
import { dayOf, formatDay } from '../calendar.js';
import { accept, refuse, type Context, type Decision, type Refusal } from '../entity.js';
import { clockOf } from '../clock-words.js';
import { isChainId, provinceOfChain, yearDaysOf, yearOfChain } from './chain-id.js';
import type { ChainCommand, ChainEvent } from './messages.js';
import { isHolderIn } from './posts.js';
import { itemOf, SIGNING_ORDER, type Chain, type StatementOutline } from './state.js';

/** The statement of responsibility (责任书): drafted, submitted, signed from the top down, returned by whoever will not sign. */

type Answer = Decision<ChainEvent>;
type Command<T extends ChainCommand['type']> = Extract<ChainCommand, { readonly type: T }>;

export const MOST_ITEMS = 60;
/** Ids become keys of what is stored, and parts of the ids of duties. Those that begin with a year are kept for what was carried over from it. */
const ID = /^(?!y\d{4}-)[a-z][a-z0-9-]{0,31}$/;

export function openChain(chain: Chain, command: Command<'openChain'>, context: Context): Answer {
  const { actor, at, id } = context;
  const thisYear = Number(formatDay(dayOf(at)).slice(0, 4));
  if (!isChainId(id) || yearOfChain(id) < thisYear || yearOfChain(id) > thisYear + 1)
    return refuse('YearOutside', { from: thisYear, to: thisYear + 1 });
  const { title, template, outline } = command;
  return (
    refuseOutline(chain, outline, id) ??
    accept({ type: 'chainOpened', title, template, outline, name: actor.name, by: personsOf(actor), at })
  );
}

export function draftStatement(chain: Chain, { outline, basedOn }: Command<'draftStatement'>, context: Context): Answer {
  const { actor, at, id } = context;
  const wrong = refuseOutline(chain, outline, id) ?? refuseUnseen(chain, outline, basedOn, actor);
  return wrong ?? accept({ type: 'statementDrafted', outline, name: actor.name, by: personsOf(actor), at });
}

/** What was carried over keeps its place in the list whatever is drafted; its ids are not to be taken. */
function refuseOutline(chain: Chain, { items }: StatementOutline, id: string): Refusal | undefined {
  if (items.length === 0 || items.length > MOST_ITEMS) return refuse('ItemCount', { most: MOST_ITEMS });
  const { first, last } = yearDaysOf(id);
  const seen = new Set<string>();
  for (const { id: item, dueDay, post } of items) {
    if (!ID.test(item) || seen.has(item) || itemOf(chain, item) !== undefined) return refuse('ItemTwice', { item });
    seen.add(item);
    if (dueDay < first || dueDay > last) return refuse('InvalidDates', { from: formatDay(first), to: formatDay(last) });
    if (!isHolderIn(provinceOfChain(id), post)) return refuse('NotAssignable', { post });
  }
  return undefined;
}

/** Nobody overwrites unseen what another has saved meanwhile. */
function refuseUnseen({ draft }: Chain, { sha256 }: StatementOutline, basedOn: string | undefined, actor: Actor): Refusal | undefined {
  if (draft === undefined || draft.outline.sha256 === sha256) return undefined;
  const isSeen = basedOn === undefined ? draft.saved.by === actor.person : basedOn === draft.outline.sha256;
  return isSeen ? undefined : refuse('DraftChanged', { name: draft.saved.name, when: clockOf(draft.saved.at) });
}

export function submitStatement(chain: Chain, { sha256 }: Command<'submitStatement'>, { actor, at }: Context): Answer {
  const { draft, versions } = chain;
  if (draft?.outline.sha256 !== sha256) return refuse('StaleVersion');
  const last = versions.at(-1);
  if (last?.outcome === 'returned' && last.sha256 === sha256) return refuse('StatementUnchanged', { version: last.version });
  const past = draft.outline.items.find(({ dueDay }) => dueDay < dayOf(at));
  if (past !== undefined) return refuse('ItemDayPast', { item: past.title, due: formatDay(past.dueDay), today: formatDay(dayOf(at)) });
  return accept({ type: 'statementSubmitted', version: versions.length + 1, sha256, by: personsOf(actor), at });
}

/** Whose turn it is to sign; undefined where everybody has, or nothing is to be signed. */
export function signerOf({ phase, signatures }: Chain, province: string): PostId | undefined {
  const role = phase === 'signing' ? SIGNING_ORDER[signatures.length] : undefined;
  return role === undefined ? undefined : postOf(province, role);
}

/** Why this post may not sign or return the statement now; undefined where it may. */
function refuseOutOfTurn(chain: Chain, version: number, { actor, id }: Context): Refusal | undefined {
  if (version !== chain.versions.length) return refuse('StaleVersion');
  const turn = signerOf(chain, provinceOfChain(id));
  if (actor.post === turn) return undefined;
  return chain.signatures.some(({ post }) => post === actor.post) ? refuse('StatementSigned') : refuse('NotYourTurn', { post: turn ?? '' });
}

export function signStatement(chain: Chain, { version }: Command<'signStatement'>, context: Context): Answer {
  const { actor, at } = context;
  const wrong = refuseOutOfTurn(chain, version, context);
  if (wrong !== undefined) return wrong;
  const { post, person, name, onBehalfOf } = actor;
  const signed: ChainEvent = {
    type: 'statementSigned',
    version,
    post,
    person,
    name,
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    at,
  };
  const isLast = chain.signatures.length + 1 === SIGNING_ORDER.length;
  return isLast ? accept<ChainEvent>(signed, { type: 'statementInForce', version, at }) : accept(signed);
}

export function returnStatement(chain: Chain, { version, reason }: Command<'returnStatement'>, context: Context): Answer {
  const { actor, at } = context;
  return (
    refuseOutOfTurn(chain, version, context) ??
    accept({ type: 'statementReturned', version, post: actor.post, reason, by: personsOf(actor), at })
  );
}
