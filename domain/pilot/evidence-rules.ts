import { dayOf, formatDay } from '../calendar.js';
import { accept, refuse, type Context, type Decision, type Refusal } from '../entity.js';
import {
  MOST_FILES,
  MOST_NAMED,
  MOST_REVISIONS,
  type EvidenceProgress,
  type FileVerdict,
  type JudgedFile,
  type NamedFile,
  type RequiredEvidence,
  type SubmittedFile,
} from './evidence.js';
import type { PilotEvent } from './events.js';
import type { PilotCommand } from './messages.js';
import { signatureOf } from './signature.js';
import type { Pilot } from './state.js';

type Progress = EvidenceProgress | undefined;

const revisionOf = ({ evidence }: Pilot, file: string): number | undefined =>
  evidence !== undefined && Object.hasOwn(evidence.revisions, file) ? evidence.revisions[file] : undefined;

/** A new file, or with `file` a newer revision of that one. A fact lies in the past: nothing proves what is still to come. */
export function addEvidence(
  pilot: Pilot,
  command: PilotCommand & { type: 'addEvidence' },
  { actor, at }: Pick<Context, 'actor' | 'at'>,
): Decision<PilotEvent> {
  const { file: known, ...content } = command;
  const today = dayOf(at);
  if (content.effectiveDay > today) return refuse('EffectiveInFuture', { today: formatDay(today) });
  const count = Object.keys(pilot.evidence?.revisions ?? {}).length;
  const before = known === undefined ? 0 : revisionOf(pilot, known);
  if (before === undefined) return refuse('FileUnknown', { file: known ?? '' });
  if (known === undefined && count >= MOST_FILES) return refuse('TooManyFiles', { limit: MOST_FILES });
  if (before >= MOST_REVISIONS) return refuse('TooManyFiles', { limit: MOST_REVISIONS });
  const file = known ?? `f${count + 1}`;
  return accept({ ...content, type: 'evidenceAdded', file, revision: before + 1, ...signatureOf(actor), at });
}

/** Why these files cannot be handed in: unknown, too many, or a revision that was not accepted for this before. */
export function refuseFiles(pilot: Pilot, named: readonly NamedFile[] = [], progress?: Progress): Refusal | undefined {
  if (named.length > MOST_NAMED) return refuse('TooManyFiles', { limit: MOST_NAMED });
  for (const { file } of named) {
    const revision = revisionOf(pilot, file);
    if (revision === undefined) return refuse('FileUnknown', { file });
    if (progress?.rejected?.[file] === revision) return refuse('FileRejected', { file });
  }
  return undefined;
}

/** Names what is required and not proved by any of these files. */
export function refuseMissing(required: readonly RequiredEvidence[] = [], named: readonly NamedFile[] = []): Refusal | undefined {
  const missing = required.filter(({ id }) => named.every(({ item }) => item !== id));
  return missing.length === 0 ? undefined : refuse('EvidenceMissing', { items: missing.map(({ title }) => title).join('、') });
}

/** The revisions that are handed in with these names, where there are any. */
export function submittedFiles(pilot: Pilot, named: readonly NamedFile[] = []): Pick<EvidenceProgress, 'evidence'> {
  const evidence = named.map((one): SubmittedFile => ({ ...one, revision: revisionOf(pilot, one.file) ?? 0 }));
  return evidence.length === 0 ? {} : { evidence };
}

/** Why these verdicts cannot be given: about a file that was not handed in, or two about one. */
export function refuseFileVerdicts({ evidence = [] }: EvidenceProgress, verdicts: readonly FileVerdict[] = []): Refusal | undefined {
  const handedIn = new Set(evidence.map(({ file }) => file));
  const foreign = verdicts.find(({ file }) => !handedIn.delete(file));
  return foreign === undefined ? undefined : refuse('FileNotSubmitted', { file: foreign.file });
}

/** The verdicts with the revisions they are about, where there are any. */
export function judgedFiles(
  { evidence = [] }: EvidenceProgress,
  verdicts: readonly FileVerdict[] = [],
): { readonly files?: readonly JudgedFile[] } {
  const files = verdicts.map((verdict): JudgedFile => ({
    ...verdict,
    revision: evidence.find(({ file }) => file === verdict.file)?.revision ?? 0,
  }));
  return files.length === 0 ? {} : { files };
}

/** What of a submission stands once these verdicts are given. */
export const standing = ({ evidence = [] }: EvidenceProgress, verdicts: readonly FileVerdict[] = []): readonly NamedFile[] =>
  evidence.filter(({ file }) => verdicts.every((verdict) => verdict.file !== file || verdict.verdict === 'accepted'));
