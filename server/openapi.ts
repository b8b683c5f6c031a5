import type Joi from 'joi';
import { BYTES_TYPE } from './http/bytes.js';
import { isMedia } from './http/declared.js';
import { API_PREFIX } from './http/mount.js';
import { problems, type ProblemCode } from './http/problems.js';
import type { Media, Route } from './http/route.js';

type Json = Readonly<Record<string, unknown>>;

/** A JSON Schema as joi writes it, as far as it is taken apart here. */
interface ObjectSchema extends Json {
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
}

export interface ApiDocument extends Json {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

const DRAFT = { target: 'draft-2020-12' } as const;
const sent = (schema: Joi.Schema): ObjectSchema => schema['~standard'].jsonSchema.input(DRAFT);
const answered = (schema: Joi.Schema): ObjectSchema => schema['~standard'].jsonSchema.output(DRAFT);

/**
 * Describes the API in OpenAPI 3.1, from the very list of routes that is mounted. What joi cannot say in JSON Schema (conditions,
 * references, custom rules) is not in it.
 */
export function describeApi(routes: readonly Route[], { version, cookieName }: { version: string; cookieName: string }): ApiDocument {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: describeRoute(route) };
  return {
    openapi: '3.1.0',
    info: { title: '督办 Duban', version, description: INTRODUCTION },
    servers: [{ url: API_PREFIX }],
    tags: [...new Set(routes.flatMap(({ tags }) => tags))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: cookieName, description: '登录后的会话 Cookie。The cookie of an open session.' },
        csrf: {
          type: 'apiKey',
          in: 'header',
          name: 'X-CSRF-Token',
          description: '会话的 csrfToken，凡修改必带。The `csrfToken` of the session, with everything that changes something.',
        },
      },
    },
  };
}

const INTRODUCTION = [
  '凡修改均须带 `X-CSRF-Token`；标明的操作还须带 `Idempotency-Key`，同一键重复提交只执行一次。拒绝以 `application/problem+json` 答复，`code` 保持稳定。时刻均为毫秒时间戳。',
  'Whatever changes something carries `X-CSRF-Token`; where it says so also an `Idempotency-Key`, and a repeat under the same key happens once. Refusals are `application/problem+json` with a stable `code`. Instants are epoch milliseconds.',
].join('\n\n');

function describeRoute(route: Route): Json {
  const { name, summary, tags, access, method, body, examples, takesBytes } = route;
  return {
    operationId: name,
    summary: `${summary.zh} · ${summary.en}`,
    tags,
    security: access === 'public' ? [] : [{ session: [], ...(method !== 'get' && { csrf: [] }) }],
    parameters: describeParameters(route),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: sent(body), example: examples.body } } } }),
    ...(takesBytes && { requestBody: { required: true, content: { [BYTES_TYPE]: { schema: BYTES } } } }),
    responses: {
      ...describeAnswers(route),
      ...describeRefusals(refusalsOf(route)),
      default: problemResponse('其他拒绝。Any other refusal.'),
    },
  };
}

const BYTES: Json = { type: 'string', contentMediaType: BYTES_TYPE, description: '文件原样的字节。The bytes of the file as they are.' };

function describeParameters({ params, query, command }: Route): readonly Json[] {
  const list = (place: 'path' | 'query', schema: Joi.ObjectSchema | undefined) => {
    const { properties = {}, required = [] } = schema ? sent(schema) : {};
    return Object.entries(properties).map(([name, { description, ...rest }]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      description,
      schema: rest,
    }));
  };
  return [...list('path', params), ...list('query', query), ...(command ? [IDEMPOTENCY_KEY] : [])];
}

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: '每个意图一个键，重复提交不会重复执行。One key per intent; a repeat does not happen twice.',
  schema: { type: 'string', minLength: 8, maxLength: 128 },
  example: '6f1c1c0e-6f0e-4b7e-9a43-0d9f5a2f6f11',
};

function describeAnswers({ response, examples }: Route): Json {
  const describeContent = (declared: Joi.Schema | Media, example: unknown): Json =>
    isMedia(declared)
      ? { [declared.media]: { schema: { type: 'string', contentMediaType: declared.media } } }
      : { 'application/json': { schema: answered(declared), example } };
  return Object.fromEntries(
    Object.entries(response).flatMap(([status, declared]) => {
      const example = Object.entries(examples).find(([key]) => key === status)?.[1];
      const content = declared && { content: describeContent(declared, example) };
      const whole = [status, { description: '成功。Done.', ...content }] as const;
      if (!declared || !isMedia(declared) || !declared.isRanged) return [whole];
      return [whole, ['206', { description: '所要求的部分（Range）。The part asked for with `Range`.', ...content }] as const];
    }),
  );
}

/** What a caller must expect of this route, beyond what any request may meet. */
function refusalsOf({
  access,
  roles,
  command,
  method,
  params,
  query,
  body,
  takesBytes = false,
  keepsNothing = false,
  refusals = [],
}: Route): readonly ProblemCode[] {
  return [
    ...refusals,
    ...when(access !== 'public', 'NotLoggedIn'),
    ...when(method !== 'get', 'CsrfRejected'),
    ...when(access === 'session' || access === 'post', 'PasswordMustChange'),
    ...when(access === 'post', 'NoPost', 'PostNotHeld'),
    ...when(roles !== undefined, 'NoRight'),
    ...when(command === true, 'IdempotencyKeyMissing', 'IdempotencyKeyReused'),
    ...when(Boolean(params ?? query ?? body), 'InvalidInput'),
    ...when(body !== undefined, 'BrokenJson', 'PayloadTooLarge', 'UnsupportedMediaType'),
    ...when(body !== undefined && !keepsNothing, 'SecretMark'),
    ...when(takesBytes, 'UnsupportedMediaType', 'FileTooLarge', 'UploadBroken', 'SecretMark'),
  ];
}
const when = (holds: boolean, ...codes: readonly ProblemCode[]): readonly ProblemCode[] => (holds ? codes : []);

function describeRefusals(codes: readonly ProblemCode[]): Json {
  const lines: Record<number, string[]> = {};
  for (const code of new Set(codes)) {
    const { status, zh, en } = problems[code];
    lines[status] = [...(lines[status] ?? []), `- \`${code}\` ${zh} ${en}`];
  }
  return Object.fromEntries(Object.entries(lines).map(([status, told]) => [status, problemResponse(told.join('\n'))]));
}

const problemResponse = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const inBoth = (description: string): Json => ({
  type: 'object',
  description,
  properties: { zh: { type: 'string', description: '中文。In Chinese.' }, en: { type: 'string', description: '英文。In English.' } },
  required: ['zh', 'en'],
});

const PROBLEM: Json = {
  type: 'object',
  description: '拒绝（RFC 9457）。A refusal (RFC 9457).',
  properties: {
    type: { type: 'string', description: '`urn:duban:problem:` 加代码。`urn:duban:problem:` and the code.' },
    status: { type: 'integer', description: 'HTTP 状态码。The HTTP status.' },
    code: { type: 'string', enum: Object.keys(problems).sort(), description: '稳定的代码。The stable code.' },
    title: { type: 'string', description: '类别，按调用者的语言。The kind, in the language of the caller.' },
    detail: { type: 'string', description: '说明，按调用者的语言。The sentence, in the language of the caller.' },
    sentences: inBoth('两种语言的说明。The sentence in both languages.'),
    requestId: { type: 'string', description: '请求编号，日志中可查。The id under which the log knows the request.' },
    errors: {
      type: 'array',
      description: '逐项的错误。What is wrong, field by field.',
      items: {
        type: 'object',
        properties: {
          field: { type: 'string', description: '位置，如 `body.title`。Where, such as `body.title`.' },
          zh: { type: 'string', description: '中文。In Chinese.' },
          en: { type: 'string', description: '英文。In English.' },
        },
        required: ['field', 'zh', 'en'],
      },
    },
  },
  required: ['type', 'status', 'code', 'title', 'detail', 'sentences', 'requestId'],
};
