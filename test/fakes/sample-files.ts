import { ZipFile } from 'yazl';

/** Small files of every kind that may be handed in, whole and as they should be. */
export const pdf = (more = ''): Buffer => {
  const body = `%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n`;
  return Buffer.from(
    `${body}xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Root 1 0 R ${more}>>\nstartxref\n${body.length}\n%%EOF\n`,
  );
};
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const segment = (marker: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255]), content]);
/** With a thumbnail that has an end of its own. */
export const jpg = (end = Buffer.from([0xff, 0xd9])): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xe1, Buffer.from([0xff, 0xd8, 0xff, 0xd9])),
    segment(0xda, Buffer.alloc(10)),
    Buffer.from([1, 2, 3, 0xff, 0, 4]),
    end,
  ]);
const box = (type: string, content: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
};
export const mp4 = Buffer.concat([
  box('ftyp', Buffer.from('isom\0\0\x02\0isommp41', 'latin1')),
  box('moov', Buffer.alloc(40)),
  box('mdat', Buffer.alloc(100)),
]);

/** A zip of these files, by name; a number stands for so many equal bytes. */
export async function zip(files: Readonly<Record<string, string | number>>): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, content] of Object.entries(files))
    archive.addBuffer(typeof content === 'number' ? Buffer.alloc(content) : Buffer.from(content), name);
  archive.end();
  const parts: Buffer[] = [];
  for await (const part of archive.outputStream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
export const docx = (): Promise<Buffer> => zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<document/>' });
export const xlsx = (): Promise<Buffer> => zip({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' });
export const ofd = (): Promise<Buffer> => zip({ 'OFD.xml': '<OFD/>', 'Doc_0/Document.xml': '<Document/>' });

const CENTRAL = 0x02014b50;
/** The same zip with another line in its directory: flags, packed and unpacked size of its first file. */
export function forged(whole: Buffer, { flags, unpacked }: { flags?: number; unpacked?: number }): Buffer {
  const copy = Buffer.from(whole);
  for (let at = 0; at < copy.length - 46; at++) {
    if (copy.readUInt32LE(at) !== CENTRAL) continue;
    if (flags !== undefined) copy.writeUInt16LE(copy.readUInt16LE(at + 8) | flags, at + 8);
    if (unpacked !== undefined) copy.writeUInt32LE(unpacked, at + 24);
    return copy;
  }
  throw new Error('No directory was found');
}

/** An office document under a password: a compound file whose directory names the package. */
export function encryptedOffice(): Buffer {
  const file = Buffer.alloc(512 * 4);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 48);
  Buffer.from('EncryptedPackage', 'utf16le').copy(file, 512 * 2 + 128);
  return file;
}
