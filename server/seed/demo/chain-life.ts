import { postOf, type PostId, type Role } from '../../../domain/actor.js';
import { addWorkingDays, dayOf, type Day, type Instant } from '../../../domain/calendar.js';
import { provinceOfChain, yearOfChain } from '../../../domain/chain/chain-id.js';
import { escalationsOf } from '../../../domain/chain/escalation-groups.js';
import type { ChainCommand } from '../../../domain/chain/messages.js';
import { SIGNING_ORDER, type Chain } from '../../../domain/chain/state.js';
import { drawnFor, FIRST_STATEMENT_TEMPLATE } from '../../../domain/chain/template.js';
import { sha256Of } from '../../routes/plan.js';
import { statementOutlineOf } from '../../routes/statement.js';
import { assessmentSteps } from './chain-assessing.js';
import { itemSteps, type ItemMemory } from './chain-items.js';
import type { DemoChain, Step } from './chain-plan.js';
import { CHAIN_OPINIONS, escalationText, statementText } from './chain-texts.js';
import { officeTime, type Act, type Stage } from './stage.js';

export interface ChainLife {
  readonly province: string;
  /** What its people do on a working day, as things stand in the morning. */
  actsOn(day: Day): readonly Act[];
}
type ChainStep = Step<ChainCommand>;

/** Opens the chain of a year as the API does, with a draft from the first version of the template. */
export function openChain(stage: Stage, province: string, year: number, at: Instant): void {
  const { content, outline } = templateFor(stage, province, year, at);
  stage.keep(outline.sha256, content);
  const title = `${nameOf(stage, province)} ${year} 年责任链`;
  const director = stage.actorIn(province, 'office-director', at);
  stage.send('chain', `${province}-${year}`, director, { type: 'openChain', title, template: 1, outline }, at);
}

const templateFor = (stage: Stage, province: string, year: number, at: Instant): ReturnType<typeof statementOutlineOf> =>
  statementOutlineOf(drawnFor(year, FIRST_STATEMENT_TEMPLATE, { today: dayOf(at), calendar: stage.calendarOf(province) }), province);
const nameOf = ({ past }: Stage, province: string): string => past.view('unit', province)?.title ?? province;

/** The people along one chain, opened at an instant: they look at what stands to be done and do it when it is their habit. */
export function createChainLife(stage: Stage, life: DemoChain, id: string, opened: Instant): ChainLife {
  const { past, seats } = stage;
  const province = provinceOfChain(id);
  const post = (role: Role): PostId => postOf(province, role);
  const after = (since: Instant, count: number): Day => addWorkingDays(stage.calendarOf(province), dayOf(since), count);
  const template = templateFor(stage, province, yearOfChain(id), opened).outline.sha256;
  const memory: ItemMemory = { feedbacks: new Map(), noted: new Set() };

  /** What may come next, for as long as nothing happens. */
  let known: { readonly seq: number; readonly steps: readonly ChainStep[] } = { seq: 0, steps: [] };

  /** The liaison writes the list into it; the director submits what the liaison wrote. */
  const draftingStep = ({ draft, versions, since }: Chain): ChainStep[] => {
    const written = versions.at(-1)?.sha256 ?? template;
    if (draft === undefined) return [];
    const version = versions.length + 1;
    const takes = version === 1 ? 6 : 4;
    const { sha256 } = draft.outline;
    if (sha256 !== written) {
      if (versions.length === life.submitted) return [];
      return [{ thing: 'submit', post: post('office-director'), on: after(since, takes), command: { type: 'submitStatement', sha256 } }];
    }
    const drafting = { name: nameOf(stage, province), version, drafted: dayOf(since) };
    const { content, outline } = statementOutlineOf(statementText(stage, id, life, drafting), province);
    const command: ChainCommand = { type: 'draftStatement', outline, basedOn: sha256 };
    return [{ thing: 'draft', post: post('liaison'), on: after(since, 2), command, text: content }];
  };
  const signingStep = ({ versions, signatures, since }: Chain): ChainStep[] => {
    const count = signatures.length;
    const role = SIGNING_ORDER[count];
    const version = versions.length;
    if (role === undefined) return [];
    if (role === life.returnedBy && version === 1) {
      const command: ChainCommand = { type: 'returnStatement', version, reason: CHAIN_OPINIONS.returnStatement };
      return [{ thing: 'return', post: post(role), on: after(since, 2), command }];
    }
    if (count >= (life.signatures ?? SIGNING_ORDER.length)) return [];
    return [{ thing: 'sign', post: post(role), on: after(since, 1 + (count % 2)), command: { type: 'signStatement', version } }];
  };
  /** All that reached a level on one day is answered with one text. */
  const answerSteps = (chain: Chain): ChainStep[] => {
    if (life.leavesUnanswered) return [];
    const open = escalationsOf(chain).filter(([, { answered }]) => answered === undefined);
    const firsts = new Map(open.map(([, one]) => [`${one.role}@${one.on}`, one]));
    return [...firsts].map(([thing, { role, on }]): ChainStep => {
      const together = open.flatMap(([key, one]) => (one.role === role && one.on === on ? [key] : []));
      const text = escalationText(together.length);
      const command: ChainCommand = { type: 'answerEscalations', escalations: together, sha256: sha256Of(text) };
      return { thing, post: post(role), on: addWorkingDays(stage.calendarOf(province), on, 2), command, text };
    });
  };

  const stepsOf = (chain: Chain): readonly ChainStep[] => {
    const answers = answerSteps(chain);
    switch (chain.phase) {
      case 'drafting':
        return [...answers, ...draftingStep(chain)];
      case 'signing':
        return [...answers, ...signingStep(chain)];
      case 'in-force':
      case 'self-assessing': {
        const about = { stage, life, id, memory };
        const items = Object.entries(chain.items).flatMap(([item, one]) => itemSteps(about, item, one));
        return [...answers, ...items, ...assessmentSteps(about, nameOf(stage, province), chain)];
      }
      case 'unopened':
      case 'closed':
        return [];
      default:
        return chain.phase satisfies never;
    }
  };
  const actOf = ({ thing, post: by, command, text, remember }: ChainStep, day: Day): Act => ({
    at: officeTime(day, `${id} ${thing}`),
    do(at) {
      const actor = seats.actorAt(by, at);
      if (actor === undefined) return;
      if (text !== undefined) stage.keep(sha256Of(text), text);
      stage.send('chain', id, actor, command, at);
      remember?.();
    },
  });

  return {
    province,
    actsOn(day) {
      const view = past.view('chain', id);
      if (view === undefined || !isChain(view.state.inner)) return [];
      if (known.seq !== view.seq) known = { seq: view.seq, steps: stepsOf(view.state.inner) };
      const due = known.steps.filter(({ on }) => on <= day);
      // One after the other with the same thing, each as the one before has left it.
      return due.filter(({ thing }, index) => due.findIndex((one) => one.thing === thing) === index).map((step) => actOf(step, day));
    },
  };
}

/** The simulator knows entities of every kind by one type. */
const isChain = (inner: unknown): inner is Chain =>
  typeof inner === 'object' && inner !== null && 'signatures' in inner && 'items' in inner;
