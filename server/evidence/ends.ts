import { inBlocks, readPart, type StoredBytes } from './stored-bytes.js';

/** What is wrong with a file that begins as it should. */
export type Flaw = 'FileCutOff' | 'FileLocked';

const TAIL_BYTES = 4_096;
/** A cross-reference section with its trailer, or the dictionary of a cross-reference stream. */
const SECTION_BYTES = 65_536;

/** A PDF ends with `%%EOF` and says there where its last section begins; an `/Encrypt` there or in the trailer locks it (ISO 32000-1, 7.5.5). */
export async function flawOfPdf(bytes: StoredBytes): Promise<Flaw | undefined> {
  const tail = (await readPart(bytes, bytes.size - TAIL_BYTES, bytes.size)).toString('latin1');
  if (!tail.includes('%%EOF')) return 'FileCutOff';
  const at = /startxref\s+(\d{1,15})\s+%%EOF(?![\s\S]*startxref)/.exec(tail)?.[1];
  if (at === undefined || Number(at) >= bytes.size) return 'FileCutOff';
  const section = await readPart(bytes, Number(at), Number(at) + SECTION_BYTES);
  return [tail, section.toString('latin1')].some((text) => /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(text)) ? 'FileLocked' : undefined;
}

/** The last chunk of every PNG, with its checksum. */
const IEND = Buffer.from('0000000049454e44ae426082', 'hex');

export async function flawOfPng(bytes: StoredBytes): Promise<Flaw | undefined> {
  const tail = await readPart(bytes, bytes.size - TAIL_BYTES, bytes.size);
  return tail.includes(IEND) ? undefined : 'FileCutOff';
}

const [MARKER, START_OF_SCAN] = [0xff, 0xda];
const END_OF_IMAGE = Buffer.from([MARKER, 0xd9]);

/** Far more than any camera writes before its picture; who walks on is led in circles. */
const MOST_SEGMENTS = 10_000;
const FILL_STEP_BYTES = 4_096;

/** Walks over a JPEG's segments, so that the end of a thumbnail is not taken for the picture's own; cameras append things after that. */
export async function flawOfJpeg(bytes: StoredBytes): Promise<Flaw | undefined> {
  const read = inBlocks(bytes);
  let at = 2;
  for (let count = 0; count < MOST_SEGMENTS; count++) {
    if ((await read(at, at + 1))[0] !== MARKER) return 'FileCutOff';
    // Fill bytes may stand before any marker, as many as there are.
    for (let fill = FILL_STEP_BYTES; fill === FILL_STEP_BYTES; at += fill) fill = markersIn(await read(at, at + FILL_STEP_BYTES));
    at -= 1;
    const head = await read(at, at + 4);
    if (head.length < 4) return 'FileCutOff';
    if (head[1] === START_OF_SCAN) return (await contains(bytes, at, END_OF_IMAGE)) ? undefined : 'FileCutOff';
    at += 2 + head.readUInt16BE(2);
  }
  return 'FileCutOff';
}

/** How many marker bytes a part begins with. */
function markersIn(part: Buffer): number {
  const end = part.findIndex((byte) => byte !== MARKER);
  return end === -1 ? part.length : end;
}

async function contains(bytes: StoredBytes, from: number, wanted: Buffer): Promise<boolean> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const part of bytes.stream(from, bytes.size)) {
    const seen = Buffer.concat([rest, part]);
    if (seen.includes(wanted)) return true;
    rest = seen.subarray(-wanted.length + 1);
  }
  return false;
}

/** Boxes follow one another up to the very end, and one of them says where the pictures are (ISO 14496-12). */
const MOST_BOXES = 10_000;

export async function flawOfMp4(bytes: StoredBytes): Promise<Flaw | undefined> {
  const read = inBlocks(bytes);
  let hasIndex = false;
  let at = 0;
  for (let count = 0; at < bytes.size && count < MOST_BOXES; count++) {
    const head = await read(at, at + 16);
    if (head.length < 8) return 'FileCutOff';
    hasIndex ||= head.toString('latin1', 4, 8) === 'moov';
    const short = head.readUInt32BE(0);
    if (short === 1 && head.length < 16) return 'FileCutOff';
    const length = short === 0 ? bytes.size - at : short === 1 ? Number(head.readBigUInt64BE(8)) : short;
    if (length < 8) return 'FileCutOff';
    at += length;
  }
  return hasIndex && at === bytes.size ? undefined : 'FileCutOff';
}

const [SECTOR_SHIFT_AT, DIRECTORY_AT] = [30, 48];
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/** Whether a compound file holds an office document under a password (MS-OFFCRYPTO, 2.3.4.4). */
export async function isEncryptedOffice(bytes: StoredBytes): Promise<boolean> {
  const head = await readPart(bytes, 0, 512);
  if (head.length < 512) return false;
  const sector = 2 ** Math.min(16, head.readUInt16LE(SECTOR_SHIFT_AT));
  const at = (head.readUInt32LE(DIRECTORY_AT) + 1) * sector;
  return (await readPart(bytes, at, at + TAIL_BYTES)).includes(ENCRYPTED);
}
