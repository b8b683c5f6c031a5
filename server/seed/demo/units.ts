import type { Role } from '../../../domain/actor.js';
import type { UnitKind } from '../../../domain/unit/state.js';
import { days, workingDays, type FromToday } from './life.js';

export interface DemoUnit {
  readonly code: string;
  readonly name: string;
  readonly kind: Extract<UnitKind, 'city' | 'host'>;
}

/** Cities with pilots of their own (GB/T 2260), and the hosts of all pilots: made up, like everybody in them. */
export const DEMO_UNITS: readonly DemoUnit[] = [
  { code: '3205', name: '苏州市', kind: 'city' },
  { code: '5301', name: '昆明市', kind: 'city' },
  { code: '6101', name: '西安市', kind: 'city' },
  { code: '21-h001', name: '辽河重型装备产业园', kind: 'host' },
  { code: '22-h001', name: '松江轨道客车配套产业园', kind: 'host' },
  { code: '32-h001', name: '江海绿色船舶制造基地', kind: 'host' },
  { code: '32-h002', name: '淮上新材料产业园', kind: 'host' },
  { code: '3205-h001', name: '澄湖精密电子产业园', kind: 'host' },
  { code: '36-h001', name: '赣水现代陶瓷产业园', kind: 'host' },
  { code: '37-h001', name: '东岳智能家电制造集团', kind: 'host' },
  { code: '41-h001', name: '中原食品加工集聚区', kind: 'host' },
  { code: '43-h001', name: '湘江工程机械配套园', kind: 'host' },
  { code: '44-h001', name: '珠水智能终端产业园', kind: 'host' },
  { code: '44-h002', name: '南粤现代物流枢纽', kind: 'host' },
  { code: '45-h001', name: '北部湾港航产业基地', kind: 'host' },
  { code: '51-h001', name: '岷江清洁能源装备基地', kind: 'host' },
  { code: '53-h001', name: '滇中云岭先进装备产业园', kind: 'host' },
  { code: '53-h002', name: '红河有色金属加工基地', kind: 'host' },
  { code: '5301-h001', name: '春城生物医药产业园', kind: 'host' },
  { code: '61-h001', name: '秦岭能源化工基地', kind: 'host' },
  { code: '6101-h001', name: '渭北航空零部件产业园', kind: 'host' },
  { code: '65-h001', name: '天山纺织服装产业园', kind: 'host' },
];

export interface Handover {
  readonly unit: string;
  readonly role: Role;
  readonly at: FromToday;
  readonly reason: string;
}
/** Posts that others held before: what was owed moved with them. */
export const HANDOVERS: readonly Handover[] = [
  { unit: '37', role: 'office-director', at: days(-200), reason: '干部轮岗' },
  { unit: '32-h001', role: 'liaison', at: days(-310), reason: '岗位调整' },
  { unit: '00', role: 'reviewer', at: days(-430), reason: '工作调动' },
];

export interface ComingHandover extends Handover {
  /** From 00:00 of this day on. */
  readonly effective: FromToday;
  /** The post whose holder takes over; its own present holder where there is none. */
  readonly successor?: { readonly unit: string; readonly role: Role };
}
/** Handovers that were set for a day: the first one has taken effect by itself, the second one is still to come. */
export const COMING_HANDOVERS: readonly ComingHandover[] = [
  { unit: '21', role: 'liaison', at: days(-60), effective: days(-46), reason: '任职期满，组织安排交流' },
  {
    unit: '32',
    role: 'liaison',
    at: workingDays(-3),
    effective: days(12),
    reason: '选调省级机关',
    successor: { unit: '3205', role: 'liaison' },
  },
];

export interface Absence extends Handover {
  /** The last day of the delegation. */
  readonly until: FromToday;
  /** The post whose holder stands in; a colleague without a post of their own where there is none. */
  readonly deputy?: { readonly unit: string; readonly role: Role };
}
/** Posts delegated for a time; the last one still is. */
export const ABSENCES: readonly Absence[] = [
  { unit: '53', role: 'reviewer', at: days(-400), until: days(-375), reason: '脱产培训', deputy: { unit: '53', role: 'lead-department' } },
  { unit: '5301-h001', role: 'liaison', at: days(-100), until: days(40), reason: '产假' },
];

/** A post whose holder left and nobody followed: filling it is overdue. */
export const VACANCIES: readonly Handover[] = [{ unit: '65-h001', role: 'liaison', at: workingDays(-16), reason: '调离本单位' }];
