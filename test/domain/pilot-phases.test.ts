import { expect } from 'chai';
import { ACCEPTED_IN, type PilotCommand, type PilotCommandType } from '../../domain/pilot/messages.js';
import { isOver, PILOT_PHASES, type PilotPhase } from '../../domain/pilot/state.js';
import type { Actor } from '../../domain/actor.js';
import { castOf, figure, fileContent, keysOf, outline, pilotIn, registrations, SHA } from './stage.js';

const cast = castOf('national');

/** Each command as the right person would send it. */
const commands: Readonly<Record<PilotCommandType, readonly [PilotCommand, Actor]>> = {
  registerPilot: [{ type: 'registerPilot', ...registrations.national }, cast.director],
  draftPlan: [{ type: 'draftPlan', outline }, cast.liaison],
  submitPlan: [{ type: 'submitPlan', sha256: SHA }, cast.director],
  returnPlan: [{ type: 'returnPlan', version: 1, reasons: [{ section: 'funding', reason: '请补充经费来源。' }] }, cast.first],
  approvePlan: [{ type: 'approvePlan', version: 1 }, cast.first],
  rejectPlan: [{ type: 'rejectPlan', version: 1, reason: '与试点方向不符。' }, cast.first],
  enterFigures: [{ type: 'enterFigures', figures: [figure] }, cast.host],
  addEvidence: [{ type: 'addEvidence', ...fileContent }, cast.host],
  submitMilestone: [{ type: 'submitMilestone', milestone: 'base', note: '已完成。', figures: [] }, cast.host],
  judgeMilestone: [{ type: 'judgeMilestone', milestone: 'base', verdict: 'met', reason: '材料齐全。' }, cast.judge],
  submitReport: [{ type: 'submitReport', period: '2026Q2', sha256: SHA, figures: [] }, cast.host],
  judgeReport: [{ type: 'judgeReport', period: '2026Q2', verdict: 'accepted', reason: '内容完整。' }, cast.reader],
  askReportSkip: [{ type: 'askReportSkip', period: '2026Q2', reason: '停产检修。' }, cast.host],
  decideReportSkip: [{ type: 'decideReportSkip', period: '2026Q2', verdict: 'approved', reason: '情况属实。' }, cast.reader],
  submitConclusion: [{ type: 'submitConclusion', sha256: SHA }, cast.director],
  returnConclusion: [{ type: 'returnConclusion', reason: '请补充原因分析。' }, cast.last],
  enterResult: [{ type: 'enterResult', grade: 'good', reason: '目标完成。' }, cast.last],
  closePilot: [{ type: 'closePilot' }, cast.last],
  proposeSuspension: [{ type: 'proposeSuspension', reason: '园区搬迁。' }, cast.director],
  proposeResumption: [{ type: 'proposeResumption', reason: '已复产。' }, cast.director],
  proposeTermination: [{ type: 'proposeTermination', reason: '承担单位破产。' }, cast.director],
  withdrawProposal: [{ type: 'withdrawProposal', number: 1 }, cast.director],
  decideProposal: [{ type: 'decideProposal', number: 1, verdict: 'confirmed', reason: '同意。' }, cast.last],
};

const refusalOf = (type: PilotCommandType, phase: PilotPhase): string => {
  if (type === 'registerPilot') return 'AlreadyExists';
  if (phase === 'unregistered') return 'NotFound';
  return isOver(phase) ? 'Closed' : 'WrongPhase';
};

/** A day on which a pilot that was led to this phase still is in it. */
const nextDayIn = (phase: PilotPhase): string => (['concluding', 'assessed', 'closed'].includes(phase) ? '2027-01-08' : '2026-01-12');

describe('the phases of a pilot', () => {
  for (const phase of PILOT_PHASES) {
    const accepted = keysOf(ACCEPTED_IN).filter((type) => ACCEPTED_IN[type].includes(phase));

    it(`let ${accepted.length === 0 ? 'nothing' : accepted.join(', ')} through to its own rules while ${phase}`, () => {
      const pilot = pilotIn(phase);
      expect(pilot.inner().phase).to.equal(phase);
      for (const type of accepted) {
        const [command, actor] = commands[type];
        expect(pilot.answer(command, actor, nextDayIn(phase)), type).not.to.be.oneOf([
          'AlreadyExists',
          'NotFound',
          'Closed',
          'WrongPhase',
          'NoRight',
        ]);
      }
    });

    it(`refuse everything else while ${phase}, and say why`, () => {
      const pilot = pilotIn(phase);
      for (const type of keysOf(ACCEPTED_IN)) {
        if (accepted.includes(type)) continue;
        const [command, actor] = commands[type];
        expect(pilot.answer(command, actor, nextDayIn(phase)), type).to.equal(refusalOf(type, phase));
      }
    });
  }

  it('are told by a refusal that comes too early or too late', () => {
    expect(pilotIn('planning').ask({ type: 'closePilot' }, cast.last, '2026-01-06')).to.deep.include({
      code: 'WrongPhase',
      facts: { phase: 'planning', accepted: 'assessed' },
    });
  });

  it('end with rejection, termination and closing, and then nothing is owed', () => {
    for (const phase of ['rejected', 'terminated', 'closed'] as const) {
      const pilot = pilotIn(phase);
      expect(pilot.duties(), phase).to.deep.equal([]);
      expect(pilot.wakeAt(0), phase).to.equal(undefined);
    }
  });
});
