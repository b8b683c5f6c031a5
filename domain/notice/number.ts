import { CENTRE } from '../actor.js';
import type { NoticeForm } from './state.js';

/** What provinces are called in short, by code (GB/T 2260 and 66 for the Corps). */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  [CENTRE]: '全国',
  11: '京',
  12: '津',
  13: '冀',
  14: '晋',
  15: '内蒙古',
  21: '辽',
  22: '吉',
  23: '黑',
  31: '沪',
  32: '苏',
  33: '浙',
  34: '皖',
  35: '闽',
  36: '赣',
  37: '鲁',
  41: '豫',
  42: '鄂',
  43: '湘',
  44: '粤',
  45: '桂',
  46: '琼',
  50: '渝',
  51: '川',
  52: '黔',
  53: '滇',
  54: '藏',
  61: '陕',
  62: '甘',
  63: '青',
  64: '宁',
  65: '新',
  66: '兵团',
};
/** The offices that issue: 产业工人队伍建设改革办公室. */
const OFFICE = '产改办';
const FORM_MARKS: Readonly<Record<NoticeForm, string>> = { notice: '督', talk: '约', circular: '通' };

/** `滇产改办督〔2026〕3号`: issuer's short name, form, year, serial. A unit without a short name goes by its own. */
export const noticeNumber = (
  unit: { readonly code: string; readonly name: string },
  form: NoticeForm,
  year: string,
  serial: number,
): string => `${SHORT_NAMES[unit.code] ?? unit.name}${OFFICE}${FORM_MARKS[form]}〔${year}〕${serial}号`;
