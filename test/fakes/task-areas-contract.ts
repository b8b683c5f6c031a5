import { expect } from 'chai';
import { FIRST_TASK_AREAS, type TaskArea } from '../../domain/pilot/task-areas.js';
import type { Publication, TaskAreaPublisher } from '../../models/task-areas.js';
import { systemAdministrator } from './people.js';

const digital: TaskArea = { id: 'digital', zh: '数字素养', en: 'digital skills' };
const publication = (commandId: string, areas: readonly TaskArea[], commandHash = 'h'): Publication => ({
  commandId,
  commandHash,
  receivedAt: 1_795_000_000_000,
  actor: systemAdministrator,
  areas,
  reason: '按新的意见调整。',
});

/** What every store of task areas must keep. `open` answers one with the first version and nothing else. */
export function itKeepsTaskAreas(open: () => TaskAreaPublisher | Promise<TaskAreaPublisher>): void {
  it('begins with the five areas', async () => {
    const store = await open();
    expect(await store.newest()).to.deep.include({ version: 1, areas: [...FIRST_TASK_AREAS] });
  });

  it('publishes the next version and keeps the ones before', async () => {
    const store = await open();
    const second = { version: 2, areas: [...FIRST_TASK_AREAS, digital], publishedAt: 1_795_000_000_000 };
    expect(await store.publish(publication('c-1', second.areas))).to.deep.equal(second);
    expect(await store.newest()).to.deep.equal(second);
    expect((await store.version(1))?.areas).to.deep.equal([...FIRST_TASK_AREAS]);
    expect(await store.version(3)).to.equal(undefined);
  });

  it('publishes once for a command, and knows its id with another content', async () => {
    const store = await open();
    const first = await store.publish(publication('c-1', [digital]));
    expect(await store.publish(publication('c-1', [digital]))).to.deep.equal(first);
    expect(await store.publish(publication('c-1', [digital], 'other'))).to.equal('reused');
    expect(await store.newest()).to.deep.equal(first);
  });

  it('gives every one of several at once a version of its own', async () => {
    const store = await open();
    const published = await Promise.all(['c-1', 'c-2', 'c-3', 'c-4'].map((id) => store.publish(publication(id, [digital]))));
    expect(published.map((list) => (list === 'reused' ? 0 : list.version))).to.have.members([2, 3, 4, 5]);
  });
}
