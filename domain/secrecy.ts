/**
 * Marks of secrecy (密级标志) in text. Secret matters have no place here (保守国家秘密法, 2024, art. 26 and 31): what bears a mark is
 * stopped before it is stored. What is looked for is what is *stamped on papers* (GB/T 9704: 密级 or 密级★保密期限), not talk of
 * secrecy: 秘密投票, 商业秘密 and 保密工作 pass. This guards against an oversight, not against somebody who means to get by.
 */
interface MarkRule {
  /** How the mark is named to whoever wrote it; never taken from the text. */
  readonly mark: string;
  readonly pattern: RegExp;
}

/** Between the characters of a mark, besides blanks: what people letter-space with. */
const GAP = String.raw`[·•・‧._*|~\-]{0,3}`;
const STAR = '[★☆✩✪✫✬✭✮✯✰⭐🌟⋆]';
const YEARS = '(?:(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:年|个月)|长期)';
const LEVEL = `[绝机秘]${GAP}密`;

/** Read on text without blanks, line by line; in the order in which a mark is named. */
const RULES: readonly MarkRule[] = [
  // The form of the standard, whatever stands before it.
  { mark: '密级★期限', pattern: new RegExp(`${LEVEL}${GAP}${STAR}`, 'u') },
  { mark: '密级*期限', pattern: new RegExp(String.raw`${LEVEL}\*${YEARS}`, 'u') },
  // 绝密 is hardly ever anything else; 拒绝密切接触, 杜绝密集堆放 and 卓绝密切 are.
  { mark: '绝密', pattern: new RegExp(`(?<![拒杜隔断谢灭禁阻回弃自不卓])绝${GAP}密(?!切(?!勿)|集|闭)`, 'u') },
  // 机密 is a word of computing (机密性), of trade (商业机密), and comes about where 机 ends and 密 begins a word: 手机密码, 电机密封.
  {
    mark: '机密',
    pattern: new RegExp(
      `(?<!商业|企业|公司|技术|客户|个人)机${GAP}密(?!码|钥|匙|封|集|度|闭|室|植|布|林|谋|不可分|不透|切(?!勿)|性|计算)`,
      'u',
    ),
  },
  // 秘密 is an everyday word: only as a level, behind its label, in brackets of its own or alone on a line.
  { mark: '秘密级', pattern: new RegExp(`秘${GAP}密${GAP}级`, 'u') },
  { mark: '密级：秘密', pattern: new RegExp(String.raw`密级(?:为|是|:|;|[(\[【〔]){0,2}${LEVEL}`, 'u') },
  {
    mark: '（秘密）',
    pattern: new RegExp(String.raw`[(\[【〔「『{<]秘${GAP}密${YEARS}?[)\]】〕」』}>](?!投票|写票|选举|表决|[划画]票)`, 'u'),
  },
  { mark: '秘密', pattern: new RegExp(`^秘${GAP}密:?${YEARS}?$`, 'mu') },
  // Written downwards, a character a line.
  { mark: '密级', pattern: /^[绝机秘]\n+密$/mu },
  {
    mark: '内部资料 注意保密',
    pattern: /内部(?:资料|文件|材料|刊物|参考|情况|信息)[\p{P}\p{S}\n]{0,4}(?:注意保密|(?:请勿|切勿|不得|不准|严禁|禁止)外[传泄])/u,
  },
  { mark: '内部★', pattern: new RegExp(`内部${STAR}`, 'u') },
];

/** Read on text with its blanks: Latin words end at them. */
const LATIN_RULES: readonly MarkRule[] = [
  { mark: 'TOP SECRET', pattern: /\btop[\s_-]*secret\b/iu },
  { mark: 'SECRET', pattern: /^[^\S\n]*(?:SECRET|CONFIDENTIAL)[^\S\n]*$/mu },
];

/** The secret sign in one character; it would not survive being brought into plain form. */
const CIRCLED = '㊙';

const SIMPLE: Readonly<Record<string, string>> = { 絕: '绝', 絶: '绝', 機: '机', 祕: '秘', 級: '级', 內: '内', 資: '资', 註: '注' };

/** Full width becomes half, compatibility and traditional characters the usual ones, what cannot be seen goes, line ends are one kind. */
const plainOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\r\n?|[\v\f\u0085\u2028\u2029]/gu, '\n')
    .replaceAll(/(?!\n|\t)[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Mn}]/gu, '')
    .replaceAll(/[絕絶機祕級內資註]/gu, (character) => SIMPLE[character] ?? character);

/** The mark of secrecy that a text bears, as it is to be named to its writer; undefined where it bears none. */
export function secretMarkIn(text: string): string | undefined {
  if (text.includes(CIRCLED)) return CIRCLED;
  const plain = plainOf(text);
  const dense = plain.replaceAll(/[^\S\n]|\u2800/gu, '');
  return RULES.find(({ pattern }) => pattern.test(dense))?.mark ?? LATIN_RULES.find(({ pattern }) => pattern.test(plain))?.mark;
}
