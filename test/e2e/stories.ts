import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { dayOf, formatDay, type Instant } from '../../domain/calendar.js';
import type { House } from './house.js';
import type { Visitor } from './visitor.js';

/** The day so many days from an instant. */
export const dayAfter = (at: Instant, days: number): string => formatDay(dayOf(at) + days);

/** Those of one province, and the reviewers above it, each logged in. */
export interface Cast {
  readonly director: Visitor;
  readonly liaison: Visitor;
  readonly provincialReviewer: Visitor;
  readonly leader: Visitor;
  readonly centralReviewer: Visitor;
}

export async function logInAll(house: House, province = '53'): Promise<Cast> {
  const [director, liaison, provincialReviewer, leader, centralReviewer] = await Promise.all([
    house.visitor(`${province}-office-director`),
    house.visitor(`${province}-liaison`),
    house.visitor(`${province}-reviewer`),
    house.visitor(`${province}-leader`),
    house.visitor('00-reviewer'),
  ]);
  return { director, liaison, provincialReviewer, leader, centralReviewer };
}

/** Founds a host under a province and seats its liaison; answers its code. */
export async function foundHost(director: Visitor, province = '53', person = `p-${province}-lead-department`): Promise<string> {
  const founded = await director.insist('POST', '/units', {
    kind: 'host',
    parent: province,
    name: `滇中新区产业园 ${randomBytes(3).toString('hex')}`,
  });
  expect(founded.status, founded.text).to.equal(201);
  const seated = await director.insist('POST', `/units/${founded.body.id}/posts/liaison/holder`, { person, reason: '新任' });
  expect(seated.status, seated.text).to.equal(200);
  return founded.body.id;
}

export const registrationOf = (house: House, host: string, title = '滇中新区技能提升试点', lastDays = 700) => ({
  title,
  kind: 'project',
  level: 'provincial',
  areas: ['skills'],
  host,
  start: dayAfter(house.now(), 0),
  end: dayAfter(house.now(), lastDays),
});

/** Registers a pilot and answers its number. */
export async function register(house: House, director: Visitor, host: string, title?: string, lastDays?: number): Promise<string> {
  const answer = await director.insist('POST', '/pilots', registrationOf(house, host, title, lastDays));
  expect(answer.status, answer.text).to.equal(201);
  return answer.body.id;
}

/** A plan of so many milestones, the first of them due on the day given. */
export const planOf = (due: string, milestones = 1) => ({
  sections: { goals: '目标', measures: '举措', schedule: '进度', organisation: '组织', funding: '经费' },
  milestones: Array.from({ length: milestones }, (_, index) => ({
    id: `m-${index + 1}`,
    title: `里程碑 ${index + 1}`,
    due,
    indicators: [],
  })),
});

/** Drafts and submits a plan; answers the two answers. */
export async function submitPlan({ liaison, director }: Pick<Cast, 'liaison' | 'director'>, pilot: string, due: string) {
  const drafted = await liaison.insist('PUT', `/pilots/${pilot}/plan-draft`, planOf(due));
  const { draft: sha256 } = (await director.get(`/pilots/${pilot}`)).body;
  const submitted = await director.insist('POST', `/pilots/${pilot}/plan-submission`, { sha256 });
  return { drafted, submitted };
}

/** From registration to the approved plan. */
export async function approve(house: House, cast: Cast, pilot: string, due = dayAfter(house.now(), 300)): Promise<void> {
  const { drafted, submitted } = await submitPlan(cast, pilot, due);
  const passed = await cast.provincialReviewer.insist('POST', `/pilots/${pilot}/plan-approval`, { version: 1 });
  const approved = await cast.leader.insist('POST', `/pilots/${pilot}/plan-approval`, { version: 1 });
  expect([drafted, submitted, passed, approved].map(({ status, body }) => body.code ?? status)).to.deep.equal([200, 200, 200, 200]);
}
