import type Joi from 'joi';
import { isMedia } from '../../server/http/declared.js';
import type { Route } from '../../server/http/route.js';

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every schema below a JSON schema, with the path of the field it stands for. */
function* walk(schema: Node, path: string): Generator<[path: string, schema: Node]> {
  for (const [name, field] of Object.entries(isNode(schema['properties']) ? schema['properties'] : {})) {
    if (!isNode(field)) continue;
    yield [`${path}.${name}`, field];
    yield* walk(field, `${path}.${name}`);
  }
  const branches = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => (Array.isArray(schema[key]) ? schema[key] : []));
  for (const branch of branches) if (isNode(branch)) yield* walk(branch, path);
  for (const key of ['items', 'additionalProperties']) if (isNode(schema[key])) yield* walk(schema[key], `${path}[]`);
}

const hasBothLanguages = (text: unknown): boolean => typeof text === 'string' && /\p{Script=Han}/u.test(text) && /[a-z]{2}/i.test(text);

const isBounded = (schema: Node): boolean =>
  schema['type'] !== 'string' || ['maxLength', 'enum', 'pattern', 'format', 'const'].some((key) => key in schema);

const draft = { target: 'draft-2020-12' };
const jsonOf = (schema: Joi.Schema, mode: 'input' | 'output'): Node => schema['~standard'].jsonSchema[mode](draft);

/** What is missing before somebody who never saw the code can use a route; a sentence for each. */
export function gapsOf(route: Route): readonly string[] {
  const { name, params, query, body, response, examples, path } = route;
  const gaps: string[] = [];
  const look = (place: string, schema: Node) => {
    for (const [field, found] of walk(schema, place))
      if (!hasBothLanguages(found['description'])) gaps.push(`${name}: ${field} is not described in both languages`);
  };
  const lookIn = (place: string, schema: Joi.Schema) => {
    const json = jsonOf(schema, 'input');
    look(place, json);
    for (const [field, found] of walk(json, place)) if (!isBounded(found)) gaps.push(`${name}: ${field} is text without a limit`);
  };
  if (params) lookIn('params', params);
  if (query) lookIn('query', query);
  if (body) lookIn('body', body);
  if (!hasBothLanguages(`${route.summary.zh} ${route.summary.en}`)) gaps.push(`${name} has no summary`);
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
  const declared = Object.keys(params?.describe()['keys'] ?? {});
  if (named.join() !== declared.join()) gaps.push(`${name}: the path names ${named.join()}, params ${declared.join()}`);
  if (route.roles && route.access !== 'post') gaps.push(`${name}: roles need a post`);
  if (body) fits(name, 'body', body, examples.body, gaps);
  for (const [status, answer] of Object.entries(response)) {
    if (!answer || isMedia(answer)) continue;
    look(status, jsonOf(answer, 'output'));
    fits(name, status, answer, Object.entries(examples).find(([key]) => key === status)?.[1], gaps);
  }
  return gaps;
}

function fits(name: string, place: string, schema: Joi.Schema, example: unknown, gaps: string[]): void {
  if (example === undefined) return void gaps.push(`${name}: ${place} has no example`);
  const { error } = schema.validate(example, { convert: false });
  if (error) gaps.push(`${name}: the example of ${place} does not fit: ${error.message}`);
}
