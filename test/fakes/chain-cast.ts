import type { ChainCommand } from '../../domain/chain/messages.js';
import type { StatementOutline } from '../../domain/chain/state.js';
import { parseDay, type Day } from '../../domain/calendar.js';
import { CENTRE } from '../../domain/actor.js';
import { actorOf, director, liaison } from './people.js';

/** Those who carry the chain of Yunnan through its year. */
export const chainCast = {
  leader: actorOf('yang-gang', '53', 'leader'),
  director,
  department: actorOf('duan-jie', '53', 'lead-department'),
  liaison,
  centre: actorOf('lu-ping', CENTRE, 'office-director'),
} as const;

const dayIn = (text: string): Day => parseDay(text) ?? Number.NaN;

export const statementOutline = (sha256: string): StatementOutline => ({
  sha256,
  items: [
    { id: 'training', title: '新增高技能人才', area: 'skills', dueDay: dayIn('2026-09-30'), post: '53/lead-department' },
    { id: 'contest', title: '举办技能竞赛', area: 'achievement', dueDay: dayIn('2026-11-30'), post: '53/liaison' },
  ],
});

export const opening: ChainCommand = {
  type: 'openChain',
  title: '云南省 2026 年责任链',
  template: 1,
  outline: statementOutline('template-1'),
};
