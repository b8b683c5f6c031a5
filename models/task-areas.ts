import type { Connection } from 'mongoose';
import { FIRST_TASK_AREAS, type TaskArea } from '../domain/pilot/task-areas.js';
import { createVersions, type Versions } from './versions.js';

export const TASK_AREAS_STREAM = 'directory/task-areas';

export interface TaskAreaContent {
  readonly areas: readonly TaskArea[];
}
/** The list of task areas (任务领域), by version. */
export type TaskAreaPublisher = Versions<TaskAreaContent>;

export const createTaskAreaStore = (db: Connection) =>
  createVersions<TaskAreaContent>(db, { stream: TASK_AREAS_STREAM, type: 'taskAreasPublished', first: { areas: FIRST_TASK_AREAS } });
