import { expect } from 'chai';
import type { Throttle } from '../../server/auth/ports.js';
import { LOGIN_ATTEMPTS, OWN_ATTEMPTS } from '../../server/auth/throttle.js';
import { createMemoryThrottle } from './site.js';

describe('the throttle of log-ins', () => {
  let throttle: Throttle;
  beforeEach(() => {
    throttle = createMemoryThrottle();
  });
  const guess = async (times: number, ip: string): Promise<void> => {
    for (let done = 0; done < times; done += 1) await throttle.attempt('zhang.wei', ip);
  };

  it('lets nobody lock another out with a few wrong passwords from elsewhere', async () => {
    await guess(OWN_ATTEMPTS.points + 20, '10.0.0.66');
    expect(await throttle.attempt('zhang.wei', '10.0.0.66')).to.have.property('waitMs');
    expect(await throttle.attempt('zhang.wei', '10.0.0.1')).to.equal('allowed');
  });

  it('stops guesses at one login name that come from ever new addresses', async () => {
    for (let address = 1; address <= LOGIN_ATTEMPTS.points; address += 1)
      expect(await throttle.attempt('zhang.wei', `10.0.1.${address}`)).to.equal('allowed');
    expect(await throttle.attempt('zhang.wei', '10.0.2.1')).to.have.property('waitMs');
  });

  it('takes a right password off the count of the login name', async () => {
    for (let round = 0; round <= LOGIN_ATTEMPTS.points; round += 1) {
      expect(await throttle.attempt('zhang.wei', '10.0.0.1')).to.equal('allowed');
      await throttle.forgive('zhang.wei', '10.0.0.1');
    }
  });
});
