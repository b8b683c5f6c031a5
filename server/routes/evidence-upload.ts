import Joi from 'joi';
import { createHash } from 'node:crypto';
import type { Actor } from '../../domain/actor.js';
import { formatDay } from '../../domain/calendar.js';
import type { Entry } from '../../domain/entity.js';
import { kinds, regionOf } from '../../domain/kinds.js';
import type { EvidenceAdded, FileContent } from '../../domain/pilot/evidence.js';
import type { PilotCommand } from '../../domain/pilot/messages.js';
import type { RecordedCommand } from '../../domain/ports.js';
import { rolesFor } from '../../domain/rights.js';
import type { Written } from '../../models/file.js';
import { fileName, refuseSecretName } from '../evidence/file-name.js';
import { inspect, refuseName } from '../evidence/inspect.js';
import { tooLarge, type ByteSource } from '../http/bytes.js';
import { refused, type Refused } from '../http/problems.js';
import { route, type CommandKey, type Route } from '../http/route.js';
import { shape } from '../http/schema.js';
import { isRefused, lookUpVisible, refusalOf, sendCommand } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { fileId } from './evidence-schema.js';
import { pilotParams } from './pilot-command-route.js';
import { dayFrom, dayText } from './plan.js';

interface AddedFile {
  readonly id: string;
  readonly seq: number;
  readonly file: string;
  readonly revision: number;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly mediaType: string;
  readonly effective: string;
  readonly isKnown: boolean;
}
const addedFile = shape<AddedFile>({
  id: Joi.string().description('试点编号。The pilot.'),
  seq: Joi.number().integer().description('记录序号。How far its record reaches.'),
  file: Joi.string().description('证据编号，提交时据此引用。The file, as submissions name it.'),
  revision: Joi.number().integer().description('第几版。Which revision of it.'),
  name: Joi.string().description('文件名。Its name.'),
  size: Joi.number().integer().description('字节数。In bytes.'),
  sha256: Joi.string().description('内容指纹。Of its bytes.'),
  mediaType: Joi.string().description('由内容判定的类型。Told from the bytes.'),
  effective: Joi.string().description('事实日期。The day of the fact.'),
  isKnown: Joi.boolean().description(
    '内容、文件名和事实日期均与已有证据相同：未重复登记，请直接引用该证据。Bytes, name and day are those of a file that is here: nothing was added, name this file.',
  ),
});
const example: AddedFile = {
  id: '53-2026-0007',
  seq: 12,
  file: 'f3',
  revision: 1,
  name: '揭牌照片.jpg',
  size: 2_483_000,
  sha256: 'a'.repeat(64),
  mediaType: 'image/jpeg',
  effective: '2026-11-18',
  isKnown: false,
};

interface UploadQuery {
  readonly name: string;
  readonly effective: string;
  readonly file?: string;
}
/** One upload: whose, under which key, and where it goes. */
interface Upload {
  readonly id: string;
  readonly query: UploadQuery;
  readonly actor: Actor;
  readonly key: CommandKey;
  readonly now: number;
  readonly bytes: ByteSource;
}

/** Files come in as a request of their own: first what can be said without them, then room, then the bytes, then the command. */
export function evidenceUploadRoute(deps: BusinessDeps): Route {
  const { records, calendars, files, uploads, lists, send } = deps;

  /** What the rules say before a byte has come: nobody sends 200 MB for a no. */
  const refuseAhead = async ({ id, query, actor, now }: Upload): Promise<Refused | undefined> => {
    const view = await records.view('pilot', id);
    if (view === undefined) return refused('NotFound');
    const calendar = await calendars.latest(regionOf('pilot', id));
    const unseen = commandOf(query, { size: 0, sha256: '' }, '');
    const decision = kinds.pilot.decide(view.state, unseen, { id, calendar, actor, at: now });
    return decision.ok ? undefined : refusalOf(decision);
  };

  /** What was recorded of an upload under this key, once its bytes are known to be the same. */
  const repeat = async ({ id, bytes, key, query }: Upload, { commandHash, receipt }: RecordedCommand): Promise<AddedFile | Refused> => {
    const hash = createHash('sha256');
    for await (const part of bytes.read(deps.fileLimits.fileMaxBytes)) hash.update(part);
    if (hashOf(key, hash.digest('hex')) !== commandHash) return refused('IdempotencyKeyReused');
    return recorded(id, receipt.seq, receipt.events.length, query);
  };

  const recorded = async (id: string, seq: number, count: number, { effective }: UploadQuery): Promise<AddedFile> => {
    const entry = (await records.entries('pilot', id, seq - count)).find(isAddition);
    if (entry === undefined) throw new Error(`The record of ${id} holds no file at ${seq}`);
    return { id, seq, ...fileOf(entry.event), effective, isKnown: false };
  };

  /** The file of this pilot whose newest revision is this very one: the same bytes, name and day. Whatever differs is a file or a revision to be recorded. */
  const knownAs = async (id: string, { name, effective, file }: UploadQuery, sha256: string): Promise<AddedFile | undefined> => {
    const own = { stream: `pilot/${id}`, 'event.type': 'evidenceAdded' };
    const newest = (about: object, limit: number) => lists.entries.find({ filter: { ...own, ...about }, sort: { _id: -1 }, limit });
    const alike = { 'event.sha256': sha256, 'event.name': name, 'event.effectiveDay': dayFrom(effective) };
    for (const same of await newest({ ...alike, ...(file === undefined ? {} : { 'event.file': file }) }, MOST_ALIKE)) {
      const [last] = isAddition(same) ? await newest({ 'event.file': same.event.file }, 1) : [];
      if (last !== undefined && isAddition(last) && last.seq === same.seq)
        return { id, seq: last.seq, ...fileOf(last.event), isKnown: true };
    }
    return undefined;
  };

  /** Looks at what came in, keeps it and sends the command; whatever is not kept is left for the caller to drop. */
  const add = async (asked: Upload, upload: string, written: Written): Promise<AddedFile | Refused> => {
    const { id, query, actor, key, now } = asked;
    const { size, sha256 } = written;
    const looked = await inspect(query.name, { size, stream: (from, to) => files.read(upload, from, to) });
    if ('refused' in looked) return looked;
    const known = await knownAs(id, query, sha256);
    if (known !== undefined) return known;
    await files.keep(upload, written, now);
    const command = commandOf(query, written, looked.mediaType);
    const own = { id: key.id, hash: hashOf(key, sha256) };
    const answer = await sendCommand(send, { to: { kind: 'pilot', id }, actor, command, key: own, now });
    if (!isRefused(answer)) return recorded(id, answer.seq, answer.events.length, query);
    if (answer.refused !== 'Uncertain') await files.forget(upload, sha256, now);
    return answer;
  };

  const take = async (asked: Upload, upload: string): Promise<AddedFile | Refused> => {
    let written: Written | undefined;
    let isDone = false;
    try {
      written = await files.write(upload, asked.bytes.read(deps.fileLimits.fileMaxBytes));
      const answer = await add(asked, upload, written);
      isDone = true;
      return answer;
    } finally {
      // Kept under its hash, or dropped when the same bytes were: then there is nothing more to do.
      const kept = written === undefined ? undefined : await files.find(written.sha256);
      if (kept?.upload !== upload) await files.drop(upload);
      // After a defect what it kept is left to the sweep, which asks the record first.
      if (isDone || kept?.upload !== upload) await uploads.release(upload);
    }
  };

  return route({
    name: 'addEvidence',
    method: 'post',
    path: '/pilots/{id}/evidence',
    summary: {
      zh: '上传证据，请求体为文件本身；带 file 时为该证据的新版本',
      en: 'Add evidence, the body being the file itself; with `file` a newer revision of that one',
    },
    tags: ['证据 Evidence'],
    access: 'post',
    roles: rolesFor('addEvidence'),
    command: true,
    takesBytes: true,
    params: pilotParams,
    query: shape<UploadQuery>({
      name: fileName(),
      effective: dayText().description('事实日期，不晚于今天。The day of the fact, not after today.'),
      file: fileId().optional().description('要更新的证据，省略则为新证据。The file to be revised; left out for a new one.'),
    }),
    response: { 200: addedFile, 201: addedFile },
    refusals: [
      ...(['NotFound', 'NoRight', 'WrongPhase', 'Closed', 'EffectiveInFuture', 'FileUnknown', 'TooManyFiles', 'QuotaReached'] as const),
      ...(['FileEmpty', 'FileKindRefused', 'FileDisguised', 'FileCutOff', 'FileLocked', 'ArchiveTooLarge', 'ArchiveNested'] as const),
    ],
    examples: { 200: { ...example, isKnown: true }, 201: example },
    async handle({ params: { id }, query, bytes, actor, command: key, now }) {
      const seen = await lookUpVisible(records, { kind: 'pilot', id }, actor, key);
      if (seen === undefined) return refused('NotFound');
      const asked: Upload = { id, query, actor, key, now, bytes };
      const answer = seen.known === undefined ? await receive(asked) : await repeat(asked, seen.known);
      return isRefused(answer) ? answer : { status: answer.isKnown ? 200 : 201, body: answer };
    },
  });

  async function receive(asked: Upload): Promise<AddedFile | Refused> {
    const { fileMaxBytes, postQuotaBytes } = deps.fileLimits;
    const { bytes, query, actor, now } = asked;
    if (bytes.length === 0) return refused('FileEmpty');
    if (bytes.length !== undefined && bytes.length > fileMaxBytes) return tooLarge(fileMaxBytes);
    const wrong = refuseSecretName(query.name) ?? refuseName(query.name) ?? (await refuseAhead(asked));
    if (wrong !== undefined) return wrong;
    // Sent in pieces, it may become as large as it is allowed to.
    const wanted = { post: actor.post, bytes: bytes.length ?? fileMaxBytes, quotaBytes: postQuotaBytes, now };
    const room = await uploads.reserve(wanted);
    if ('leftBytes' in room) return refused('QuotaReached', { facts: { leftMb: mbOf(room.leftBytes), quotaMb: mbOf(postQuotaBytes) } });
    return take(asked, room.upload);
  }
}

/** Files that ever held the same bytes, of which one may still do. */
const MOST_ALIKE = 20;
const mbOf = (bytes: number): number => Math.floor(bytes / 1024 / 1024);

/** What the key stands for besides its address: the very bytes. */
const hashOf = ({ hash }: CommandKey, sha256: string): string => createHash('sha256').update(`${hash}\n${sha256}`).digest('hex');

const commandOf = ({ name, effective, file }: UploadQuery, { size, sha256 }: Written, mediaType: string): PilotCommand => ({
  type: 'addEvidence',
  ...(file === undefined ? {} : { file }),
  name,
  size,
  sha256,
  mediaType,
  effectiveDay: dayFrom(effective),
});

export const isAddition = <E extends Entry>(entry: E): entry is E & { readonly event: EvidenceAdded } =>
  entry.event.type === 'evidenceAdded';

const fileOf = ({ file, revision, effectiveDay, ...event }: EvidenceAdded): Omit<AddedFile, 'id' | 'seq' | 'isKnown'> => {
  const { name, size, sha256, mediaType }: Omit<FileContent, 'effectiveDay'> = event;
  return { file, revision, name, size, sha256, mediaType, effective: formatDay(effectiveDay) };
};
