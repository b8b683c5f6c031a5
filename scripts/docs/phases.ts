import { format, resolveConfig } from 'prettier';
import { CHAIN_ACCEPTED_IN, type ChainCommandType } from '../../domain/chain/messages.js';
import { CHAIN_PHASES } from '../../domain/chain/state.js';
import { NOTICE_ACCEPTED_IN, type NoticeCommandType } from '../../domain/notice/messages.js';
import { NOTICE_PHASES } from '../../domain/notice/state.js';
import type { PilotCommandType } from '../../domain/pilot/messages.js';
import { ACCEPTED_IN } from '../../domain/pilot/messages.js';
import { PILOT_PHASES } from '../../domain/pilot/state.js';
import { REFUSAL_CODES } from '../../domain/refusals.js';
import { RIGHTS, type Action, type Right } from '../../domain/rights.js';
import { UNIT_ACCEPTED_IN, type UnitCommandType } from '../../domain/unit/messages.js';
import { UNIT_PHASES } from '../../domain/unit/state.js';
import { problems } from '../../server/http/problems.js';
import type { Sentence } from '../../server/http/sentence.js';
import {
  actionWords,
  chainPhaseWords,
  noticePhaseWords,
  pilotPhaseWords,
  relationWords,
  roleWords,
  unitPhaseWords,
} from '../../server/words/rules.js';

type Row = readonly string[];
const row = (cells: Row): string => `| ${cells.join(' | ')} |`;
const table = (head: Row, rows: readonly Row[]): string => [head, head.map(() => '---'), ...rows].map(row).join('\n');
const both = ({ zh, en }: Sentence): string => `${zh} ${en}`;

const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>): K[] =>
  Object.keys(record).filter((key): key is K => Object.hasOwn(record, key));

/** Which command is looked at in which phase. */
function acceptance<C extends PilotCommandType | ChainCommandType | UnitCommandType | NoticeCommandType, P extends string>(
  acceptedIn: Readonly<Record<C, readonly P[]>>,
  phases: readonly P[],
  words: Readonly<Record<P, Sentence>>,
): string {
  const head = ['命令 Command', '', ...phases.map((phase) => both(words[phase]))];
  const rows = keysOf(acceptedIn).map((command) => [
    `\`${command}\``,
    both(actionWords[command]),
    ...phases.map((phase) => (acceptedIn[command].includes(phase) ? '●' : '')),
  ]);
  return table(head, rows);
}

const rightOf = ({ roles, relation }: Right): Sentence => ({
  zh: `${roles.map((role) => roleWords[role].zh).join('、')}（${relationWords[relation].zh}）`,
  en: `${roles.map((role) => roleWords[role].en).join(', ')}, ${relationWords[relation].en}`,
});

function rightsTable(): string {
  const rows = keysOf<Action>(RIGHTS).map((action) => {
    const rights: readonly Right[] = RIGHTS[action];
    const told = rights.map(rightOf);
    return [`\`${action}\``, both(actionWords[action]), told.map(({ zh }) => zh).join('；'), told.map(({ en }) => en).join('; ')];
  });
  return table(['命令 Command', '', '谁可以', 'Who may'], rows);
}

const refusalsTable = (): string =>
  table(
    ['代码 Code', 'HTTP', '中文', 'English'],
    REFUSAL_CODES.map((code) => [`\`${code}\``, String(problems[code].status), problems[code].zh, problems[code].en]),
  );

const write = (): string => `# Phases, rights and refusals 阶段、权限与拒绝

Written by \`npm run docs\` from the rules themselves; a test fails when it is not up to date. 本页由代码生成，请勿手工修改。

A command is first held against the phase (●), then against the rights, then against its own rules; the first that fails refuses it. Four-eyes rules come on top of the rights: whoever drafted or submitted something, or had it done in their name, gives no verdict on it, neither for another nor through one; and no two steps of one review are taken by the same person.

## Pilot 试点

${acceptance(ACCEPTED_IN, PILOT_PHASES, pilotPhaseWords)}

## Chain 责任链

${acceptance(CHAIN_ACCEPTED_IN, CHAIN_PHASES, chainPhaseWords)}

## Unit 单位

${acceptance(UNIT_ACCEPTED_IN, UNIT_PHASES, unitPhaseWords)}

## Notice 督办单、约谈、通报

${acceptance(NOTICE_ACCEPTED_IN, NOTICE_PHASES, noticePhaseWords)}

## Rights 权限

${rightsTable()}

## Refusals 拒绝

Words in braces are filled in when the refusal is told. 花括号中的内容在答复时填入。

${refusalsTable()}
`;

/** `docs/phases.md` as the rules stand now, in the repository's own format. */
export async function renderPhases(path: string): Promise<string> {
  return format(write(), { ...(await resolveConfig(path)), parser: 'markdown' });
}
