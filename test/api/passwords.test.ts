import { expect } from 'chai';
import { createOneTimePassword, createPasswordVerifier, hashPassword, weaknessOf } from '../../server/auth/passwords.js';

describe('a password', () => {
  it('is kept as argon2id at the cost OWASP names', async () => {
    expect(await hashPassword('a long and quiet sentence')).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('is the same password whatever keyboard wrote its letters', async () => {
    const verify = await createPasswordVerifier();
    const composed = await hashPassword('caf\u00e9 caf\u00e9 caf\u00e9');
    expect(await verify(composed, 'cafe\u0301 cafe\u0301 cafe\u0301')).to.equal(true);
  });

  it('is never right where there is no account', async () => {
    const verify = await createPasswordVerifier();
    expect(await verify(undefined, 'a long and quiet sentence')).to.equal(false);
  });

  it('costs the same work where there is no account', async () => {
    const verify = await createPasswordVerifier();
    const known = await hashPassword('a long and quiet sentence');
    const quickest = async (passwordHash: string | undefined) => {
      let best = Infinity;
      for (let round = 0; round < 5; round += 1) {
        const begun = performance.now();
        await verify(passwordHash, 'a guess');
        best = Math.min(best, performance.now() - begun);
      }
      return best;
    };
    const wrong = await quickest(known);
    expect(await quickest(undefined)).to.be.within(wrong / 2, wrong * 2);
  });

  it('has at least twelve characters, however they are encoded, and 128 at most', () => {
    expect(weaknessOf('督办责任事项一二三四五', 'x')).to.include({ en: 'Must have at least 12 characters.' });
    expect(weaknessOf('督办责任事项一二三四五六', 'x')).to.equal(undefined);
    expect(weaknessOf('🙂🙃'.repeat(64), 'x')).to.equal(undefined);
    expect(weaknessOf('🙂🙃'.repeat(65), 'x')).to.include({ en: 'May have 128 characters at most.' });
  });

  it('handed over once is strong enough to stand by itself and differs every time', () => {
    const given = new Set(Array.from({ length: 100 }, createOneTimePassword));
    expect(given.size).to.equal(100);
    for (const password of given) expect(weaknessOf(password, 'zhang.wei')).to.equal(undefined);
  });
});
