import Joi from 'joi';
import { formatDay } from '../../domain/calendar.js';
import { openedPeriods } from '../../domain/pilot/schedule.js';
import { approvedPlan, type Pilot } from '../../domain/pilot/state.js';
import { shape, type Mutable } from '../http/schema.js';
import { attempt } from './submission-schema.js';
import { indicatorRow, indicatorRowOf, type IndicatorRow } from './indicator-rows.js';

export interface MilestoneRow {
  readonly id: string;
  readonly title: string;
  readonly due: string;
  readonly status: string;
  readonly attempt: number;
  readonly isLate: boolean;
  readonly indicators: readonly IndicatorRow[];
}
export interface ReportRow {
  readonly period: string;
  readonly status: string;
  readonly attempt: number;
  readonly isLate: boolean;
  readonly skip?: string;
  readonly skipAsks?: number;
}

export const status = (): Joi.StringSchema => Joi.string().description('进展。Where it stands.');
export const isLate = (): Joi.BooleanSchema => Joi.boolean().description('迟办标记，不会消失。Late, for ever.');

export const milestoneRows = Joi.array()
  .items(
    shape<Mutable<MilestoneRow>>({
      id: Joi.string().description('代号。Its code.'),
      title: Joi.string().description('名称。What it is called.'),
      due: Joi.string().description('期限。The due day.'),
      status: status(),
      attempt: attempt(),
      isLate: isLate(),
      indicators: Joi.array().items(indicatorRow).description('指标及其实际值。Its indicators, and what they have come to.'),
    }),
  )
  .description('已批准方案的里程碑。Milestones of the approved plan.');

export const reportRows = Joi.array()
  .items(
    shape<ReportRow>({
      period: Joi.string().description('报告期。Which period.'),
      status: status(),
      attempt: attempt(),
      isLate: isLate(),
      skip: Joi.string()
        .valid('asked', 'approved', 'refused', 'withdrawn')
        .optional()
        .description('免报申请：待审、已批准、未批准、已撤回。Whether it was asked to be skipped, and what became of that.'),
      skipAsks: Joi.number().integer().min(1).optional().description('第几次申请免报。How often it was asked to be skipped.'),
    }),
  )
  .description('已开窗的报告，由先到后。Reports whose window has opened, the oldest first.');

export const milestonesOf = (pilot: Pilot): MilestoneRow[] =>
  (approvedPlan(pilot)?.outline.milestones ?? []).map(({ id, title, dueDay, indicators }) => {
    const progress = pilot.milestones[id];
    return {
      id,
      title,
      due: formatDay(progress?.dueDay ?? dueDay),
      status: progress?.status ?? 'open',
      attempt: progress?.attempt ?? 1,
      isLate: progress?.isLate ?? false,
      indicators: indicators.map((indicator) => indicatorRowOf(pilot, indicator)),
    };
  });

export const reportsOf = (pilot: Pilot): ReportRow[] =>
  openedPeriods(pilot).flatMap(({ id: period }) => {
    const report = pilot.reports[period];
    if (report === undefined) return [];
    const { skip } = report;
    const asked = skip === undefined ? {} : { skip: skip.status, skipAsks: skip.asks };
    return [{ period, status: report.status, attempt: report.attempt, isLate: report.isLate ?? false, ...asked }];
  });
