import type { Instant } from '../calendar.js';

/** A part of the reform that pilots work in (任务领域). */
export interface TaskArea {
  /** As pilots name it: `skills`. */
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}
/** One version of the list. A published one never changes; a pilot keeps the version it was registered under. */
export interface TaskAreaList {
  readonly version: number;
  readonly areas: readonly TaskArea[];
  readonly publishedAt: Instant;
}

/** The first version: five areas (rules: Task areas). */
export const FIRST_TASK_AREAS = [
  { id: 'guidance', zh: '思想引领', en: 'guidance' },
  { id: 'achievement', zh: '建功立业', en: 'achievement' },
  { id: 'skills', zh: '素质提升', en: 'skills' },
  { id: 'standing', zh: '地位提高', en: 'standing' },
  { id: 'growth', zh: '队伍壮大', en: 'growth' },
] as const satisfies readonly TaskArea[];
export type FirstTaskArea = (typeof FIRST_TASK_AREAS)[number]['id'];

/** A guideline names 27 items at most (October 2024). */
export const MOST_AREAS = 30;
/** A comprehensive pilot works in several areas, a project in at least one. */
export const FEWEST_AREAS = { comprehensive: 2, project: 1 } as const;

/** The first of these areas that a list does not have. */
export const unknownArea = ({ areas }: Pick<TaskAreaList, 'areas'>, asked: readonly string[]): string | undefined =>
  asked.find((id) => !areas.some((area) => area.id === id));
