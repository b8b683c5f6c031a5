import { expect } from 'chai';
import { NO_RATES, ratesOf, type RateFacts } from '../../domain/rates.js';
import { at, day } from './stage.js';

const now = at('2026-06-15');
const duty = (facts: Partial<RateFacts>): RateFacts => ({ status: 'open', firstDue: day('2026-06-01'), due: day('2026-06-01'), ...facts });

describe('on-time rates', () => {
  it('count nothing that is not due yet or was withdrawn', () => {
    expect(ratesOf([duty({ due: day('2026-07-01'), firstDue: day('2026-07-01') }), duty({ status: 'withdrawn' })], now)).to.deep.equal(
      NO_RATES,
    );
  });

  it('count what is overdue and what was made up late as late', () => {
    const late = duty({ status: 'done', settledAt: at('2026-06-03'), isLate: true });
    expect(ratesOf([duty({}), late], now)).to.deep.equal({ first: { of: 2, onTime: 0 }, granted: { of: 2, onTime: 0 } });
  });

  it('count what was withdrawn overdue as late: never handing in is no better than handing in late', () => {
    const lost = duty({ status: 'withdrawn', settledAt: at('2026-06-03'), isLate: true });
    expect(ratesOf([lost], now)).to.deep.equal({ first: { of: 1, onTime: 0 }, granted: { of: 1, onTime: 0 } });
  });

  it('count once what was overdue, withdrawn and owed again', () => {
    const lost = duty({ status: 'withdrawn', settledAt: at('2026-06-03'), isLate: true });
    const again = duty({ status: 'done', settledAt: at('2026-06-10'), due: day('2026-06-20'), isLate: true, lateBefore: true });
    expect(ratesOf([lost, again], now)).to.deep.equal({ first: { of: 1, onTime: 0 }, granted: { of: 1, onTime: 0 } });
  });

  it('tell the first date from the one in force', () => {
    const putBack = { due: day('2026-06-10') };
    const done = duty({ ...putBack, status: 'done', settledAt: at('2026-06-05'), isLate: false });
    expect(ratesOf([done], now)).to.deep.equal({ first: { of: 1, onTime: 0 }, granted: { of: 1, onTime: 1 } });
    const stillOpen = duty({ due: day('2026-06-30') });
    expect(ratesOf([stillOpen], now)).to.deep.equal({ first: { of: 1, onTime: 0 }, granted: { of: 0, onTime: 0 } });
  });

  it('take what was done on the due day as on time', () => {
    const done = duty({ status: 'done', settledAt: at('2026-06-01 23:59'), isLate: false });
    expect(ratesOf([done], now)).to.deep.equal({ first: { of: 1, onTime: 1 }, granted: { of: 1, onTime: 1 } });
  });
});
