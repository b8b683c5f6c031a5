import { create as contentDisposition } from 'content-disposition';
import Joi from 'joi';
import { formatDay } from '../../domain/calendar.js';
import { evidenceFiles, type EvidenceFile, type EvidenceUse } from '../../domain/pilot/evidence-files.js';
import { entryId, type EntryDoc } from '../../models/entry.js';
import { createPager, pageFields, type Page } from '../http/page.js';
import { refused } from '../http/problems.js';
import { rangedMedia, route, type Route } from '../http/route.js';
import { instant, shape } from '../http/schema.js';
import { isPilotSeen } from './commands.js';
import type { BusinessDeps } from './deps.js';
import { fileId } from './evidence-schema.js';
import { isAddition } from './evidence-upload.js';
import { pilotIdSchema, pilotParams } from './pilot-command-route.js';
import { codeName, sha256Text } from './plan.js';

interface RevisionRow {
  readonly revision: number;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly mediaType: string;
  readonly effective: string;
  readonly addedAt: number;
  readonly person: string;
  readonly personName: string;
  readonly post: string;
  readonly onBehalfOf?: string;
}
interface FileRow {
  readonly file: string;
  readonly revisions: readonly RevisionRow[];
  readonly uses: readonly EvidenceUse[];
}
interface FilePage extends Page<FileRow> {
  readonly room: { readonly usedBytes: number; readonly quotaBytes: number; readonly fileMaxBytes: number };
}
const revisionRow = shape<RevisionRow>({
  revision: Joi.number().integer().description('第几版。Its number.'),
  name: Joi.string().description('文件名。Its name.'),
  size: Joi.number().integer().description('字节数。In bytes.'),
  sha256: Joi.string().description('内容指纹。Of its bytes.'),
  mediaType: Joi.string().description('由内容判定的类型。Told from the bytes.'),
  effective: Joi.string().description('事实日期。The day of the fact.'),
  addedAt: instant().description('上传时间，毫秒。When it was added, in epoch milliseconds.'),
  person: Joi.string().description('上传人编号。Who added it.'),
  personName: Joi.string().description('姓名，当时的。The name at that time.'),
  post: Joi.string().description('以何岗位。The post acted with.'),
  onBehalfOf: Joi.string().optional().description('受谁委托。On whose behalf.'),
});
const useRow = shape<EvidenceUse>({
  matter: Joi.string().valid('milestone', 'report', 'conclusion').description('里程碑、报告或总结。What it was handed in with.'),
  id: Joi.string().allow('').description('里程碑代号或报告期，总结为空。Which milestone or period; empty for the conclusion.'),
  revision: Joi.number().integer().description('提交的是第几版。The revision that was handed in.'),
  item: Joi.string().optional().description('对应的证据项。Which required evidence it is.'),
  at: instant().description('提交时间，毫秒。When, in epoch milliseconds.'),
  verdict: Joi.string().valid('accepted', 'rejected').optional().description('结论，尚无则省略。The verdict, where there is one.'),
  reason: Joi.string().allow('').optional().description('结论的理由。Why.'),
});
const fileRow = shape<FileRow>({
  file: Joi.string().description('证据编号。The file.'),
  revisions: Joi.array().items(revisionRow).description('各版本，由旧到新。Its revisions, the oldest first.'),
  uses: Joi.array().items(useRow).description('用于何处及结论，由先到后。What it was handed in with, and the verdicts on it.'),
});
const room = shape<FilePage['room']>({
  usedBytes: Joi.number().integer().description('本岗位已用字节数。Taken by the post acted with.'),
  quotaBytes: Joi.number().integer().description('每个岗位的总量。The room of every post.'),
  fileMaxBytes: Joi.number().integer().description('单个文件的上限。The limit of one file.'),
}).description('可用空间。Room for files.');
const filePage = shape<FilePage>({
  ...pageFields(fileRow),
  room,
});

const fileExample: FileRow = {
  file: 'f3',
  revisions: [
    {
      revision: 1,
      name: '揭牌照片.jpg',
      size: 2_483_000,
      sha256: 'a'.repeat(64),
      mediaType: 'image/jpeg',
      effective: '2026-11-18',
      addedAt: 1_795_000_000_000,
      person: 'p-53-h001-liaison',
      personName: '李娜',
      post: '53-h001/liaison',
    },
  ],
  uses: [{ matter: 'milestone', id: 'base-1', revision: 1, item: 'photo', at: 1_795_000_100_000, verdict: 'accepted', reason: '清晰。' }],
};

interface FileFilters {
  readonly sha256?: string;
  readonly milestone?: string;
  readonly period?: string;
}

/** The files of a pilot: what there is, and the bytes. Whoever sees the pilot sees its files. */
export function evidenceRoutes(deps: BusinessDeps): Route[] {
  const { records, lists, files, uploads } = deps;
  const pager = createPager<FileFilters>({
    sorts: { added: ['_id'] },
    defaultSort: 'added',
    filters: {
      sha256: sha256Text().description('内容指纹：上传前查询是否已有。Whether these bytes are here already.'),
      milestone: codeName().description('用于哪个里程碑。Handed in with this milestone.'),
      period: Joi.string()
        .pattern(/^20\d\d(Q[1-4]|H[12])?$/, { name: '2026Q4' })
        .description('用于哪个报告期。Handed in with the report on this period.'),
    },
  });

  const entriesOf = (id: string, about: Readonly<Record<string, unknown>>): Promise<readonly EntryDoc[]> => {
    const stream = `pilot/${id}`;
    const own = { _id: { $gt: entryId(stream, 0), $lt: `${stream}@~` } };
    return lists.entries.find({ filter: { $and: [own, about] }, sort: { _id: 1 }, limit: MOST_ENTRIES });
  };

  /** The ids of the files these filters leave; undefined where there are none. */
  const filtered = async (id: string, { sha256, milestone, period }: FileFilters): Promise<readonly string[] | undefined> => {
    const conditions = [
      ...(sha256 === undefined ? [] : [{ 'event.type': 'evidenceAdded', 'event.sha256': sha256 }]),
      ...(milestone === undefined ? [] : [{ 'event.type': 'milestoneSubmitted', 'event.milestone': milestone }]),
      ...(period === undefined ? [] : [{ 'event.type': 'reportSubmitted', 'event.period': period }]),
    ];
    if (conditions.length === 0) return undefined;
    const found = await Promise.all(conditions.map(async (about) => namedIn(await entriesOf(id, about))));
    return [...(found[0] ?? [])].filter((file) => found.every((names) => names.has(file)));
  };

  return [
    route({
      name: 'listEvidence',
      method: 'get',
      path: '/pilots/{id}/evidence',
      summary: { zh: '证据清单：版本、用途、结论与剩余空间', en: 'Evidence: revisions, uses, verdicts, and the room left' },
      tags: ['证据 Evidence'],
      access: 'post',
      params: pilotParams,
      query: pager.query,
      response: { 200: filePage },
      refusals: ['NotFound'],
      examples: {
        200: { items: [fileExample], next: null, room: { usedBytes: 2_483_000, quotaBytes: 2_097_152_000, fileMaxBytes: 209_715_200 } },
      },
      async handle({ actor, params: { id }, query }) {
        if (!(await isPilotSeen(records, id, actor))) return refused('NotFound');
        const { filter, sort, limit } = pager.open(query);
        const only = await filtered(id, query);
        const wanted = { stream: `pilot/${id}`, 'event.type': 'evidenceAdded', 'event.revision': 1 };
        const whose = only === undefined ? {} : { 'event.file': { $in: only } };
        const found = await lists.entries.find({ filter: { $and: [wanted, whose, filter] }, sort, limit });
        const { items: firsts, next } = pager.close(query, found);
        const ids = firsts.filter(isAddition).map(({ event }) => event.file);
        const related = await entriesOf(id, {
          $or: [
            { 'event.type': 'evidenceAdded', 'event.file': { $in: ids } },
            { 'event.evidence.file': { $in: ids } },
            { 'event.files.file': { $in: ids } },
          ],
        });
        const folded = evidenceFiles(related);
        const items = ids.flatMap((file) => folded.filter((one) => one.file === file)).map(rowOf);
        const { fileMaxBytes, postQuotaBytes: quotaBytes } = deps.fileLimits;
        return { status: 200, body: { items, next, room: { usedBytes: await uploads.used(actor.post), quotaBytes, fileMaxBytes } } };
      },
    }),
    route({
      name: 'downloadEvidence',
      method: 'get',
      path: '/pilots/{id}/evidence/{file}',
      summary: { zh: '下载证据；支持断点续传', en: 'The bytes of a file; parts by `Range`' },
      tags: ['证据 Evidence'],
      access: 'post',
      params: shape<{ id: string; file: string }>({ id: pilotIdSchema, file: fileId() }),
      query: shape<{ revision?: number }>({
        revision: Joi.number()
          .integer()
          .min(1)
          .max(999)
          .optional()
          .description('第几版，省略为最新。Which revision, the newest if left out.'),
      }),
      response: { 200: rangedMedia('application/octet-stream') },
      refusals: ['NotFound', 'RangeNotSatisfiable'],
      examples: {},
      async handle({ actor, params: { id, file }, query: { revision } }) {
        if (!(await isPilotSeen(records, id, actor))) return refused('NotFound');
        const which = revision === undefined ? {} : { 'event.revision': revision };
        const filter = { stream: `pilot/${id}`, 'event.type': 'evidenceAdded', 'event.file': file, ...which };
        const [entry] = await lists.entries.find({ filter, sort: { _id: -1 }, limit: 1 });
        if (entry === undefined || !isAddition(entry)) return refused('NotFound');
        const { name, sha256, size: sizeBytes, mediaType } = entry.event;
        const stored = await files.find(sha256);
        if (stored === undefined) throw new Error(`The bytes of ${id} ${file} are not where the record says`);
        return {
          status: 200,
          headers: {
            'Content-Type': mediaType,
            'Content-Disposition': contentDisposition(name),
            'X-Content-Type-Options': 'nosniff',
            'Content-Security-Policy': "default-src 'none'; sandbox",
          },
          body: { sizeBytes, etag: `"${sha256}"`, read: (from, to) => files.read(stored.upload, from, to) },
        };
      },
    }),
  ];
}

/** Far beyond what a pilot's files are added, handed in and judged in a life of its own. */
const MOST_ENTRIES = 20_000;

/** The files that these entries bring or name. */
const namedIn = (entries: readonly EntryDoc[]): ReadonlySet<string> => new Set(evidenceFiles(entries).map(({ file }) => file));

function rowOf({ file, revisions, uses }: EvidenceFile): FileRow {
  return {
    file,
    uses,
    revisions: revisions.map(({ effectiveDay, actor: { person, name: personName, post, onBehalfOf }, ...revision }) => ({
      ...revision,
      effective: formatDay(effectiveDay),
      person,
      personName,
      post,
      ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    })),
  };
}
