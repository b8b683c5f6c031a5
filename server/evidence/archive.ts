import { fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl';
import type { FileKind } from './kinds.js';
import { inBlocks, type StoredBytes } from './stored-bytes.js';

/** What an archive may unpack to. Office documents are archives as well. */
export const ARCHIVE_LIMITS = { entries: 5_000, expandedBytes: 2 * 1024 ** 3, ratio: 200, ratioFromBytes: 50 * 1024 ** 2 } as const;

export type ArchiveFinding =
  { readonly kind: FileKind } | { readonly flaw: 'FileCutOff' | 'FileLocked' | 'ArchiveTooLarge' | 'ArchiveNested' };

/** Reads a block at a time: a directory is walked through line by line. What fails here is ours, not the archive's. */
class StoredReader extends RandomAccessReader {
  failure: unknown;
  readonly #read: (from: number, to: number) => Promise<Buffer>;

  constructor(bytes: StoredBytes) {
    super();
    this.#read = inBlocks(bytes);
  }
  override read(into: Buffer, offset: number, length: number, at: number, tell: (error: Error | null) => void): void {
    void this.#copy(into, offset, { from: at, to: at + length }).then(tell);
  }
  async #copy(into: Buffer, offset: number, { from, to }: { readonly from: number; readonly to: number }): Promise<Error | null> {
    try {
      (await this.#read(from, to)).copy(into, offset);
      return null;
    } catch (error) {
      this.failure = error;
      return new Error('the stored bytes could not be read', { cause: error });
    }
  }
}

const ARCHIVE_NAME = /\.(zip|rar|7z|tar|gz|tgz|bz2|xz|zst|cab|iso|jar)$/i;
/** What only a document of this kind has in it. */
const SIGNS: readonly (readonly [name: string, kind: FileKind])[] = [
  ['word/document.xml', 'docx'],
  ['xl/workbook.xml', 'xlsx'],
  ['ppt/presentation.xml', 'pptx'],
  ['OFD.xml', 'ofd'],
];

/**
 * Looks into a zip by its directory alone; nothing is unpacked. Directory sizes may lie, but never by more than what compressing can
 * do: parts that overlap, or claim more bytes than there are, are refused as well.
 */
export async function inspectArchive(bytes: StoredBytes): Promise<ArchiveFinding> {
  const reader = new StoredReader(bytes);
  try {
    return await lookInto(reader, bytes.size);
  } catch (error) {
    if (reader.failure !== undefined) throw reader.failure;
    return { flaw: error instanceof Error && error.message.includes('strong encryption') ? 'FileLocked' : 'FileCutOff' };
  }
}

async function lookInto(reader: StoredReader, size: number): Promise<ArchiveFinding> {
  const zip = await fromRandomAccessReaderPromise(reader, size, { autoClose: false });
  const names = new Set<string>();
  let [entries, expanded, packed] = [0, 0, 0];
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) return { flaw: 'FileLocked' };
    if (ARCHIVE_NAME.test(entry.fileName)) return { flaw: 'ArchiveNested' };
    entries += 1;
    expanded += entry.uncompressedSize;
    packed += entry.compressedSize;
    names.add(entry.fileName);
    const { entries: most, expandedBytes, ratio, ratioFromBytes } = ARCHIVE_LIMITS;
    const isOutOfProportion = expanded > ratioFromBytes && expanded > size * ratio;
    if (entries > most || expanded > expandedBytes || isOutOfProportion || packed > size) return { flaw: 'ArchiveTooLarge' };
  }
  return { kind: SIGNS.find(([name]) => names.has(name))?.[1] ?? 'zip' };
}
