import type { Day, Instant } from '../calendar.js';

/** A pilot's state knows every file of it: more would make it grow without end. */
export const MOST_FILES = 500;
/** Of one file. */
export const MOST_REVISIONS = 99;
/** Files that one submission may name. */
export const MOST_NAMED = 50;

/** A file's bytes as they were looked at when they came in, and what they are said to prove. */
export interface FileContent {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly sha256: string;
  /** Told from the bytes, not from the name. */
  readonly mediaType: string;
  /** The day of the fact (事实日期), which is not the day of the upload. */
  readonly effectiveDay: Day;
}
/** A file as a submission names it: its id, and which required evidence it is meant for. */
export interface NamedFile {
  readonly file: string;
  readonly item?: string;
}
/** The very revision that was handed in: a newer one changes nothing about it. */
export interface SubmittedFile extends NamedFile {
  readonly revision: number;
}
export interface FileVerdict {
  readonly file: string;
  readonly verdict: 'accepted' | 'rejected';
  readonly reason: string;
}
export interface JudgedFile extends FileVerdict {
  readonly revision: number;
}
/** What a milestone must be proved by. */
export interface RequiredEvidence {
  readonly id: string;
  readonly title: string;
}

/** What the rules need of a pilot's files; names, hashes and days stand in the record. */
export interface PilotFiles {
  /** By file id, the number of its newest revision. */
  readonly revisions: Readonly<Record<string, number>>;
  /** Everybody who ever added one, or for whom it was done. */
  readonly by: readonly string[];
}
/** The files of something handed in. */
export interface EvidenceProgress {
  /** Of the submission that waits for its verdict. */
  readonly evidence?: readonly SubmittedFile[];
  /** By file id, the revision that was not accepted for this. */
  readonly rejected?: Readonly<Record<string, number>>;
}

/** A new file, or a newer revision of one; the older ones stay. */
export interface EvidenceAdded extends FileContent {
  readonly type: 'evidenceAdded';
  readonly file: string;
  readonly revision: number;
  readonly at: Instant;
  readonly by: string;
  readonly onBehalfOf?: string;
}

export function withFile({ revisions, by }: PilotFiles = { revisions: {}, by: [] }, event: EvidenceAdded): PilotFiles {
  const persons = event.onBehalfOf === undefined ? [event.by] : [event.by, event.onBehalfOf];
  return { revisions: { ...revisions, [event.file]: event.revision }, by: [...new Set([...by, ...persons])] };
}

/** The part of an event, and of the state after it, that says which files were handed in; nothing where none was. */
export const filesIn = ({ evidence = [] }: EvidenceProgress): Pick<EvidenceProgress, 'evidence'> =>
  evidence.length === 0 ? {} : { evidence };

/** What is not accepted so far, after these verdicts. */
export function rejectedAfter({ rejected }: EvidenceProgress, files: readonly JudgedFile[] = []): Pick<EvidenceProgress, 'rejected'> {
  const added = files.filter(({ verdict }) => verdict === 'rejected').map(({ file, revision }) => [file, revision] as const);
  const all = { ...rejected, ...Object.fromEntries(added) };
  return Object.keys(all).length === 0 ? {} : { rejected: all };
}
