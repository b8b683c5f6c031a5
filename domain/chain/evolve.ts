import { union } from '../pilot/state.js';
import type { ChainEvent } from './messages.js';
import { escalationOf, groupsOf, placed, removed } from './escalation-groups.js';
import { answererOf } from './escalations.js';
import { escalationId, itemOf, type Assignment, type Chain, type EscalationGroup, type Item, type StatementVersion } from './state.js';

/** Folds one event into a chain. Reads every version of every event ever written. */
export function evolveChain(chain: Chain, event: ChainEvent): Chain {
  switch (event.type) {
    case 'chainOpened': {
      const { title, template, outline, by, name, at } = event;
      return { ...chain, phase: 'drafting', title, template, since: at, draft: { outline, saved: { by: by[0] ?? '', name, at } } };
    }
    case 'statementDrafted': {
      const { outline, by, name, at } = event;
      return { ...chain, draft: { outline, saved: { by: by[0] ?? '', name, at } } };
    }
    case 'statementSubmitted': {
      const { version, sha256, at } = event;
      const versions = [...chain.versions, { version, sha256, submittedAt: at, outcome: 'signing' } as const];
      return { ...chain, phase: 'signing', since: at, versions, signatures: [] };
    }
    case 'statementSigned': {
      const { type: _, version: __, ...signature } = event;
      return { ...chain, since: event.at, signatures: [...chain.signatures, signature] };
    }
    case 'statementInForce': {
      const { draft, ...rest } = chain;
      return { ...rest, ...judged(chain, 'in-force'), phase: 'in-force', since: event.at, items: listed(chain, draft, event.at) };
    }
    case 'statementReturned':
      return { ...chain, ...judged(chain, 'returned'), phase: 'drafting', since: event.at, signatures: [] };
    case 'itemAssigned':
      return withItem(chain, event.item, (item) => ({
        ...item,
        status: 'assigned',
        line: [...item.line, assignmentOf(event)],
        assignments: event.number,
        ...(event.overdue === undefined ? {} : { isLate: true }),
      }));
    case 'itemReassigned':
      return withItem(chain, event.item, (item) => ({
        ...item,
        line: [...item.line.slice(0, -1), assignmentOf(event)],
        assignments: event.number,
        ...(event.overdue === undefined ? {} : { isLate: true }),
      }));
    case 'itemWithdrawn':
      return withItem(chain, event.item, (item) => ({ ...item, status: 'withdrawn', line: [] }));
    case 'itemAcknowledged':
      return withItem(chain, event.item, (item) => ({
        ...item,
        line: item.line.map((one) => (one.number === event.number ? { ...one, status: 'acknowledged' } : one)),
      }));
    case 'itemProgressNoted':
      return withItem(chain, event.item, (item) => ({ ...item, share: event.share }));
    case 'itemFedBack':
      return withItem(chain, event.item, (item) => ({
        ...withLast(item, (last) => ({
          ...last,
          status: 'fed-back',
          since: event.at,
          fedBackBy: union(last.fedBackBy, event.by),
          ...(event.isLate ? { isLate: true } : {}),
        })),
        share: 100,
        ...(event.isLate ? { isLate: true } : {}),
      }));
    case 'itemVerified':
      return withItem(chain, event.item, (item) => {
        if (event.verdict === 'returned')
          return withLast(item, (last) => ({ ...last, status: 'acknowledged', attempt: last.attempt + 1, since: event.at }));
        const line = item.line.slice(0, -1);
        return { ...item, line, ...(line.length === 0 ? { status: 'closed' } : {}) };
      });
    case 'itemCarriedOver': {
      const { item, from, title, area, post, dueDay, firstDue, isLate, at } = event;
      const carried: Item = {
        title,
        ...(area === undefined ? {} : { area }),
        dueDay,
        post,
        status: 'planned',
        line: [],
        assignments: 0,
        since: at,
        ...(isLate === true ? { isLate } : {}),
        carriedFrom: from,
        ...(firstDue === undefined ? {} : { firstDue }),
      };
      return { ...chain, items: { ...chain.items, [item]: carried } };
    }
    case 'escalationNoted':
      return noted(chain, event);
    case 'escalationSettled': {
      const id = escalationId(event.pilot, event.duty);
      if (escalationOf(chain, id) === undefined) return chain;
      return { ...holding(chain, removed(chain, [id])), settled: chain.settled + 1 };
    }
    case 'escalationsAnswered': {
      return answered(chain, event.escalations, event.at);
    }
    case 'messagePassedOn':
      return chain;
    case 'yearEnded': {
      const { draft: _, ...rest } = chain;
      const lapsed = chain.phase === 'signing' ? judged(chain, 'lapsed') : {};
      return { ...rest, ...lapsed, phase: 'self-assessing', since: event.at };
    }
    case 'chainLapsed':
      return { ...chain, phase: 'closed', since: event.at };
    case 'selfAssessmentSubmitted': {
      const { attempt, sha256, outcomes, by, at } = event;
      return { ...chain, assessments: attempt, selfAssessment: { attempt, sha256, outcomes, by, at } };
    }
    case 'selfAssessmentReturned': {
      const { selfAssessment: _, ...rest } = chain;
      return { ...rest, since: event.at };
    }
    case 'chainClosed':
      return { ...chain, phase: 'closed', since: event.at };
    default:
      event satisfies never;
      return chain;
  }
}

const judged = ({ versions }: Chain, outcome: StatementVersion['outcome']): Pick<Chain, 'versions'> => ({
  versions: versions.map((version, index, { length }) => (index === length - 1 ? { ...version, outcome } : version)),
});

/** The list in force: what was carried over, and what the statement names. */
function listed({ items }: Chain, draft: Chain['draft'], since: number): Chain['items'] {
  const named = (draft?.outline.items ?? []).map(({ id, ...item }): [string, Item] => [
    id,
    { ...item, status: 'planned', line: [], assignments: 0, since },
  ]);
  const carried = Object.entries(items).map(([id, item]): [string, Item] => [id, { ...item, since }]);
  return Object.fromEntries([...carried, ...named]);
}

const assignmentOf = ({
  number,
  from,
  to,
  dueDay,
  overdue,
  at,
}: Pick<Assignment, 'number' | 'from' | 'to' | 'dueDay' | 'overdue'> & { at: number }): Assignment => ({
  number,
  from,
  to,
  dueDay,
  since: at,
  status: 'assigned',
  attempt: 1,
  ...(overdue === undefined ? {} : { overdue }),
});

function withItem(chain: Chain, id: string, change: (before: Item) => Item): Chain {
  const before = itemOf(chain, id);
  return before === undefined ? chain : { ...chain, items: { ...chain.items, [id]: change(before) } };
}
const withLast = (item: Item, change: (last: Assignment) => Assignment): Item => ({
  ...item,
  line: item.line.map((one, index, { length }) => (index === length - 1 ? change(one) : one)),
});

/** The same duty on a higher rung is the same escalation; at another level it has to be answered again. */
function noted(chain: Chain, event: Extract<ChainEvent, { type: 'escalationNoted' }>): Chain {
  const { pilot, duty, kind, rung, due, on, round, answered, firstDue, isFirst } = event;
  const id = escalationId(pilot, duty);
  const known = escalationOf(chain, id);
  const role = answererOf(rung);
  const stands = answered ?? (known?.role === role ? known.answered : undefined);
  const place = round === undefined || round === 1 ? { on } : { on, round };
  const escalation = {
    kind,
    rung,
    role,
    ...place,
    due,
    ...(stands === undefined ? {} : { answered: stands }),
    ...(firstDue === undefined ? {} : { firstDue }),
  };
  return {
    ...holding(chain, placed(chain, [id], escalation)),
    ...(isFirst && round !== undefined ? { answering: { ...chain.answering, [role]: { on, round } } } : {}),
    escalated: chain.escalated + (known === undefined ? 1 : 0),
  };
}

function answered(chain: Chain, ids: readonly string[], at: number): Chain {
  const named = new Set(ids);
  return groupsOf(chain).reduce((before, { ids: alike, ...one }) => {
    const own = alike.filter((id) => named.has(id));
    return own.length === 0 ? before : holding(before, placed(before, own, { ...one, answered: at }));
  }, chain);
}

/** The chain with these groups, and nothing left of how the first versions held them. */
const holding = ({ escalations: _, ...chain }: Chain, groups: readonly EscalationGroup[]): Chain => ({ ...chain, groups });
