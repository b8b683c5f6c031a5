import { fileTypeFromBuffer } from 'file-type';

/** What may be handed in: what everybody can open and print, and what can be looked into. By ending, with the media type it is given out as. */
export const KINDS = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  /** GB/T 33190. */
  ofd: 'application/ofd',
  jpg: 'image/jpeg',
  png: 'image/png',
  mp4: 'video/mp4',
  zip: 'application/zip',
} as const;
export type FileKind = keyof typeof KINDS;
/** What the first bytes tell: all of these are archives within, and an office document under a password is none of them. */
export type FirstBytes = 'pdf' | 'jpg' | 'png' | 'mp4' | 'archive' | 'compound' | 'other';

const isKind = (ending: string): ending is FileKind => Object.hasOwn(KINDS, ending);

/** The kind a name claims; undefined where it is none of ours. */
export function claimedKind(name: string): FileKind | undefined {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (ending === 'jpeg') return 'jpg';
  return isKind(ending) ? ending : undefined;
}

/** How much of the beginning tells the kind. */
export const HEAD_BYTES = 4_100;

const ZIP_BEGINNINGS = ['504b0304', '504b0506'].map((hex) => Buffer.from(hex, 'hex'));

export async function tellFirstBytes(head: Buffer): Promise<FirstBytes> {
  // A zip, also an empty one; what is in it is told by its directory.
  if (ZIP_BEGINNINGS.some((beginning) => head.subarray(0, 4).equals(beginning))) return 'archive';
  const found = await fileTypeFromBuffer(head);
  switch (found?.ext) {
    case 'pdf':
    case 'jpg':
    case 'png':
    case 'mp4':
      return found.ext;
    case 'm4v':
      return 'mp4';
    case 'cfb':
      return 'compound';
    default:
      return 'other';
  }
}
