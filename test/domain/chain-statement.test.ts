import { expect } from 'chai';
import { drawnFor, FIRST_STATEMENT_TEMPLATE } from '../../domain/chain/template.js';
import { nationalCalendar } from '../fakes/calendars.js';
import { statementOutline } from '../fakes/chain-cast.js';
import { actorOf, liaison } from '../fakes/people.js';
import { centre, chainIn, contact, department, leader, office, signers } from './chain-stage.js';
import { at, day, onBehalf, stage } from './stage.js';
import { opening } from '../fakes/chain-cast.js';

describe('the statement of responsibility', () => {
  const due = (chain: ReturnType<typeof chainIn>, duty: string) => chain.state().watched[duty];

  it('is opened by the province or by the centre, for this year or the next', () => {
    const chain = stage('chain', '53-2026');
    expect(chain.answer(opening, office, '2026-01-05')).to.equal('accepted');
    expect(chain.answer(opening, centre, '2026-01-05')).to.equal('accepted');
    expect(chain.answer(opening, actorOf('x', '52', 'office-director'), '2026-01-05')).to.equal('NoRight');
    expect(chain.answer(opening, centre, '2024-12-31')).to.equal('YearOutside');
    expect(chain.answer(opening, centre, '2027-01-04')).to.equal('YearOutside');
  });

  it('is owed by the office director from the day the chain is opened', () => {
    const chain = chainIn('drafting');
    expect(chain.duties()).to.deep.equal(['submit-statement-1']);
    expect(due(chain, 'submit-statement-1')?.post).to.equal('53/office-director');
  });

  it('is never overwritten unseen', () => {
    const chain = chainIn('drafting');
    const draft = { type: 'draftStatement', outline: statementOutline('draft-2') } as const;
    expect(chain.answer(draft, liaison, '2026-01-06')).to.equal('DraftChanged');
    expect(chain.answer({ ...draft, basedOn: 'template-1' }, liaison, '2026-01-06')).to.equal('accepted');
  });

  it('is submitted as it was last seen', () => {
    expect(chainIn('drafting').answer({ type: 'submitStatement', sha256: 'older' }, office, '2026-01-06')).to.equal('StaleVersion');
  });

  it('is not submitted with an item whose day is past', () => {
    const decision = chainIn('drafting').ask({ type: 'submitStatement', sha256: 'template-1' }, office, '2026-10-08');
    expect(decision).to.deep.include({
      code: 'ItemDayPast',
      facts: { item: '新增高技能人才', due: '2026-09-30', today: '2026-10-08' },
    });
    expect(chainIn('drafting').answer({ type: 'submitStatement', sha256: 'template-1' }, office, '2026-09-30')).to.equal('accepted');
  });

  it('is drawn from its template without a day that is past: what would be is due on the last working day of the year', () => {
    const drawnOn = (today: string, year: number) =>
      drawnFor(year, FIRST_STATEMENT_TEMPLATE, { today: day(today), calendar: nationalCalendar }).items.map(({ due }) => due);
    expect(drawnOn('2026-11-23', 2026)).to.deep.equal(['2026-12-31', '2026-11-30', '2026-12-31', '2026-11-30', '2026-12-31']);
    expect(drawnOn('2026-11-23', 2027)).to.deep.equal(['2027-10-31', '2027-11-30', '2027-09-30', '2027-11-30', '2027-10-31']);
  });

  it('is signed from the top down, and by nobody before their turn', () => {
    const chain = chainIn('signing');
    for (const [index, signer] of signers.entries()) {
      for (const later of signers.slice(index + 1)) {
        const decision = chain.ask({ type: 'signStatement', version: 1 }, later, '2026-01-07');
        expect(decision).to.deep.include({ code: 'NotYourTurn', facts: { post: signer.post } });
      }
      expect(chain.duties()).to.deep.equal([`sign-1-${index + 1}`]);
      expect(due(chain, `sign-1-${index + 1}`)?.post).to.equal(signer.post);
      chain.tell({ type: 'signStatement', version: 1 }, signer, '2026-01-07');
      if (signer !== contact) expect(chain.answer({ type: 'signStatement', version: 1 }, signer, '2026-01-07')).to.equal('StatementSigned');
    }
    expect(chain.inner().phase).to.equal('in-force');
  });

  it('gives each level five working days', () => {
    const chain = chainIn('signing');
    expect(due(chain, 'sign-1-1')?.term).to.deep.include({ days: 5, unit: 'working' });
    chain.tell({ type: 'signStatement', version: 1 }, leader, '2026-01-09');
    expect(due(chain, 'sign-1-2')?.term).to.deep.include({ from: at('2026-01-09') });
  });

  it('keeps both names where a delegate signs', () => {
    const chain = chainIn('signing');
    chain.tell(
      { type: 'signStatement', version: 1 },
      onBehalf({ ...leader, person: 'deputy', name: '副组长' }, leader.person),
      '2026-01-07',
    );
    expect(chain.inner().signatures[0]).to.deep.include({ person: 'deputy', name: '副组长', onBehalfOf: leader.person });
  });

  it('asks the next signer at once, by a mail that waits for no digest', () => {
    const chain = chainIn('signing');
    const events = chain.tell({ type: 'signStatement', version: 1 }, leader, '2026-01-07');
    expect(chain.consequencesOf(events)).to.deep.include({
      type: 'mail',
      post: '53/office-director',
      notice: 'signatureAsked',
      facts: { title: '云南省 2026 年责任链' },
      isUrgent: true,
    });
  });

  it('goes back to drafting where a signer returns it, and is signed anew from the top', () => {
    const chain = chainIn('signing');
    chain.tell({ type: 'signStatement', version: 1 }, leader, '2026-01-07');
    expect(chain.answer({ type: 'returnStatement', version: 1, reason: '漏项' }, department, '2026-01-08')).to.equal('NotYourTurn');
    chain.tell({ type: 'returnStatement', version: 1, reason: '漏项' }, office, '2026-01-08');
    expect(chain.duties()).to.deep.equal(['submit-statement-2']);
    expect(chain.inner().versions).to.deep.include({
      version: 1,
      sha256: 'template-1',
      submittedAt: at('2026-01-06'),
      outcome: 'returned',
    });
    expect(chain.ask({ type: 'submitStatement', sha256: 'template-1' }, office, '2026-01-09')).to.deep.include({
      code: 'StatementUnchanged',
      facts: { version: 1 },
    });
    chain.tell({ type: 'draftStatement', outline: statementOutline('better'), basedOn: 'template-1' }, contact, '2026-01-09');
    chain.tell({ type: 'submitStatement', sha256: 'better' }, office, '2026-01-09');
    expect(chain.duties()).to.deep.equal(['sign-2-1']);
    expect(chain.answer({ type: 'signStatement', version: 1 }, leader, '2026-01-09')).to.equal('StaleVersion');
  });

  it('turns its list into items to be assigned once everybody has signed', () => {
    const chain = chainIn('in-force');
    expect(Object.keys(chain.inner().items)).to.deep.equal(['training', 'contest']);
    expect(chain.duties()).to.deep.equal(['assign-training', 'assign-contest']);
  });

  it('names only posts that carry items, days of its year, and each item once', () => {
    const chain = chainIn('drafting');
    const answer = (change: object) => {
      const { items } = statementOutline('x');
      const outline = { sha256: 'x', items: items.map((item) => ({ ...item, ...change })) };
      return chain.answer({ type: 'draftStatement', outline, basedOn: 'template-1' }, office, '2026-01-06');
    };
    expect(answer({ post: '53/leader' })).to.equal('NotAssignable');
    expect(answer({ post: '52/liaison' })).to.equal('NotAssignable');
    expect(answer({ dueDay: day('2027-01-01') })).to.equal('InvalidDates');
    expect(answer({ id: 'same' })).to.equal('ItemTwice');
    expect(answer({ id: 'y2025-training' }), 'kept for what is carried over').to.equal('ItemTwice');
  });
});
