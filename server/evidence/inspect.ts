import { refused, type Refused } from '../http/problems.js';
import { ARCHIVE_LIMITS, inspectArchive } from './archive.js';
import { flawOfJpeg, flawOfMp4, flawOfPdf, flawOfPng, isEncryptedOffice, type Flaw } from './ends.js';
import { claimedKind, HEAD_BYTES, KINDS, tellFirstBytes, type FileKind } from './kinds.js';
import { readPart, type StoredBytes } from './stored-bytes.js';

const OFFICE: readonly FileKind[] = ['docx', 'xlsx', 'pptx'];
const kinds = Object.keys(KINDS).join('、');

/** Refuses a name whose ending is none of ours, before a byte has come. */
export const refuseName = (name: string): Refused | undefined =>
  claimedKind(name) === undefined ? refused('FileKindRefused', { facts: { kinds } }) : undefined;

/** The media type of stored bytes, told from them; or why they are not accepted under this name. */
export async function inspect(name: string, bytes: StoredBytes): Promise<{ readonly mediaType: string } | Refused> {
  const claimed = claimedKind(name);
  if (claimed === undefined) return refused('FileKindRefused', { facts: { kinds } });
  if (bytes.size === 0) return refused('FileEmpty');
  const found = await tellFirstBytes(await readPart(bytes, 0, HEAD_BYTES));
  if (found === 'compound' && OFFICE.includes(claimed) && (await isEncryptedOffice(bytes))) return refused('FileLocked');
  if (found === 'archive') {
    const archive = await inspectArchive(bytes);
    if ('flaw' in archive) return tell(archive.flaw);
    return archive.kind === claimed ? { mediaType: KINDS[claimed] } : disguised(claimed);
  }
  if (found !== claimed) return disguised(claimed);
  const flaw = await flawOf[found](bytes);
  return flaw === undefined ? { mediaType: KINDS[claimed] } : refused(flaw);
}

const flawOf: Readonly<Record<'pdf' | 'jpg' | 'png' | 'mp4', (bytes: StoredBytes) => Promise<Flaw | undefined>>> = {
  pdf: flawOfPdf,
  jpg: flawOfJpeg,
  png: flawOfPng,
  mp4: flawOfMp4,
};

const disguised = (claimed: FileKind): Refused => refused('FileDisguised', { facts: { claimed } });

function tell(flaw: Flaw | 'ArchiveTooLarge' | 'ArchiveNested'): Refused {
  const { entries, expandedBytes, ratio } = ARCHIVE_LIMITS;
  const facts = { entries, limitMb: expandedBytes / 1024 ** 2, ratio };
  return flaw === 'ArchiveTooLarge' ? refused(flaw, { facts }) : refused(flaw);
}
