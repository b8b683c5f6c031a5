import Joi from 'joi';

/** One window of a list, in MongoDB's words: what to find, in which order, at most how many. */
export interface Window {
  readonly filter: Readonly<Record<string, unknown>>;
  readonly sort: Readonly<Record<string, 1 | -1>>;
  readonly limit: number;
}

/** What a caller asks of a list besides its filters. */
export interface PageQuery {
  readonly limit: number;
  readonly sort: string;
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** The cursor of the next page; null on the last one. */
  readonly next: string | null;
}

export interface PagerOptions<F> {
  /** By the name callers use: the fields of the document to sort by, in this order. `-name` sorts the other way round. */
  readonly sorts: Readonly<Record<string, readonly string[]>>;
  readonly defaultSort: string;
  /** Fields that some documents lack or hold as null; these come first, or last where the order is reversed. */
  readonly nullable?: readonly string[];
  /** The other parameters of the query, each optional unless it says otherwise. */
  readonly filters?: Joi.StrictSchemaMap<F>;
}

/**
 * Pages through a list by the values of the last item seen, not by counting: what is added or removed meanwhile shifts nothing, and
 * the last page costs what the first does. Ties are broken by `_id`.
 */
export interface Pager<F> {
  readonly query: Joi.ObjectSchema<PageQuery & F>;
  /** The window to fetch: combine its filter with the rest by `$and`. It asks for one item more than the page holds. */
  open(query: PageQuery): Window;
  /** Makes the page of what the window held; the items still have the fields they were sorted by. */
  close<T extends object>(query: PageQuery, found: readonly T[]): Page<T>;
}

const LIMIT = { min: 1, max: 200, usual: 50 };
const CURSOR_MAX = 4096;

type Scalar = string | number | boolean | null;
const scalar = Joi.alternatives(Joi.string().allow(''), Joi.number().unsafe(), Joi.boolean()).allow(null);

interface Position {
  readonly sort: string;
  /** One for each field of the sort, the `_id` last. */
  readonly values: readonly Scalar[];
}
const position = Joi.object<Position>({ sort: Joi.string().required(), values: Joi.array().items(scalar).required() });

export function createPager<F = object>({ sorts, defaultSort, nullable = [], filters }: PagerOptions<F>): Pager<F> {
  const names = Object.keys(sorts).flatMap((name) => [name, `-${name}`]);
  const fieldsOf = (sort: string): readonly string[] => {
    const fields = sorts[sort.replace('-', '')] ?? [];
    return fields.includes('_id') ? fields : [...fields, '_id'];
  };
  const read = (cursor: string, sort: string): readonly Scalar[] | undefined => {
    const found = decode(cursor);
    return found?.sort === sort && found.values.length === fieldsOf(sort).length ? found.values : undefined;
  };
  const known = (field: string, value: Scalar): Scalar => {
    if (value === null && !nullable.includes(field)) throw new TypeError(`a list cannot go on after an item without ${field}`);
    return value;
  };
  const demandOwn: Joi.CustomValidator<string> = (cursor, helpers) =>
    read(cursor, helpers.state.ancestors[0].sort) ? cursor : helpers.error('any.custom', { ...FOREIGN });
  const query = Joi.object<PageQuery & F>({
    ...filters,
    limit: Joi.number().integer().min(LIMIT.min).max(LIMIT.max).default(LIMIT.usual).description('每页最多几项。Items per page at most.'),
    sort: Joi.string()
      .valid(...names)
      .default(defaultSort)
      .description('排序，减号为倒序。The order; a minus reverses it.'),
    cursor: Joi.string().max(CURSOR_MAX).custom(demandOwn).description('上一页的 next。The `next` of the page before.'),
  });
  return {
    query,
    open({ sort, cursor, limit }) {
      const fields = fieldsOf(sort);
      const direction = sort.startsWith('-') ? -1 : 1;
      const values = cursor === undefined ? undefined : read(cursor, sort);
      if (cursor !== undefined && !values) throw new TypeError('the cursor was not validated');
      return {
        filter: values ? after(fields, values, { direction, nullable }) : {},
        sort: Object.fromEntries(fields.map((field) => [field, direction])),
        limit: limit + 1,
      };
    },
    close({ sort, limit }, found) {
      const items = found.slice(0, limit);
      const last = items.at(-1);
      if (found.length <= limit || !last) return { items, next: null };
      return { items, next: encode({ sort, values: fieldsOf(sort).map((field) => known(field, valueAt(last, field))) }) };
    },
  };
}

/** The fields of a page of such items, for an answer that says more than the page. */
export const pageFields = (item: Joi.ObjectSchema) => ({
  items: Joi.array().items(item).required().description('本页各项。The items of this page.'),
  next: Joi.string().allow(null).required().description('下一页的 cursor，末页为 null。The cursor of the next page, null on the last.'),
});

/** The schema of a page of such items. */
export const pageOf = <T>(item: Joi.ObjectSchema<T>): Joi.ObjectSchema<Page<T>> => Joi.object<Page<T>>(pageFields(item));

const FOREIGN = { zh: '游标无效或属于另一种排序。', en: 'This cursor is not valid, or belongs to another order.' };

const encode = (at: Position): string => Buffer.from(JSON.stringify(at)).toString('base64url');

function decode(cursor: string): Position | undefined {
  const text = Buffer.from(cursor, 'base64url').toString();
  const { value, error } = position.validate(parsed(text), { convert: false });
  return error ? undefined : value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not a cursor of ours: told as such
  }
}

function valueAt(document: object, field: string): Scalar {
  let value: unknown = document;
  for (const part of field.split('.')) value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new TypeError(`a list cannot be sorted by ${field}: it holds neither text nor a number`);
}

interface Order {
  readonly direction: 1 | -1;
  readonly nullable: readonly string[];
}
type Condition = Readonly<Record<string, unknown>>;

/** Everything behind a position: the first field is further, or the first is equal and the second further, and so on. */
function after(fields: readonly string[], values: readonly Scalar[], order: Order): Condition {
  const branches = fields.flatMap((field, depth) => {
    const equal = Object.fromEntries(fields.slice(0, depth).map((earlier, index) => [earlier, values[index]]));
    return further(field, values[depth] ?? null, order).map((condition) => ({ ...equal, ...condition }));
  });
  return { ...boundOf(fields[0] ?? '_id', values[0] ?? null, order), $or: branches };
}

/** Null and missing come before everything else, as they do in MongoDB. */
function further(field: string, value: Scalar, { direction, nullable }: Order): readonly Condition[] {
  if (direction === 1) return [{ [field]: value === null ? { $ne: null } : { $gt: value } }];
  if (value === null) return [];
  return [{ [field]: { $lt: value } }, ...(nullable.includes(field) ? [{ [field]: null }] : [])];
}

/** Says once more outside the branches where to begin, so that an index can be entered there. */
function boundOf(field: string, value: Scalar, { direction, nullable }: Order): Condition {
  if (value === null || (direction === -1 && nullable.includes(field))) return {};
  return { [field]: direction === 1 ? { $gte: value } : { $lte: value } };
}
