import { expect } from 'chai';
import type { Publication, Versions } from '../../models/versions.js';
import { systemAdministrator } from './people.js';

const publication = <C>(commandId: string, content: C, commandHash = 'h'): Publication<C> => ({
  commandId,
  commandHash,
  receivedAt: 1_795_000_000_000,
  actor: systemAdministrator,
  content,
  reason: '按新的意见调整。',
});

/** What every store of versions must keep. `open` answers one with the first version and nothing else. */
export function itKeepsVersions<C extends object>(first: C, other: C, open: () => Versions<C> | Promise<Versions<C>>): void {
  it('begins with the first version', async () => {
    const store = await open();
    expect(await store.newest()).to.deep.include({ version: 1, ...first });
  });

  it('publishes the next version and keeps the ones before', async () => {
    const store = await open();
    const second = { version: 2, ...other, publishedAt: 1_795_000_000_000 };
    expect(await store.publish(publication('c-1', other))).to.deep.equal(second);
    expect(await store.newest()).to.deep.equal(second);
    expect(await store.version(1)).to.deep.include({ version: 1, ...first });
    expect(await store.version(3)).to.equal(undefined);
  });

  it('publishes once for a command, and knows its id with another content', async () => {
    const store = await open();
    const made = await store.publish(publication('c-1', other));
    expect(await store.publish(publication('c-1', other))).to.deep.equal(made);
    expect(await store.publish(publication('c-1', other, 'other'))).to.equal('reused');
    expect(await store.newest()).to.deep.equal(made);
  });

  it('gives every one of several at once a version of its own', async () => {
    const store = await open();
    const published = await Promise.all(['c-1', 'c-2', 'c-3', 'c-4'].map((id) => store.publish(publication(id, other))));
    expect(published.map((made) => (made === 'reused' ? 0 : made.version))).to.have.members([2, 3, 4, 5]);
  });
}
