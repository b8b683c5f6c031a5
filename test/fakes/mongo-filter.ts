/** Reads the few operators that windows of a list are made of, with MongoDB's order: null and missing first, text by code point. */
type Document = object;

const valueAt = (document: Document, path: string): unknown => {
  let value: unknown = document;
  for (const part of path.split('.')) value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
  return value ?? null;
};

const compareText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const rank = (value: unknown): number => ['object', 'number', 'string', 'boolean'].indexOf(typeof value);

/** As MongoDB sorts: by kind, then by value. */
export function compareValues(a: unknown, b: unknown): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  return typeof a === 'object' ? 0 : Number(a) - Number(b);
}

function meets(value: unknown, operator: string, operand: unknown): boolean {
  // comparisons look at values of the same kind only
  const isAlike = rank(value) === rank(operand) && value !== null;
  const order = compareValues(value, operand);
  switch (operator) {
    case '$gt':
      return isAlike && order > 0;
    case '$gte':
      return isAlike && order >= 0;
    case '$lt':
      return isAlike && order < 0;
    case '$lte':
      return isAlike && order <= 0;
    case '$ne':
      return rank(value) !== rank(operand) || order !== 0;
    case '$in':
      return Array.isArray(operand) && operand.some((one) => rank(one) === rank(value) && compareValues(one, value) === 0);
    case '$exists':
      return (value !== null) === operand;
    default:
      throw new TypeError(`the fake does not know ${operator}`);
  }
}

const isFilter = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const branchesOf = (condition: unknown) => (Array.isArray(condition) ? condition.filter(isFilter) : []);

export function matches(document: Document, filter: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(filter).every(([key, condition]) => {
    if (key === '$or') return branchesOf(condition).some((branch) => matches(document, branch));
    if (key === '$and') return branchesOf(condition).every((branch) => matches(document, branch));
    const value = valueAt(document, key);
    // Of a list any element will do.
    if (Array.isArray(value) && typeof condition !== 'object') return value.includes(condition);
    if (typeof condition !== 'object' || condition === null)
      return rank(value) === rank(condition) && compareValues(value, condition) === 0;
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.some((one) => Object.entries(condition).every(([operator, operand]) => meets(one, operator, operand)));
  });
}

export function sortBy<T extends Document>(documents: readonly T[], sort: Readonly<Record<string, 1 | -1>>): T[] {
  return [...documents].sort((a, b) => {
    for (const [field, direction] of Object.entries(sort)) {
      const order = compareValues(valueAt(a, field), valueAt(b, field));
      if (order !== 0) return order * direction;
    }
    return 0;
  });
}
