/** What a person reads, in both languages. */
export interface Sentence {
  zh: string;
  en: string;
}

/** Where the finder and the two commands say what they are doing. */
export type Say = (sentence: Sentence) => void;

/** Chinese first, then English: on one line, or below each other where a list is told. */
export function inBothLanguages({ zh, en }: Sentence): string {
  return zh.includes('\n') ? `${zh}\n\n${en}` : `${zh} | ${en}`;
}

export const sayOnConsole: Say = (sentence) => console.log(inBothLanguages(sentence));

export const sayNothing: Say = () => {};

/** Something outside the program stands in the way; the sentence tells a person what to do, and no stack is shown. */
export class Trouble extends Error {
  readonly sentence: Sentence;

  constructor(sentence: Sentence, options?: ErrorOptions) {
    super(inBothLanguages(sentence), options);
    this.name = 'Trouble';
    this.sentence = sentence;
  }
}

/** The system's error code (`ENOSPC`, `EADDRINUSE` …) of an error or of what caused it. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}

/** What the deepest cause says: `fetch failed` alone helps nobody. */
function findRoot(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? findRoot(error.cause) : error.message;
}

/** Any failure as a sentence. The disk and the network, the usual suspects, are told in plain words. */
export function explain(error: unknown): Sentence {
  if (error instanceof Trouble) return error.sentence;
  const code = codeOf(error);
  const detail = findRoot(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return { zh: '磁盘空间已满', en: 'the disk is full' };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { zh: `没有写入权限（${detail}）`, en: `no permission (${detail})` };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { zh: '找不到该主机（无外网或域名解析失败）', en: 'the host is not known (no internet access or no name service)' };
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return { zh: `连接失败（${code}）`, en: `the connection failed (${code})` };
    default:
      return { zh: `出错：${detail}`, en: detail };
  }
}
