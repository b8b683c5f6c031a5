import type { Sentence } from './sentence.js';

/** Reasons for saying no that lie at the HTTP edge, before any rule of the domain is asked. */
export type EdgeCode =
  | 'AccountExists'
  | 'AccountLocked'
  | 'ArchiveNested'
  | 'ArchiveTooLarge'
  | 'BadRequest'
  | 'BrokenJson'
  | 'Busy'
  | 'CsrfRejected'
  | 'DatabaseAway'
  | 'EngineAway'
  | 'FileCutOff'
  | 'FileDisguised'
  | 'FileEmpty'
  | 'FileKindRefused'
  | 'FileLocked'
  | 'FileTooLarge'
  | 'HttpsRequired'
  | 'IdempotencyKeyMissing'
  | 'IdempotencyKeyReused'
  | 'InternalError'
  | 'InvalidInput'
  | 'MailNotResendable'
  | 'MethodNotAllowed'
  | 'NoPost'
  | 'NotAcceptable'
  | 'NotFound'
  | 'NoticeEnded'
  | 'NotLoggedIn'
  | 'NotReady'
  | 'OwnAccount'
  | 'PasswordMustChange'
  | 'PayloadTooLarge'
  | 'PostNotHeld'
  | 'QuestionTooWide'
  | 'QuotaReached'
  | 'RangeNotSatisfiable'
  | 'SecretMark'
  | 'TooManyAttempts'
  | 'Uncertain'
  | 'UnknownArea'
  | 'UnitNameTaken'
  | 'UnsupportedMediaType'
  | 'UploadBroken'
  | 'WrongPassword';

/** The statuses a refusal may have; each has a title in `problems.ts`. */
export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 406 | 409 | 413 | 415 | 416 | 422 | 429 | 500 | 503 | 504;

/** How a code is told to the caller: the status, and a sentence in which `{minutes}` and the like are filled in. */
export interface ProblemKind extends Sentence {
  readonly status: ProblemStatus;
}

export const edgeProblems: Readonly<Record<EdgeCode, ProblemKind>> = {
  AccountExists: { status: 409, zh: '该登录名已被使用。', en: 'This login name is already taken.' },
  AccountLocked: { status: 403, zh: '账号已锁定，请联系安全管理员。', en: 'The account is locked. Ask the security administrator.' },
  ArchiveNested: {
    status: 422,
    zh: '压缩包内还有压缩包，无法查验。请解压后重新打包或逐个上传。',
    en: 'There is an archive within the archive, which cannot be looked into. Unpack it and send its files.',
  },
  ArchiveTooLarge: {
    status: 422,
    zh: '压缩包展开后过大：最多 {entries} 个文件、{limitMb} MB，且不得超过压缩前的 {ratio} 倍。请拆分上传。',
    en: 'The archive unpacks to too much: at most {entries} files, {limitMb} MB and {ratio} times its own size. Send it in parts.',
  },
  BadRequest: { status: 400, zh: '请求格式不正确。', en: 'The request is malformed.' },
  BrokenJson: { status: 400, zh: '请求内容不是有效的 JSON。', en: 'The body is not valid JSON.' },
  Busy: { status: 429, zh: '系统繁忙，请稍后重试。', en: 'The system is busy. Try again shortly.' },
  CsrfRejected: {
    status: 403,
    zh: '页面已过期或来源不明，请刷新后重试。',
    en: 'The page is outdated or the origin is foreign. Reload and try again.',
  },
  DatabaseAway: { status: 503, zh: '数据库暂时不可用，请稍后重试。', en: 'The database is away. Try again shortly.' },
  EngineAway: {
    status: 503,
    zh: '流程引擎暂时不可用，操作未提交，请稍后重试。',
    en: 'The engine is away. Nothing was submitted; try again shortly.',
  },
  FileCutOff: {
    status: 422,
    zh: '文件不完整或已损坏，请确认能够打开后重新上传。',
    en: 'The file is cut off or damaged. Make sure that it opens, and send it again.',
  },
  FileDisguised: {
    status: 422,
    zh: '文件内容与扩展名 .{claimed} 不符，请用正确的扩展名上传原文件。',
    en: 'The content is not what .{claimed} says. Send the original file under its right ending.',
  },
  FileEmpty: { status: 422, zh: '文件是空的。', en: 'The file is empty.' },
  FileKindRefused: {
    status: 422,
    zh: '不接受这种文件，可上传：{kinds}。',
    en: 'This kind of file is not accepted; these are: {kinds}.',
  },
  FileLocked: {
    status: 422,
    zh: '文件设有密码或已加密（包括限制打印、复制的 PDF），无法审阅。请去掉文件的加密或限制后重新上传。',
    en: 'The file is encrypted or under a password (a PDF that restricts printing or copying is, too) and cannot be reviewed. Take the encryption or restriction off and send it again.',
  },
  FileTooLarge: { status: 413, zh: '文件过大，上限为 {limitMb} MB。', en: 'The file is too large; the limit is {limitMb} MB.' },
  HttpsRequired: { status: 403, zh: '请通过 HTTPS 访问后再登录。', en: 'Log in over HTTPS.' },
  IdempotencyKeyMissing: { status: 400, zh: '缺少 Idempotency-Key 请求头。', en: 'The Idempotency-Key header is missing.' },
  IdempotencyKeyReused: {
    status: 422,
    zh: '该 Idempotency-Key 已用于另一项内容不同的操作。',
    en: 'This Idempotency-Key was used before with other content.',
  },
  InternalError: {
    status: 500,
    zh: '系统内部错误，请将请求编号告知系统管理员。',
    en: 'Something went wrong here. Give the request id to the system administrator.',
  },
  InvalidInput: { status: 400, zh: '填写的内容有误，请按提示修改。', en: 'Some of the input is not valid; see the fields named.' },
  MailNotResendable: {
    status: 409,
    zh: '该邮件仍在发送、已被确认知悉，或其事项已另行发送，无需重发。',
    en: 'This mail is still being sent, was acknowledged, or its notices went out in another one; there is nothing to send again.',
  },
  MethodNotAllowed: {
    status: 405,
    zh: '该地址不支持此操作，允许：{allow}。',
    en: 'This address does not support the method; allowed: {allow}.',
  },
  NoPost: { status: 403, zh: '您目前没有任何岗位。', en: 'You hold no post at present.' },
  NotAcceptable: { status: 406, zh: '无法以所要求的格式答复。', en: 'The answer is not available in the format asked for.' },
  NotFound: { status: 404, zh: '未找到。', en: 'Not found.' },
  NoticeEnded: {
    status: 409,
    zh: '该文书{noticePhase}，不能再办理；办理经过见详情。',
    en: 'This was {noticePhase}: nothing more can be done with it. The details tell its story.',
  },
  NotLoggedIn: { status: 401, zh: '请先登录。', en: 'Log in first.' },
  NotReady: { status: 503, zh: '系统尚未就绪。', en: 'The system is not ready.' },
  OwnAccount: { status: 409, zh: '不能对自己的账号执行此操作。', en: 'Nobody may do this to their own account.' },
  PasswordMustChange: { status: 403, zh: '请先修改初始密码。', en: 'Change the first password before anything else.' },
  PayloadTooLarge: { status: 413, zh: '内容过大，上限为 {limitKb} KB。', en: 'The body is too large; the limit is {limitKb} KB.' },
  PostNotHeld: { status: 403, zh: '您未担任{post}，请重新选择岗位。', en: 'You do not hold the post of {post}. Choose another.' },
  QuestionTooWide: {
    status: 422,
    zh: '统计范围过大，{seconds} 秒内未能得出结果。请缩小日期范围，或按单位、类别分次查询。',
    en: 'This covers too much and was given up after {seconds} seconds. Ask for fewer days, or unit by unit and kind by kind.',
  },
  QuotaReached: {
    status: 409,
    zh: '本岗位的文件空间不足，剩余 {leftMb} MB，共 {quotaMb} MB。请联系系统管理员。',
    en: 'The room for files of this post does not suffice: {leftMb} of {quotaMb} MB are left. Ask the system administrator.',
  },
  RangeNotSatisfiable: {
    status: 416,
    zh: '所要求的范围超出文件，共 {bytes} 字节。',
    en: 'The range lies beyond the file, which has {bytes} bytes.',
  },
  SecretMark: {
    status: 422,
    zh: '本系统不得处理国家秘密。所列内容带有密级或保密标志，未予保存；请按保密规定通过机要渠道或涉密系统办理，并联系本单位保密工作机构。',
    en: 'Secret matters have no place here. The fields named bear a mark of secrecy and nothing was kept: send it by the confidential channel or a system cleared for it, and ask the secrecy office of your unit.',
  },
  TooManyAttempts: {
    status: 429,
    zh: '登录尝试过多，请 {minutes} 分钟后再试。',
    en: 'Too many attempts to log in. Try again in {minutes} min.',
  },
  Uncertain: {
    status: 504,
    zh: '未能确认操作是否完成，请用同一 Idempotency-Key 重试。',
    en: 'It is not certain that this was done. Repeat it with the same Idempotency-Key.',
  },
  UnitNameTaken: {
    status: 409,
    zh: '该单位下已有承担单位“{name}”（{code}）；请使用它，或换一个能区分的名称。',
    en: 'There is a host “{name}” ({code}) under this unit already. Use it, or choose a name that tells them apart.',
  },
  UnknownArea: {
    status: 422,
    zh: '第 {version} 版任务领域中没有“{area}”。',
    en: 'The task area “{area}” is not in version {version} of the list.',
  },
  UnsupportedMediaType: { status: 415, zh: '请以 {expected} 格式提交。', en: 'Send the body as {expected}.' },
  UploadBroken: {
    status: 400,
    zh: '上传中断，未保存任何内容。请用同一 Idempotency-Key 重新上传。',
    en: 'The upload broke off and nothing was kept. Send it again with the same Idempotency-Key.',
  },
  WrongPassword: { status: 401, zh: '登录名或密码不正确。', en: 'The login name or the password is wrong.' },
};
