const FAMILY = [
  '赵',
  '钱',
  '孙',
  '李',
  '周',
  '吴',
  '郑',
  '王',
  '冯',
  '陈',
  '褚',
  '卫',
  '蒋',
  '沈',
  '韩',
  '杨',
  '朱',
  '秦',
  '许',
  '何',
  '吕',
  '施',
  '张',
  '孔',
];
const GIVEN = [
  '建国',
  '文静',
  '志远',
  '晓梅',
  '国强',
  '丽华',
  '海波',
  '思源',
  '振宇',
  '慧敏',
  '卫东',
  '雅琴',
  '明哲',
  '春燕',
  '立新',
  '婉清',
  '长青',
  '玉兰',
  '学军',
  '若兰',
  '天佑',
  '佳怡',
];

/** A made-up name for a post of the demo; the same post always gets the same one. */
export function fictionalName(post: string): string {
  let sum = 7;
  for (const char of post) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 1_000_003;
  return `${FAMILY[sum % FAMILY.length] ?? ''}${GIVEN[Math.floor(sum / FAMILY.length) % GIVEN.length] ?? ''}`;
}
