import type { Sentence } from '../http/sentence.js';

const kinds = {
  EntryMissing: { zh: '缺少记录', en: 'the entry is missing' },
  EntryMisplaced: { zh: '编号与所在位置不符', en: 'the entry does not stand where its number says' },
  ChainBroken: { zh: '与上一条的封印不相接', en: 'the entry is not chained to the one before it' },
  SealBroken: { zh: '内容与封印不符', en: 'the content does not match its seal' },
  PrintDifferent: { zh: '指纹不符', en: 'the fingerprint does not match' },
  CommandDifferent: { zh: '所属操作的登记不符', en: 'what is noted of its command does not match' },
  DocumentMissing: { zh: '所引用的文件不存在', en: 'the document it refers to is missing' },
  DocumentDifferent: { zh: '所引用的文件内容与其指纹不符', en: 'the document it refers to does not match its hash' },
  DocumentUnmarked: { zh: '所引用的文件未标记为在用，会被清理', en: 'the document it refers to is not marked as used and would be swept' },
  FileMissing: { zh: '所引用的证据文件不存在', en: 'the file it brought is missing' },
  FileDifferent: { zh: '证据文件的内容缺失或与其指纹不符', en: 'the bytes of the file it brought are missing or do not match its hash' },
  FileUnmarked: { zh: '证据文件未标记为在用，会被清理', en: 'the file it brought is not marked as used and would be swept' },
  ViewMissing: { zh: '视图丢失', en: 'the view is missing' },
  ViewDifferent: { zh: '视图与记录不符', en: 'the view does not match the record' },
  ViewUnfounded: { zh: '有视图而无记录', en: 'there is a view without a record' },
  DutyMissing: { zh: '责任事项丢失', en: 'a duty is missing' },
  DutyDifferent: { zh: '责任事项与记录不符', en: 'a duty does not match the record' },
  DutyUnfounded: { zh: '有责任事项而无记录', en: 'there is a duty without a record' },
  AccountDifferent: { zh: '账号与记录不符', en: 'an account does not match the record' },
  AccountUnfounded: { zh: '有账号而无记录', en: 'there is an account without a record' },
  CalendarMissing: { zh: '工作日历丢失', en: 'a calendar is missing' },
  CalendarDifferent: { zh: '工作日历与记录不符', en: 'a calendar does not match the record' },
  PersonDifferent: { zh: '人员与记录不符', en: 'a person does not match the record' },
} as const satisfies Readonly<Record<string, Sentence>>;
export type DifferenceKind = keyof typeof kinds;

/** Where what is stored first departs from what the record says. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly stream: string;
  /** The number of the entry it was found at; for a view the last one, 0 where there is none. */
  readonly seq: number;
  /** What exactly: a field, a duty, a document. */
  readonly what?: string;
}

const REBUILT: readonly DifferenceKind[] = [
  'ViewMissing',
  'ViewDifferent',
  'ViewUnfounded',
  'DutyMissing',
  'DutyDifferent',
  'DutyUnfounded',
  'DocumentUnmarked',
  'FileUnmarked',
];
/** Whether it lies in what is only folded from the record, so that `rebuild` puts it right. */
export const isRebuilt = ({ kind }: Difference): boolean => REBUILT.includes(kind);

/** One sentence for the operator, with the entry's number and what can be done. */
export function tellDifference(difference: Difference): Sentence {
  const { kind, stream, seq, what } = difference;
  const { zh, en } = kinds[kind];
  const about = what === undefined ? { zh: '', en: '' } : { zh: `（${what}）`, en: ` (${what})` };
  const advice = isRebuilt(difference)
    ? { zh: '可用 npm run rebuild 由记录重新生成。', en: 'npm run rebuild folds it anew from the record.' }
    : {
        zh: '记录本身有异，请保留现场并与备份核对。',
        en: 'The record itself is affected: keep everything as it is and compare with a backup.',
      };
  return { zh: `${stream} 第 ${seq} 条：${zh}${about.zh}。${advice.zh}`, en: `${stream}, entry ${seq}: ${en}${about.en}. ${advice.en}` };
}
