import type { CalendarStore, RecordStore, Send } from '../../domain/ports.js';
import type { UnitNames } from '../../domain/unit-names.js';
import type { PostDesk } from '../../domain/unit/post-desk.js';
import type { Backlog } from '../../domain/errand-ports.js';
import type { Allocator } from '../../models/allocation.js';
import type { DocumentStore } from '../../models/document.js';
import type { DutyFigures } from '../../models/duty-figures.js';
import type { FileStore } from '../../models/file.js';
import type { Lists } from '../../models/lists.js';
import type { StatementTemplates } from '../../models/statement-templates.js';
import type { TaskAreaPublisher } from '../../models/task-areas.js';
import type { PeopleDirectory } from '../../models/people-directory.js';
import type { UploadRoom } from '../../models/upload.js';
import type { PostsOf } from '../auth/ports.js';
import type { Clock } from '../clock.js';

/** How large one file may be, and all files of one post together. */
export interface FileLimits {
  readonly fileMaxBytes: number;
  readonly postQuotaBytes: number;
}

/** What the business routes are made of. */
export interface BusinessDeps {
  readonly clock: Clock;
  readonly records: RecordStore;
  readonly calendars: CalendarStore;
  readonly taskAreas: TaskAreaPublisher;
  readonly statementTemplates: StatementTemplates;
  readonly documents: DocumentStore;
  readonly allocator: Allocator;
  readonly files: FileStore;
  readonly uploads: UploadRoom;
  readonly fileLimits: FileLimits;
  readonly lists: Lists;
  readonly figures: DutyFigures;
  readonly posts: PostsOf;
  readonly unitNames: UnitNames;
  readonly desk: PostDesk;
  readonly people: PeopleDirectory;
  readonly backlog: { last(): Promise<Backlog | undefined> };
  readonly send: Send;
}
