import Joi from 'joi';
import { postOf } from '../../domain/actor.js';
import { MOST_ITEMS } from '../../domain/chain/statement.js';
import type { OutlineItem, StatementOutline } from '../../domain/chain/state.js';
import type { DocumentStore } from '../../models/document.js';
import { shape, text, type Mutable } from '../http/schema.js';
import { codeName, dayFrom, dayText, sha256Of } from './plan.js';

export const ITEM_HOLDERS = ['lead-department', 'liaison'] as const;
export type ItemHolder = (typeof ITEM_HOLDERS)[number];

/** A statement as people write and read it; stored whole under its hash. */
export interface StatementContent {
  readonly sections: {
    readonly goals: string;
    readonly responsibilities: string;
    readonly safeguards: string;
    readonly accountability: string;
  };
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly area?: string;
    readonly measure: string;
    readonly due: string;
    readonly post: ItemHolder;
  }[];
}

const section = (zh: string, en: string): Joi.StringSchema => text(4_000).description(`${zh}。${en}.`);
export const holderText = (): Joi.StringSchema => Joi.string().valid(...ITEM_HOLDERS);

export const statementFields = {
  sections: shape<Mutable<StatementContent['sections']>>({
    goals: section('年度目标', 'What the year is to bring'),
    responsibilities: section('各级责任', 'Who answers for what'),
    safeguards: section('保障措施', 'How it is kept going'),
    accountability: section('考核问责', 'What follows where it is not done'),
  }).description('责任书正文。The text.'),
  items: Joi.array()
    .items(
      shape<Mutable<StatementContent['items'][number]>>({
        id: codeName().description('事项代号，清单内唯一。Unique within the list.'),
        title: text(80).description('责任事项。What is to be done.'),
        area: codeName().optional().description('任务领域。The task area.'),
        measure: text(1_000).description('具体措施。How.'),
        due: dayText().description('完成期限，在当年之内。The due day, within the year.'),
        post: holderText().description('责任岗位：牵头部门或联络员。Whom it is meant for: the lead department or the liaison.'),
      }),
    )
    .min(1)
    .max(MOST_ITEMS)
    .description('责任清单。The list of responsibilities.'),
};
export const statementSchema = shape<StatementContent>(statementFields);

export const statementExample: StatementContent = {
  sections: {
    goals: '新增高技能人才 2000 人。',
    responsibilities: '组长负总责，牵头部门按清单推进。',
    safeguards: '每季度调度一次。',
    accountability: '结果纳入年度考核。',
  },
  items: [{ id: 'skills', title: '素质提升', area: 'skills', measure: '推行新型学徒制。', due: '2026-09-30', post: 'lead-department' }],
};

/** The canonical text of a statement, and what the rules need of it. */
export function statementOutlineOf(
  { sections, items }: StatementContent,
  province: string,
): { readonly content: string; readonly outline: StatementOutline } {
  const content = JSON.stringify({ sections, items });
  const outlined = items.map(({ id, title, area, due, post }): OutlineItem => ({
    id,
    title,
    ...(area === undefined ? {} : { area }),
    dueDay: dayFrom(due),
    post: postOf(province, post),
  }));
  return { content, outline: { sha256: sha256Of(content), items: outlined } };
}

/** A statement by its hash; undefined where none is kept. */
export async function readStatement(documents: Pick<DocumentStore, 'read'>, sha256: string): Promise<StatementContent | undefined> {
  const content = await documents.read(sha256);
  if (content === undefined) return undefined;
  const statement: StatementContent = JSON.parse(content);
  return statement;
}
