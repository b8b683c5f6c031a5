import { FIRST_TASK_AREAS, type TaskAreaList } from '../../domain/pilot/task-areas.js';
import type { Publication, TaskAreaPublisher } from '../../models/task-areas.js';

/** Versions of the task areas in memory; the first is there. */
export function createMemoryTaskAreas(): TaskAreaPublisher {
  const first: TaskAreaList = { version: 1, areas: FIRST_TASK_AREAS, publishedAt: 0 };
  const lists = [first];
  const known = new Map<string, Publication & { readonly list: TaskAreaList }>();
  return {
    newest: async () => lists.at(-1) ?? first,
    version: async (version) => lists[version - 1],
    async publish(publication) {
      const former = known.get(publication.commandId);
      if (former !== undefined) return former.commandHash === publication.commandHash ? former.list : 'reused';
      const list = { version: lists.length + 1, areas: publication.areas, publishedAt: publication.receivedAt };
      lists.push(list);
      known.set(publication.commandId, { ...publication, list });
      return list;
    },
  };
}
