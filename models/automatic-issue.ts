import type { Connection } from 'mongoose';
import { FIRST_AUTOMATIC_ISSUE, type AutomaticIssue } from '../domain/notice/automatic-issue.js';
import { createVersions, type Versions } from './versions.js';

export const AUTOMATIC_ISSUE_STREAM = 'directory/automatic-issue';

/** Which supervision notices go out by themselves, by version. */
export type AutomaticIssues = Versions<AutomaticIssue>;

export const createAutomaticIssues = (db: Connection) =>
  createVersions<AutomaticIssue>(db, { stream: AUTOMATIC_ISSUE_STREAM, type: 'automaticIssuePublished', first: FIRST_AUTOMATIC_ISSUE });
