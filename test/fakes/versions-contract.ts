import { expect } from 'chai';
import type { Publication, Versions } from '../../models/versions.js';
import { systemAdministrator } from './people.js';

const publication = <C>(commandId: string, content: C, more: Partial<Publication<C>> = {}): Publication<C> => ({
  commandId,
  commandHash: 'h',
  receivedAt: 1_795_000_000_000,
  actor: systemAdministrator,
  base: 1,
  content,
  reason: '按新的意见调整。',
  ...more,
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
    expect(await store.publish(publication('c-1', other, { commandHash: 'other' }))).to.equal('reused');
    expect(await store.newest()).to.deep.equal(made);
  });

  it('publishes nothing that was written on a version that is no longer the newest', async () => {
    const store = await open();
    const made = await store.publish(publication('c-1', other));
    expect(await store.publish(publication('c-2', first))).to.equal('stale');
    expect(await store.publish(publication('c-3', first, { base: 3 }))).to.equal('stale');
    expect(await store.newest()).to.deep.equal(made);
    expect(await store.publish(publication('c-4', first, { base: 2 }))).to.deep.include({ version: 3, ...first });
  });

  it('publishes one of several that come at once on the same version', async () => {
    const store = await open();
    const published = await Promise.all(['c-1', 'c-2', 'c-3', 'c-4'].map((id) => store.publish(publication(id, other))));
    expect(published.filter((made) => made === 'stale')).to.have.lengthOf(3);
    expect(await store.newest()).to.deep.include({ version: 2 });
  });
}
