import type { RefusalCode } from '../../../domain/refusals.js';
import type { ProblemKind } from '../edge-problems.js';

/** Of a pilot's milestones, reports, figures and files, and of what interrupts or ends it. */
export const pilotRefusals = {
  EffectiveInFuture: {
    status: 422,
    zh: '事实日期不能晚于今天（{today}）。',
    en: 'The day of the fact must not lie after today ({today}).',
  },
  EndReached: {
    status: 409,
    zh: '试点已于 {end} 结束实施，恢复时不能另定结束日期。',
    en: 'The pilot reached its last day on {end}; a resumption cannot name another.',
  },
  EndTooEarly: {
    status: 422,
    zh: '结束日期 {end} 过早，须晚于 {after}；请改填更晚的日期。',
    en: 'The last day {end} is too early; choose one after {after}.',
  },
  EvidenceMissing: {
    status: 422,
    zh: '缺少规定的证据：{items}。请先上传，并在提交时指明对应的证据项。',
    en: 'Required evidence is missing: {items}. Add the files and say which item each is for.',
  },
  FigureCounted: {
    status: 422,
    zh: '累计指标“{indicator}”已报到 {until}，同一天不能重复计入：新增数的截止日期须晚于该日，更正请注明原报告期或原截止日期。',
    en: 'The cumulative indicator “{indicator}” is counted up to {until} and no day counts twice: a new entry ends after that day; a correction names the period or the day of what it corrects.',
  },
  FigureDayInvalid: {
    status: 422,
    zh: '指标“{indicator}”的数据截止日期须在试点开始日 {from} 至今天 {to} 之间。',
    en: 'The figure of “{indicator}” must hold for a day from the start of the pilot, {from}, to today, {to}.',
  },
  FigureJudged: {
    status: 422,
    zh: '指标“{indicator}”截至 {until} 的数已经审核认定，不能改动；有误的，请以之后的日期填报。',
    en: 'The figure of “{indicator}” as of {until} has its verdict and stays as it was; put right what is wrong with a figure of a later day.',
  },
  FigureMissing: {
    status: 422,
    zh: '累计指标“{indicator}”没有可更正的 {period} 数；填报新增数时不填报告期。',
    en: 'The indicator “{indicator}” has no entry of {period} that can be corrected; a new entry names no period.',
  },
  FigureTwice: {
    status: 422,
    zh: '指标“{indicator}”在同一次填报中重复。',
    en: 'The indicator “{indicator}” is given twice for the same day or period.',
  },
  FileNotSubmitted: {
    status: 422,
    zh: '证据 {file} 不在本次提交之内，或已给出结论。',
    en: 'The file {file} is not part of what was handed in, or is judged twice.',
  },
  FileRejected: {
    status: 409,
    zh: '证据 {file} 的现行版本未被采信，请上传新版本或改用其他文件。',
    en: 'This revision of the file {file} was not accepted. Add a newer revision or name another file.',
  },
  FileUnknown: { status: 404, zh: '没有证据 {file}。', en: 'There is no file {file}.' },
  IndicatorUnknown: { status: 422, zh: '已批准的方案中没有指标“{indicator}”。', en: 'The approved plan has no indicator “{indicator}”.' },
  MilestoneUnknown: { status: 404, zh: '已批准的方案中没有里程碑“{milestone}”。', en: 'The approved plan has no milestone “{milestone}”.' },
  OwnProposal: { status: 403, zh: '提议须由他人决定。', en: 'Somebody else decides on what you proposed.' },
  PeriodAfterPilot: {
    status: 422,
    zh: '试点到 {end} 结束，{period} 不在其内，无须报告。',
    en: 'The pilot ends on {end}; {period} does not lie within it and is not reported on.',
  },
  PeriodBeforePilot: {
    status: 422,
    zh: '{period} 早于本试点的第一个报告期（自 {from} 起），无须报告。',
    en: '{period} begins before the first period this pilot reports on, which begins on {from}.',
  },
  PeriodOffSchedule: {
    status: 422,
    zh: '{period} 不在本试点的报告周期内，应报的报告期见试点详情。',
    en: "{period} is not on this pilot's schedule; the pilot shows the periods it reports on.",
  },
  PeriodSkipped: {
    status: 409,
    zh: '{period} 已免报，无须报送。',
    en: 'The report on {period} is skipped; none is owed.',
  },
  PeriodUnknown: { status: 404, zh: '没有这个报告期。', en: 'There is no such reporting period.' },
  PilotDatesOutside: {
    status: 422,
    zh: '试点的开始日期不得早于 {earliest}，结束日期须在 {from} 至 {to} 之间（更晚的年份尚无日历）；请改填日期。',
    en: 'A pilot starts on {earliest} or later and ends between {from} and {to}; no calendar reaches further. Choose other dates.',
  },
  ProposalMissing: { status: 409, zh: '目前没有待决定的提议。', en: 'There is no proposal to decide on.' },
  ProposalOpen: {
    status: 409,
    zh: '第 {number} 号提议尚未决定，请先决定或撤回。',
    en: 'Proposal {number} is not decided yet; decide or withdraw it first.',
  },
  ReviewOpen: {
    status: 409,
    zh: '第 {version} 版方案正在审核，请先审结或退回，再暂停试点。',
    en: 'Version {version} of the plan is under review; decide or return it before the pilot is suspended.',
  },
  SkipTooLate: {
    status: 409,
    zh: '{period} 的报告已经报送过，不能再申请免报；被退回的，请修改后重新报送。',
    en: 'The report on {period} was handed in and can no longer be skipped; if it was returned, correct it and hand it in again.',
  },
  TooManyFiles: { status: 409, zh: '文件过多，上限为 {limit} 个。', en: 'There are too many files; the limit is {limit}.' },
  VerdictsOpen: {
    status: 409,
    zh: '尚有 {count} 项提交内容未审核，请先审核。',
    en: '{count} submissions still wait for a verdict; judge them first.',
  },
  WindowNotOpen: { status: 409, zh: '尚未到填报时间，{opens} 起可以填报。', en: 'It is not open for reporting yet; it opens on {opens}.' },
} as const satisfies Partial<Record<RefusalCode, ProblemKind>>;
