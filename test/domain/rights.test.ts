import { expect } from 'chai';
import { postOf, ROLES, type Role } from '../../domain/actor.js';
import { CHAIN_ACCEPTED_IN } from '../../domain/chain/messages.js';
import { NOTICE_ACCEPTED_IN } from '../../domain/notice/messages.js';
import { ACCEPTED_IN } from '../../domain/pilot/messages.js';
import { mayDo, RIGHTS, rolesFor, scopeOf, type Action, type RightsFacts } from '../../domain/rights.js';
import { UNIT_ACCEPTED_IN } from '../../domain/unit/messages.js';
import { actorOf } from '../fakes/people.js';
import { keysOf } from './stage.js';

type Standing = 'own' | 'host' | 'parent' | 'assigned' | 'stranger';
const STANDINGS: readonly Standing[] = ['own', 'host', 'parent', 'assigned', 'stranger'];
const UNIT_OF: Readonly<Record<Standing, string>> = { own: '53', host: '53-h001', parent: '00', assigned: '77', stranger: '88' };

/** `role@standing`, `role` alone for whatever standing. Written down a second time on purpose: a changed right must change twice. */
const EXPECTED: Readonly<Record<Action, string>> = {
  registerPilot: 'office-director@own liaison@own',
  draftPlan: 'liaison@own office-director@own liaison@host',
  submitPlan: 'office-director@own',
  returnPlan: 'reviewer@assigned leader@assigned',
  approvePlan: 'reviewer@assigned leader@assigned',
  rejectPlan: 'reviewer@assigned leader@assigned',
  enterFigures: 'liaison@host',
  addEvidence: 'liaison@own office-director@own liaison@host',
  submitMilestone: 'liaison@host',
  judgeMilestone: 'reviewer@assigned leader@assigned',
  submitReport: 'liaison@host',
  judgeReport: 'reviewer@assigned leader@assigned',
  askReportSkip: 'liaison@host',
  decideReportSkip: 'reviewer@assigned leader@assigned',
  submitConclusion: 'office-director@own',
  returnConclusion: 'reviewer@assigned leader@assigned',
  enterResult: 'reviewer@assigned leader@assigned',
  closePilot: 'reviewer@assigned leader@assigned',
  proposeSuspension: 'office-director@own reviewer@assigned',
  proposeResumption: 'office-director@own reviewer@assigned',
  proposeTermination: 'office-director@own reviewer@assigned',
  withdrawProposal: 'office-director@assigned reviewer@assigned',
  decideProposal: 'reviewer@assigned leader@assigned',
  openChain: 'office-director@own office-director@parent',
  draftStatement: 'office-director@own office-director@parent liaison@own',
  submitStatement: 'office-director@own office-director@parent',
  signStatement: 'leader@own office-director@own lead-department@own liaison@own',
  returnStatement: 'leader@own office-director@own lead-department@own liaison@own',
  assignItem: 'leader@own office-director@own lead-department@own',
  reassignItem: 'leader@own office-director@own lead-department@own',
  withdrawItem: 'leader@own office-director@own',
  acknowledgeItem: 'lead-department@own liaison@own',
  feedBackItem: 'lead-department@own liaison@own',
  verifyItem: 'leader@own office-director@own lead-department@own',
  answerEscalations: 'leader@own office-director@own',
  submitSelfAssessment: 'office-director@own',
  returnSelfAssessment: 'leader@own',
  confirmSelfAssessment: 'leader@own',
  noteEscalation: 'system',
  noteEscalationSettled: 'system',
  carryOverItem: 'system',
  foundUnit: 'system-administrator office-director@parent',
  addPost: 'system-administrator',
  removePost: 'system-administrator',
  assignHolder: 'security-administrator office-director@parent system-administrator@assigned',
  releaseHolder: 'security-administrator office-director@parent system-administrator@assigned',
  handOverPost:
    'security-administrator office-director@parent leader@assigned office-director@assigned lead-department@assigned liaison@assigned reviewer@assigned',
  planHandover:
    'security-administrator office-director@parent leader@assigned office-director@assigned lead-department@assigned liaison@assigned reviewer@assigned',
  cancelHandover:
    'security-administrator office-director@parent leader@assigned office-director@assigned lead-department@assigned liaison@assigned reviewer@assigned',
  delegatePost: 'leader@assigned office-director@assigned lead-department@assigned liaison@assigned reviewer@assigned evaluator@assigned',
  endDelegation:
    'security-administrator office-director@parent leader@assigned office-director@assigned lead-department@assigned liaison@assigned reviewer@assigned evaluator@assigned',
  closeUnit: 'system-administrator office-director@parent',
  takeOverPost: 'system',
  noteHolderLocked: 'system',
  noteHolderUnlocked: 'system',
  notePilotOpened: 'system',
  notePilotEnded: 'system',
  assignNoticeNumber: 'system',
  noteNoticeReceived: 'system',
  noteNoticeVoided: 'system',
  noteTalkWithdrawn: 'system',
  draftNotice: 'system',
  issueNotice: 'office-director@assigned reviewer@assigned leader@assigned',
  decideNotice: 'leader@assigned',
  numberNotice: 'system',
  signNotice: 'office-director@assigned leader@assigned lead-department@assigned liaison@assigned reviewer@assigned',
  recordTalk: 'office-director@assigned reviewer@assigned leader@assigned',
  answerNotice: 'office-director@assigned leader@assigned lead-department@assigned liaison@assigned reviewer@assigned',
  verifyNotice: 'office-director@assigned reviewer@assigned leader@assigned',
  weighRaising: 'system',
  raiseNotice: 'office-director@assigned reviewer@assigned leader@assigned',
  declineRaising: 'office-director@assigned reviewer@assigned leader@assigned',
  noteRaisingOutcome: 'system',
  voidNotice: 'office-director@assigned reviewer@assigned leader@assigned',
  noteMatterSettled: 'system',
  noteNoticeOutcome: 'system',
  askExtension: 'leader@assigned office-director@assigned lead-department@assigned liaison@assigned reviewer@assigned',
  agreeExtension: 'leader@assigned office-director@assigned',
  decideExtension: 'reviewer@assigned leader@assigned',
  tick: 'system',
  adoptCalendar: 'system',
  listAccounts: 'security-administrator',
  keepAccounts: 'security-administrator',
  readDirectoryRecord: 'audit-administrator',
  readBulkCommands: 'audit-administrator',
  resendMail: 'system-administrator',
  publishTaskAreas: 'system-administrator',
  publishStatementTemplate: 'system-administrator',
  publishBurdenCap: 'system-administrator',
  publishAutomaticIssue: 'system-administrator',
  publishCalendar: 'system-administrator',
  listUnreached: 'system-administrator security-administrator audit-administrator',
  readOperations: 'system-administrator audit-administrator',
};
const ACTIONS = keysOf(RIGHTS);

const factsFor = (role: Role): RightsFacts => ({ unit: '53', host: '53-h001', parent: '00', assigned: postOf('77', role) });

describe('the table of rights', () => {
  for (const action of ACTIONS) {
    it(`lets nobody ${action} but ${EXPECTED[action].replaceAll(' ', ', ')}`, () => {
      const expected = EXPECTED[action].split(' ');
      const allowed = ROLES.flatMap((role) =>
        STANDINGS.filter((standing) => mayDo(action, actorOf('li', UNIT_OF[standing], role), factsFor(role))).map(
          (standing) => `${role}@${standing}`,
        ),
      );
      const wanted = ROLES.flatMap((role) =>
        STANDINGS.filter((standing) => expected.includes(role) || expected.includes(`${role}@${standing}`)).map(
          (standing) => `${role}@${standing}`,
        ),
      );
      expect(allowed).to.deep.equal(wanted);
    });
  }

  it('has a line for every command of every kind, and for the tick', () => {
    expect(ACTIONS).to.include.members([
      ...Object.keys(ACCEPTED_IN),
      ...Object.keys(UNIT_ACCEPTED_IN),
      ...Object.keys(CHAIN_ACCEPTED_IN),
      ...Object.keys(NOTICE_ACCEPTED_IN),
      'tick',
    ]);
  });

  it('relates nobody to what has no host, no parent and nobody whose turn it is', () => {
    const facts: RightsFacts = { unit: '53' };
    expect(mayDo('submitReport', actorOf('li', '53-h001', 'liaison'), facts)).to.equal(false);
    expect(mayDo('closeUnit', actorOf('li', '00', 'office-director'), facts)).to.equal(false);
    expect(mayDo('approvePlan', actorOf('li', '53', 'reviewer'), facts)).to.equal(false);
  });

  it('gives the three administrators nothing to do in business', () => {
    for (const action of [...keysOf(ACCEPTED_IN), ...keysOf(CHAIN_ACCEPTED_IN), ...keysOf(NOTICE_ACCEPTED_IN)])
      expect(
        rolesFor(action).filter((role) => role.endsWith('-administrator')),
        action,
      ).to.deep.equal([]);
  });

  it('tells which roles need not ask at all', () => {
    expect(rolesFor('draftPlan')).to.deep.equal(['liaison', 'office-director']);
  });
});

describe('what an actor may see', () => {
  const KINDS = ['pilot', 'chain', 'unit', 'duty'] as const;
  const scopes = (unit: string, role: Role): string =>
    KINDS.map((kind) => {
      const scope = scopeOf(kind, actorOf('li', unit, role));
      return scope.sees === 'under' ? scope.unit : scope.sees;
    }).join(' ');

  it('is everything for the business posts of the centre', () => {
    for (const role of ['leader', 'office-director', 'reviewer'] as const) expect(scopes('00', role), role).to.equal('all all all all');
  });

  it('is what lies under the own unit for everybody else in business', () => {
    expect(scopes('53', 'office-director')).to.equal('53 53 53 53');
    expect(scopes('53-h001', 'liaison')).to.equal('53-h001 53-h001 53-h001 53-h001');
  });

  it('is units and the own duties for the system and the security administrator', () => {
    expect(scopes('00', 'system-administrator')).to.equal('nothing nothing all 00/system-administrator');
    expect(scopes('00', 'security-administrator')).to.equal('nothing nothing all 00/security-administrator');
  });

  it('is the own unit alone for an evaluator', () => {
    expect(scopes('00', 'evaluator')).to.equal('nothing nothing own nothing');
    expect(scopeOf('unit', actorOf('li', '53', 'evaluator'))).to.deep.equal({ sees: 'own', unit: '53' });
  });

  it('is everything for the audit administrator, and nothing for the system', () => {
    expect(scopes('00', 'audit-administrator')).to.equal('all all all all');
    expect(scopes('00', 'system')).to.equal('nothing nothing nothing nothing');
  });
});
