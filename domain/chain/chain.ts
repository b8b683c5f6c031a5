import { CENTRE, postOf } from '../actor.js';
import type { Consequence, Entity } from '../entity.js';
import { mailTo } from '../mail-consequence.js';
import { draftAtRung } from '../notice/draft.js';
import { officeOver } from '../notice/posts.js';
import { provinceName } from '../provinces.js';
import { provinceOfChain, yearOfChain } from './chain-id.js';
import { decideChain } from './decide.js';
import { CHAIN_FULFILLED_BY, dutiesOfChain } from './duties.js';
import { answererOf } from './escalations.js';
import { extensionOfChain } from './extension.js';
import { evolveChain } from './evolve.js';
import type { ChainCommand, ChainEvent } from './messages.js';
import { UNOPENED, type Chain } from './state.js';
import { signerOf } from './statement.js';
import { carriedOver, nextPassingInChain, passedInChain } from './year.js';

/** What lists filter and sort chains by. */
export interface ChainFields {
  readonly province: string;
  readonly year: number;
}

/**
 * The responsibility chain (责任链) of a province and a year. Its phases: see `state.ts`. It is never closed to messages: what arrives after its
 * year is passed on to the next year's chain, so that nothing an entity says is lost.
 */
export const chain: Entity<Chain, ChainCommand, ChainEvent> = {
  kind: 'chain',
  initial: UNOPENED,
  decide: decideChain,
  evolve: evolveChain,
  duties: dutiesOfChain,
  fulfilledBy: CHAIN_FULFILLED_BY,
  passed: passedInChain,
  nextPassing: nextPassingInChain,
  consequences,
  overseer: (_, post) => officeOver(post),
  extension: extensionOfChain,
  atRung: (state, reached, id) => draftAtRung({ kind: 'chain', id, title: titleOf(state, id) }, reached),
  climbed: () => [],
  climbOver: () => [],
  refersTo: (event) => {
    switch (event.type) {
      case 'chainOpened':
      case 'statementDrafted':
        return [event.outline.sha256];
      case 'statementSubmitted':
      case 'itemProgressNoted':
      case 'itemFedBack':
      case 'escalationsAnswered':
      case 'selfAssessmentSubmitted':
        return [event.sha256];
      default:
        return [];
    }
  },
  brings: () => [],
  summary: (state, id) => ({
    title: titleOf(state, id),
    phase: state.phase,
    path: [CENTRE, provinceOfChain(id)],
    fields: { province: provinceOfChain(id), year: yearOfChain(id) } satisfies ChainFields,
  }),
  isClosed: () => false,
};

/** What pilots escalated may arrive before anybody has opened the year's chain and given it its title. */
const titleOf = ({ title }: Chain, id: string): string =>
  title === '' ? `${provinceName(provinceOfChain(id)) ?? ''} ${yearOfChain(id)} 年责任链`.trimStart() : title;

/** Whoever is to sign, to take an item or to correct something is written to at once; what was left open goes to the next year's chain. */
function consequences(state: Chain, event: ChainEvent, id: string): readonly Consequence[] {
  const province = provinceOfChain(id);
  const title = titleOf(state, id);
  const toSigner = (): readonly Consequence[] => {
    const turn = signerOf(state, province);
    return turn === undefined ? [] : [mailTo(turn, 'signatureAsked', { title })];
  };
  switch (event.type) {
    case 'statementSubmitted':
    case 'statementSigned':
      return toSigner();
    case 'statementInForce':
      return [mailTo(postOf(province, 'office-director'), 'statementInForce', { title })];
    case 'statementReturned':
      return [mailTo(postOf(province, 'office-director'), 'statementReturned', { title })];
    case 'itemAssigned':
    case 'itemReassigned':
      return [mailTo(event.to, 'itemAssigned', { title, item: event.item })];
    case 'itemVerified':
      return [mailTo(event.to, event.verdict === 'returned' ? 'itemReturned' : 'itemAccepted', { title, item: event.item })];
    case 'escalationNoted':
      return event.isFirst ? [mailTo(postOf(province, answererOf(event.rung)), 'escalationArrived', { title })] : [];
    case 'selfAssessmentSubmitted':
      return [mailTo(postOf(province, 'leader'), 'selfAssessmentSubmitted', { title })];
    case 'selfAssessmentReturned':
      return [mailTo(postOf(province, 'office-director'), 'selfAssessmentReturned', { title })];
    case 'messagePassedOn':
      return [{ type: 'message', to: { kind: 'chain', id: event.to }, command: { ...event.message } }];
    case 'chainLapsed':
    case 'chainClosed':
      return carriedOver(state, id, event);
    default:
      return [];
  }
}
