import { expect } from 'chai';
import { actorOf } from '../../server/auth/acting.js';
import { holding, openSite } from './site.js';

describe('who holds an administrator’s post', () => {
  const account = { login: 'zhang.wei', personId: 'p-zhang.wei', name: '张伟', mustChangePassword: false };
  const held = [holding('53', 'reviewer'), holding('00', 'system-administrator')];

  it('acts with no post of business, even where both seats were taken at once', () => {
    expect(actorOf(account, undefined, held)).to.include({ post: '00/system-administrator' });
    expect(actorOf(account, '53/reviewer', held)).to.include({ refused: 'PostNotHeld' });
  });

  it('is offered none either', async () => {
    const site = await openSite();
    await site.enrol('zhang.wei', ...held);
    const { view } = await site.logIn('zhang.wei');
    await site.close();
    expect(view.posts.map(({ post }: { post: string }) => post)).to.deep.equal(['00/system-administrator']);
  });
});
