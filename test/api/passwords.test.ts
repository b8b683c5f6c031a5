import { expect } from 'chai';
import { createOneTimePassword, createPasswordVerifier, hashOfNobody, hashPassword, weaknessOf } from '../../server/auth/passwords.js';

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

  it('is held, where there is no account, against a hash that costs the same work', async () => {
    const costOf = (passwordHash: string): string => passwordHash.split('$').slice(0, -2).join('$');
    expect(costOf(await hashOfNobody())).to.equal(costOf(await hashPassword('a long and quiet sentence')));
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
