import { SYSTEM } from '../../domain/actor.js';
import type { DraftWords } from '../../domain/notice/messages.js';
import { addressee, draftWords, issuer } from '../domain/notice-stage.js';
import { tell, until, type Scene, type Stage } from './playing.js';

/** What is recorded of notices. */
export const noticeScenes: Readonly<Record<string, Scene>> = {
  /** A notice that is answered, returned and waits for another answer; its alarms rang and others stand. */
  'notice-returned': async (stage, id) => {
    const workflowId = await answerNotice(stage, id);
    await tell(stage, workflowId, issuer, { type: 'verifyNotice', verdict: 'returned', reason: '没有数据。' });
    return [{ workflowId }];
  },

  /** As notices were closed at first: on an answer, whatever became of the matter. */
  'notice-closed': async (stage, id) => {
    const { rules: _, ...former } = draftWords();
    const workflowId = await answerNotice(stage, id, former);
    await tell(stage, workflowId, issuer, { type: 'verifyNotice', verdict: 'accepted', reason: '属实。' });
    await stage.env.client.workflow.getHandle(workflowId).result();
    return [{ workflowId }];
  },

  /** A notice whose matter is done before its answer is accepted. */
  'notice-done': async (stage, id) => {
    const workflowId = await answerNotice(stage, id);
    await tell(stage, workflowId, SYSTEM, { type: 'noteMatterSettled', outcome: 'done', on: '2026-07-15' });
    await tell(stage, workflowId, issuer, { type: 'verifyNotice', attempt: 1, verdict: 'accepted', reason: '属实。' });
    await stage.env.client.workflow.getHandle(workflowId).result();
    return [{ workflowId }];
  },

  /** A notice that nobody issued in a day, and that went out by itself. */
  'notice-let-go': async (stage, id) => {
    const notice = `${id}~report-2026Q2-1~20260714`;
    const workflowId = `notice/${notice}`;
    await stage.site.setClock('2026-07-21 09:00');
    await tell(stage, workflowId, SYSTEM, { ...draftWords(), automaticIssue: '2' }, '2026-07-20 07:10');
    await until(async () => (await stage.site.records.view('notice', notice))?.phase === 'issuing');
    await tell(stage, workflowId, SYSTEM, { type: 'numberNotice', number: '全国产改办督〔2026〕2号' });
    await tell(stage, workflowId, addressee, { type: 'signNotice' });
    return [{ workflowId }];
  },
};

/** From draft to answer, long after it was due. */
async function answerNotice(stage: Stage, pilot: string, draft: DraftWords = draftWords()): Promise<string> {
  const workflowId = `notice/${pilot}~milestone-base-1~20260630`;
  await stage.site.setClock('2026-07-15 09:00');
  await tell(stage, workflowId, SYSTEM, { ...draft }, '2026-07-06 07:10');
  await tell(stage, workflowId, issuer, { type: 'issueNotice' }, '2026-07-07 10:00');
  await tell(stage, workflowId, SYSTEM, { type: 'numberNotice', number: '全国产改办督〔2026〕1号' }, '2026-07-07 10:00');
  await tell(stage, workflowId, addressee, { type: 'signNotice' }, '2026-07-08 10:00');
  const [, id = ''] = workflowId.split('/');
  await until(async () => ((await stage.site.records.view('notice', id))?.state.watched['answer-1']?.step ?? 0) > 0);
  await tell(stage, workflowId, addressee, { type: 'answerNotice', sha256: 'answer-1', evidence: [] });
  return workflowId;
}
