import Joi from 'joi';
import { postOf } from '../../domain/actor.js';
import { MOST_ITEMS } from '../../domain/chain/statement.js';
import { ITEM_HOLDERS, type StatementContent } from '../../domain/chain/template.js';
import type { OutlineItem, StatementOutline } from '../../domain/chain/state.js';
import type { DocumentStore } from '../../models/document.js';
import { shape, text, type Mutable } from '../http/schema.js';
import { codeName, dayFrom, dayText, sha256Of } from './plan.js';

const section = (zh: string, en: string): Joi.StringSchema => text(4_000).description(`${zh}。${en}.`);
export const holderText = (): Joi.StringSchema => Joi.string().valid(...ITEM_HOLDERS);

/** The fields of a statement, and of the template of statements, which says `due` in its own way. */
const fieldsWith = (id: Joi.StringSchema, due: Joi.StringSchema) => ({
  sections: shape<Mutable<StatementContent['sections']>>({
    goals: section('年度目标', 'What the year is to bring'),
    responsibilities: section('各级责任', 'Who answers for what'),
    safeguards: section('保障措施', 'How it is kept going'),
    accountability: section('考核问责', 'What follows where it is not done'),
  }).description('责任书正文。The text.'),
  items: Joi.array()
    .items(
      shape<Mutable<StatementContent['items'][number]>>({
        id: id.description('事项代号，清单内唯一。Unique within the list.'),
        title: text(80).description('责任事项。What is to be done.'),
        area: codeName().optional().description('任务领域。The task area.'),
        measure: text(1_000).description('具体措施。How.'),
        due,
        post: holderText().description('责任岗位：牵头部门或联络员。Whom it is meant for: the lead department or the liaison.'),
      }),
    )
    .min(1)
    .max(MOST_ITEMS)
    .description('责任清单。The list of responsibilities.'),
});
export const statementFields = fieldsWith(
  codeName(),
  dayText().description(
    '完成期限，在当年之内，提交时不早于当天。The due day, within the year and not past when the statement is submitted.',
  ),
);

/** A day that every year has. */
const MONTH_AND_DAY = /^((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))$/;
const templated = fieldsWith(
  // What begins with a year was carried over from it.
  Joi.string().pattern(/^(?!y\d{4}-)[a-z][a-z0-9-]{0,31}$/, { name: 'a-z 0-9 -' }),
  Joi.string()
    .pattern(MONTH_AND_DAY, { name: 'MM-DD' })
    .description(
      '完成期限：当年的月和日；建立责任链时已过的，改为当年最后一个工作日。The due day: month and day of its year; the last working day of it where that has passed when a chain is opened.',
    ),
);
export const templateFields = { ...templated, items: templated.items.unique('id') };

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
