import type { Connection } from 'mongoose';
import { FIRST_STATEMENT_TEMPLATE, type StatementTemplate } from '../domain/chain/template.js';
import { createVersions, type Versions } from './versions.js';

export const STATEMENT_TEMPLATES_STREAM = 'directory/statement-templates';

/** What every statement of responsibility (责任书) begins with, by version. */
export type StatementTemplates = Versions<StatementTemplate>;

export const createStatementTemplates = (db: Connection) =>
  createVersions<StatementTemplate>(db, {
    stream: STATEMENT_TEMPLATES_STREAM,
    type: 'statementTemplatePublished',
    first: FIRST_STATEMENT_TEMPLATE,
  });
