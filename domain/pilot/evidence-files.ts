import type { Actor } from '../actor.js';
import type { Instant } from '../calendar.js';
import type { Entry, Typed } from '../entity.js';
import type { FileContent, JudgedFile, SubmittedFile } from './evidence.js';
import type { PilotEvent } from './events.js';

export interface FileRevision extends FileContent {
  readonly revision: number;
  readonly addedAt: Instant;
  readonly actor: Actor;
}
/** One submission that named the file, and what was said of it there. */
export interface EvidenceUse {
  readonly matter: 'milestone' | 'report' | 'conclusion';
  /** The milestone or period; empty for the conclusion. */
  readonly id: string;
  readonly revision: number;
  readonly item?: string;
  readonly at: Instant;
  readonly verdict?: 'accepted' | 'rejected';
  readonly reason?: string;
}
export interface EvidenceFile {
  readonly file: string;
  readonly revisions: readonly FileRevision[];
  readonly uses: readonly EvidenceUse[];
}

type Matter = Pick<EvidenceUse, 'matter' | 'id'>;

/** What a pilot's record says of its files, in the order in which they came; entries about anything else are passed over. */
export function evidenceFiles(entries: readonly Pick<Entry, 'event' | 'actor' | 'receivedAt'>[]): readonly EvidenceFile[] {
  const files = new Map<string, { file: string; revisions: FileRevision[]; uses: EvidenceUse[] }>();
  const fileOf = (file: string) => {
    const known = files.get(file) ?? { file, revisions: [], uses: [] };
    files.set(file, known);
    return known;
  };
  const use = (matter: Matter, at: Instant, evidence: readonly SubmittedFile[] = []): void => {
    for (const { file, revision, item } of evidence)
      fileOf(file).uses.push({ ...matter, revision, at, ...(item === undefined ? {} : { item }) });
  };
  const judge = ({ matter, id }: Matter, verdicts: readonly JudgedFile[] = []): void => {
    for (const { file, verdict, reason } of verdicts) {
      const { uses } = fileOf(file);
      const last = uses.findLastIndex((one) => one.matter === matter && one.id === id);
      const before = uses[last];
      if (before !== undefined) uses[last] = { ...before, verdict, reason };
    }
  };
  for (const { event, actor, receivedAt: at } of entries) {
    if (!isOfPilot(event)) continue;
    switch (event.type) {
      case 'evidenceAdded': {
        const { name, size, sha256, mediaType, effectiveDay, revision } = event;
        fileOf(event.file).revisions.push({ revision, name, size, sha256, mediaType, effectiveDay, addedAt: at, actor });
        break;
      }
      case 'milestoneSubmitted':
        use({ matter: 'milestone', id: event.milestone }, at, event.evidence);
        break;
      case 'milestoneJudged':
        judge({ matter: 'milestone', id: event.milestone }, event.files);
        break;
      case 'reportSubmitted':
        use({ matter: 'report', id: event.period }, at, event.evidence);
        break;
      case 'reportJudged':
        judge({ matter: 'report', id: event.period }, event.files);
        break;
      case 'conclusionSubmitted':
        use({ matter: 'conclusion', id: '' }, at, event.evidence);
        break;
      case 'conclusionReturned':
      case 'resultEntered':
        judge({ matter: 'conclusion', id: '' }, event.files);
        break;
      default:
        event satisfies never;
    }
  }
  return [...files.values()];
}

const TYPES = [
  'evidenceAdded',
  'milestoneSubmitted',
  'milestoneJudged',
  'reportSubmitted',
  'reportJudged',
  'conclusionSubmitted',
  'conclusionReturned',
  'resultEntered',
] as const satisfies readonly PilotEvent['type'][];
type FileEvent = Extract<PilotEvent, { type: (typeof TYPES)[number] }>;
const isOfPilot = (event: Typed): event is FileEvent => TYPES.some((type) => type === event.type);
