import Joi from 'joi';
import type { Chain } from '../../domain/chain/state.js';
import type { Lists } from '../../models/lists.js';
import { shape } from '../http/schema.js';
import { entriesInStream, signaturesBy, signedFields, type Signed } from './signed.js';
import { chainPostWords } from '../words/chains.js';

/** Who returned something, in which post, when and why. */
export interface Returned extends Signed {
  readonly reason: string;
}
export const returnedSchema = () =>
  shape<Returned>({ ...signedFields, reason: Joi.string().description('退回理由。Why it was returned.') });

/** What was returned on a chain, as its record tells: statements by version, self-assessments by attempt, items with their last return. */
export interface Returns {
  readonly statements: ReadonlyMap<number, Returned>;
  readonly assessments: ReadonlyMap<number, Returned>;
  readonly items: ReadonlyMap<string, Returned>;
}

const RETURNS = { $or: [{ 'event.type': { $in: ['statementReturned', 'selfAssessmentReturned'] } }, { 'event.verdict': 'returned' }] };

const signed = signaturesBy(chainPostWords);

/** The state tells whether there is anything to look for: most chains are read without their record. */
const hasReturns = ({ versions, assessments, items }: Chain): boolean =>
  versions.some(({ outcome }) => outcome === 'returned') ||
  assessments > 0 ||
  Object.values(items).some(({ line }) => line.some(({ attempt }) => attempt > 1));

export async function returnsOf(lists: Pick<Lists, 'entries'>, id: string, chain: Chain): Promise<Returns> {
  const [statements, assessments, items] = [new Map<number, Returned>(), new Map<number, Returned>(), new Map<string, Returned>()];
  const entries = hasReturns(chain) ? await entriesInStream(lists, `chain/${id}`, RETURNS) : [];
  for (const entry of entries) {
    const told = (field: string): unknown => Reflect.get(entry.event, field);
    const [reason, version, attempt, item] = [told('reason'), told('version'), told('attempt'), told('item')];
    const returned = { ...signed(entry), reason: typeof reason === 'string' ? reason : '' };
    if (typeof item === 'string' && !items.has(item)) items.set(item, returned);
    else if (typeof version === 'number') statements.set(version, returned);
    else if (typeof attempt === 'number') assessments.set(attempt, returned);
  }
  return { statements, assessments, items };
}

/** The field of whatever may have been returned; left out where it was not. */
export const ifReturned = (returned: Returned | undefined): { readonly returned?: Returned } =>
  returned === undefined ? {} : { returned };
