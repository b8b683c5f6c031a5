import { expect } from 'chai';
import type { Actor } from '../../domain/actor.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import { addressee, issuer, noticeIn, settle } from './notice-stage.js';
import { castOf, pilotIn, SHA, type Stage } from './stage.js';

const { host, director, judge, reader, last } = castOf('national');
const milestone = { type: 'submitMilestone', milestone: 'base', note: '已完成。', figures: [] } as const;
const report = { type: 'submitReport', period: '2026Q2', sha256: SHA, figures: [] } as const;
const skip = { type: 'askReportSkip', period: '2026Q2', reason: '停产检修。' } as const;
const conclusion = { type: 'submitConclusion', sha256: SHA } as const;
const reason = '见意见。';

interface Matter {
  readonly given: () => Stage<'pilot'>;
  readonly hand: PilotCommand;
  readonly by: Actor;
  readonly giveBack: PilotCommand;
  readonly verdict: (number: number) => PilotCommand;
  readonly reviewer: Actor;
  readonly month: string;
}
const open = (): Stage<'pilot'> => {
  const pilot = pilotIn('running');
  pilot.tick('2026-06-20 08:00');
  return pilot;
};
const matters: Readonly<Record<string, Matter>> = {
  'a milestone': {
    given: open,
    hand: milestone,
    by: host,
    giveBack: { type: 'judgeMilestone', milestone: 'base', verdict: 'returned', reason },
    verdict: (attempt) => ({ type: 'judgeMilestone', milestone: 'base', attempt, verdict: 'met', reason }),
    reviewer: judge,
    month: '2026-06',
  },
  'a report': {
    given: open,
    hand: report,
    by: host,
    giveBack: { type: 'judgeReport', period: '2026Q2', verdict: 'returned', reason },
    verdict: (attempt) => ({ type: 'judgeReport', period: '2026Q2', attempt, verdict: 'accepted', reason }),
    reviewer: reader,
    month: '2026-06',
  },
  'a skip': {
    given: open,
    hand: skip,
    by: host,
    giveBack: { type: 'decideReportSkip', period: '2026Q2', verdict: 'refused', reason },
    verdict: (asks) => ({ type: 'decideReportSkip', period: '2026Q2', asks, verdict: 'approved', reason }),
    reviewer: reader,
    month: '2026-06',
  },
  'a concluding report that is graded': {
    given: () => pilotIn('concluding'),
    hand: conclusion,
    by: director,
    giveBack: { type: 'returnConclusion', reason },
    verdict: (number) => ({ type: 'enterResult', number, grade: 'good', reason }),
    reviewer: last,
    month: '2027-01',
  },
  'a concluding report that is returned': {
    given: () => pilotIn('concluding'),
    hand: conclusion,
    by: director,
    giveBack: { type: 'returnConclusion', reason },
    verdict: (number) => ({ type: 'returnConclusion', number, reason }),
    reviewer: last,
    month: '2027-01',
  },
};

describe('a verdict', () => {
  for (const [name, { given, hand, by, giveBack, verdict, reviewer, month }] of Object.entries(matters)) {
    it(`on ${name} does not hit the second submission where its giver read the first`, () => {
      const pilot = given();
      pilot.tell(hand, by, `${month}-22`);
      pilot.tell(giveBack, reviewer, `${month}-23`);
      pilot.tell(hand, by, `${month}-24`);
      expect(pilot.ask(verdict(1), reviewer, `${month}-25`)).to.deep.include({ code: 'StaleVersion', facts: { current: 2 } });
      expect(pilot.answer(verdict(2), reviewer, `${month}-25`)).to.equal('accepted');
    });
  }

  it('on a notice does not hit the second answer where its giver read the first', () => {
    const notice = noticeIn('answered');
    const verdict = (attempt: number, is: 'accepted' | 'returned') => ({ type: 'verifyNotice', attempt, verdict: is, reason }) as const;
    notice.tell(verdict(1, 'returned'), issuer, '2026-07-13');
    notice.tell({ type: 'answerNotice', sha256: SHA, evidence: [] }, addressee, '2026-07-14');
    settle(notice, '2026-07-14');
    for (const is of ['accepted', 'returned'] as const)
      expect(notice.ask(verdict(1, is), issuer, '2026-07-15')).to.deep.include({ code: 'StaleVersion', facts: { current: 2 } });
    expect(notice.answer(verdict(2, 'accepted'), issuer, '2026-07-15')).to.equal('accepted');
  });
});
