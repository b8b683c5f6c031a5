import { expect } from 'chai';
import * as fc from 'fast-check';
import { secretMarkIn } from '../../domain/secrecy.js';

/** What is stamped on papers, and how it is named. */
const STAMPED: readonly (readonly [text: string, mark: string])[] = [
  ['绝密', '绝密'],
  ['本件属绝密文件，阅后退回。', '绝密'],
  ['绝密★启用前', '密级★期限'],
  ['绝密★长期', '密级★期限'],
  ['机密★20年', '密级★期限'],
  ['机密★', '密级★期限'],
  ['秘密★5年', '密级★期限'],
  ['秘密☆1年', '密级★期限'],
  ['秘密*5年', '密级*期限'],
  ['秘密*长期', '密级*期限'],
  ['机密', '机密'],
  ['机密级', '机密'],
  ['绝·密', '绝密'],
  ['**机*密**', '机密'],
  ['机密不得外传', '机密'],
  ['机密切勿外传', '机密'],
  ['含机密信息的附件另送', '机密'],
  ['秘密级', '秘密级'],
  ['密级：秘密', '密级：秘密'],
  ['密级为【秘密】', '密级：秘密'],
  ['〔秘密〕关于某事的通知', '（秘密）'],
  ['【秘密10年】', '（秘密）'],
  ['关于某事的通知\n秘密\n各单位：', '秘密'],
  ['秘密 5年', '秘密'],
  ['标题\r\n绝\r\n密\r\n正文', '密级'],
  ['内部资料 注意保密', '内部资料 注意保密'],
  ['内部资料，注意保密', '内部资料 注意保密'],
  ['内部文件\n严禁外传', '内部资料 注意保密'],
  ['内部★', '内部★'],
  ['㊙ 某件', '㊙'],
  ['Top Secret', 'TOP SECRET'],
  ['Report\nCONFIDENTIAL\nby the office', 'SECRET'],
  ['絕密', '绝密'],
  ['機密級', '机密'],
  ['商业机密★3年', '密级★期限'],
];

/** What people write about their work. */
const HARMLESS: readonly string[] = [
  '以无记名秘密投票方式选举产生。',
  '采取无记名（秘密）投票。',
  '签订保守商业秘密协议，离职后保守秘密 2 年。',
  '企业商业机密不在填报范围内。',
  '开展保密教育，落实保密责任，遵守国家秘密管理规定。',
  '数据的机密性、完整性和可用性；机密计算平台。',
  '员工凭手机密码登录，主机密钥由专人保管。',
  '电机密封件和发动机密封圈生产线。',
  '对计算机密集型岗位加强培训。',
  '与司机密切联系。',
  '使用手机\n密切关注进展',
  '拒绝密切接触，杜绝密集堆放，隔绝密闭空间。',
  '工会干部与职工联系艰苦卓绝密切无间。',
  '内部资料汇编，注意保存。',
  '加强企业内部资料管理，提高员工保密意识。',
  '★ 重点任务：建成实训基地 3 个。',
  '秘书处\n密级管理',
  '秘密武器是“师带徒”。',
  'A secret ballot was held; confidential counselling is offered.',
  'stop secret ballots',
  'top secretary',
  '**秘密**投票',
  '',
];

const BLANKS = ['', '', ' ', '  ', '\u3000', '\u00a0', '\t', '\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad', '\ufe0f', '\u2800'];
/** As it is written where only full-width keys are at hand. */
const widen = (text: string): string => text.replaceAll(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

describe('marks of secrecy', () => {
  for (const [text, mark] of STAMPED)
    it(`are seen in ${JSON.stringify(text)}`, () => {
      expect(secretMarkIn(text)).to.equal(mark);
    });

  for (const text of HARMLESS)
    it(`are not seen in ${JSON.stringify(text)}`, () => {
      expect(secretMarkIn(text)).to.equal(undefined);
    });

  it('are seen whatever stands around them, with blanks or nothing visible between their characters, in full and half width', () => {
    const around = fc.string({ unit: fc.constantFrom('完', '成', '，', '。', '\n', ' ', '3', 'a'), maxLength: 30 });
    const stamp = fc.constantFrom(
      '绝密',
      '机密',
      '机密级',
      '秘密级',
      '秘密★5年',
      '机密★',
      '绝密★启用前',
      '秘密*3年',
      '[秘密]',
      '密级:秘密',
    );
    const gaps = fc.array(fc.constantFrom(...BLANKS), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(around, stamp, gaps, fc.boolean(), around, (before, mark, blanks, isWide, after) => {
        const spaced = Array.from(isWide ? widen(mark) : mark, (character, index) => character + (blanks[index] ?? '')).join('');
        expect(secretMarkIn(`${before}${spaced}${after}`), JSON.stringify(spaced)).to.be.a('string');
      }),
      { numRuns: 500 },
    );
  });

  it('are seen on a line of their own among any lines', () => {
    const line = fc.string({ unit: fc.constantFrom('完', '成', '，', '3'), maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 4 }),
        fc.array(line, { maxLength: 4 }),
        fc.constantFrom('\n', '\r\n', '\u2028'),
        (a, b, end) => {
          expect(secretMarkIn([...a, ' 秘 密 ', ...b].join(end))).to.equal('秘密');
        },
      ),
    );
  });

  it('are not seen in any text without their characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const plain = text.normalize('NFKC').toLowerCase();
        fc.pre(!/密|㊙|secret|confidential|内部|內部/u.test(plain) && !text.includes('㊙'));
        expect(secretMarkIn(text)).to.equal(undefined);
      }),
      { numRuns: 300 },
    );
  });

  it('are looked for to the end of a long text whose every character begins one', () => {
    for (const unit of ['秘·', '绝-', '内部资料，', '密级：', 'top ', '\n', '秘密 ', '机\n']) {
      const text = unit.repeat(50_000);
      expect(secretMarkIn(text), unit).to.equal(undefined);
      expect(secretMarkIn(`${text}\n绝密`), unit).not.to.equal(undefined);
    }
  });
});
