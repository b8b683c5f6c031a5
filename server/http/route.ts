import type Joi from 'joi';
import type { Readable } from 'node:stream';
import type { Actor, Role } from '../../domain/actor.js';
import type { EntityRef, Typed } from '../../domain/entity.js';
import type { ByteSource } from './bytes.js';
import type { Extent } from './range.js';
import type { Language, Sentence } from './sentence.js';
import type { ProblemCode, Refused } from './problems.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/**
 * Who may call a route.
 * `public`: anybody. `account`: whoever is logged in, even before the first password was changed. `session`: logged in with a
 * password of their own. `post`: acting with a post that is held at this instant; only then is there an `actor`.
 */
export type Access = 'public' | 'account' | 'session' | 'post';

/** The logged-in person, as it stands in the session. */
export interface SessionAccount {
  readonly login: string;
  readonly personId: string;
  readonly name: string;
  /** Only session and password routes answer until it is changed. Never true in the demo. */
  readonly mustChangePassword: boolean;
}

/** What makes a repeat recognisable: the caller's key scoped to account and route, and a hash of everything asked for. */
export interface CommandKey {
  /** 32 hexadecimal characters. */
  readonly id: string;
  /** SHA-256 of params, query and body, but not of bytes: the same id with another hash is `IdempotencyKeyReused`. */
  readonly hash: string;
}

/** The session behind a request, as far as handlers may touch it. */
export interface SessionHandle {
  /** The account's epoch at log-in; undefined where no session is open. */
  readonly epoch: number | undefined;
  readonly csrfToken: string | undefined;
  /** The post the person chose to act with, held or not. */
  readonly post: string | undefined;
  /** False where the connection is not secure enough for the cookie to reach the browser. */
  readonly canOpen: boolean;
  /** Starts a session under a new id and forgets the former one. */
  open(opening: SessionOpening): Promise<{ readonly csrfToken: string }>;
  choosePost(post: string): Promise<void>;
  close(): Promise<void>;
}
export interface SessionOpening {
  readonly account: SessionAccount;
  readonly epoch: number;
  readonly post: string | undefined;
}

/** What a handler is told. It never sees `req` or `res`. */
export interface RouteRequest<P, Q, B, A extends Access = Access, C extends boolean = boolean, S extends boolean = boolean> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The instant of receipt by the injected clock, in epoch milliseconds. */
  readonly now: number;
  readonly requestId: string;
  readonly language: Language;
  readonly ip: string;
  readonly session: SessionHandle;
  readonly account: A extends 'public' ? SessionAccount | undefined : SessionAccount;
  readonly actor: A extends 'post' ? Actor : undefined;
  readonly idempotencyKey: C extends true ? string : undefined;
  readonly command: C extends true ? CommandKey : undefined;
  readonly bytes: S extends true ? ByteSource : undefined;
}

/** An answer that is not JSON: bytes, a stream, or bytes to be had in part, of the named type. */
export interface Media {
  readonly media: string;
  /** Answers `Range`. */
  readonly isRanged?: true;
}
export const media = (type: string): Media => ({ media: type });
/** Bytes that may be asked for in part; the handler names a closer type in its headers. */
export const rangedMedia = (type: string): Media => ({ media: type, isRanged: true });

/** How a command may also be had for many entities in one request: what one item's validated params and body are sent as, and to whom. */
export interface BulkForm<P, B> {
  to(params: P): EntityRef;
  command(body: B, params: P, now: number): Typed | Promise<Typed>;
}

export type SuccessStatus = 200 | 201 | 202 | 204;

/** By status: a schema for JSON, `media(type)` for bytes, `null` for no body. */
export type ResponseSchemas = Readonly<Partial<Record<SuccessStatus, Joi.Schema | Media | null>>>;
type BodyOf<S> = S extends Joi.AnySchema<infer T> ? T : S extends Media ? Readable | Buffer | Extent : undefined;

/** An answer as the mounting sees it. */
export interface AnyReply {
  readonly status: SuccessStatus;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer whose status and body are one of those declared under `response`. */
export type Reply<R extends ResponseSchemas> = AnyReply &
  {
    readonly [S in keyof R & number]: BodyOf<R[S]> extends undefined
      ? { readonly status: S; readonly body?: undefined }
      : { readonly status: S; readonly body: BodyOf<R[S]> };
  }[keyof R & number];

/** A route as the list, the mounting and the documentation see it. */
export interface Route {
  /** A verb, unique among all routes: `submitPlan`. The `operationId` of the documentation. */
  readonly name: string;
  readonly method: Method;
  /** Below `/api/v1`, with parameters in braces: `/pilots/{id}/plan`. */
  readonly path: string;
  readonly summary: Sentence;
  readonly tags: readonly string[];
  readonly access: Access;
  /** Only posts with one of these roles; others get `NoRight`. Needs `access: 'post'`. */
  readonly roles?: readonly Role[];
  /** Nothing of the body is kept or shown, as with passwords: marks of secrecy are not looked for in it. */
  readonly keepsNothing?: boolean;
  /** Changes something and needs an `Idempotency-Key`. */
  readonly command?: boolean;
  /** Where the command may also be sent in bulk; an item is judged by this route's own params and body. */
  readonly inBulk?: BulkForm<unknown, unknown>;
  readonly params?: Joi.ObjectSchema;
  readonly query?: Joi.ObjectSchema;
  /** A JSON object. Types are taken as sent (no conversion): `"5"` is not a number and text has no outer blanks. */
  readonly body?: Joi.ObjectSchema;
  /** The body is a file's bytes (`application/octet-stream`), handed on as they come; then there is no `body`. */
  readonly takesBytes?: boolean;
  readonly response: ResponseSchemas;
  /** Refusals a caller should expect beyond those that every route of its kind may give. */
  readonly refusals?: readonly ProblemCode[];
  /** One for the body where there is one, and one for each JSON answer. */
  readonly examples: { readonly body?: unknown } & { readonly [S in keyof ResponseSchemas]?: unknown };
  handle(request: RouteRequest<unknown, unknown, unknown>): Promise<AnyReply | Refused>;
}

/** A route with the types of its own parts. */
export interface RouteDefinition<P, Q, B, R extends ResponseSchemas, A extends Access, C extends boolean, S extends boolean> extends Route {
  readonly access: A;
  readonly command?: C;
  readonly inBulk?: BulkForm<P, B>;
  readonly takesBytes?: S;
  readonly params?: Joi.ObjectSchema<P>;
  readonly query?: Joi.ObjectSchema<Q>;
  readonly body?: Joi.ObjectSchema<B>;
  readonly response: R;
  readonly examples: { readonly body?: B } & { readonly [S in keyof R & number]?: BodyOf<R[S]> };
  handle(request: RouteRequest<P, Q, B, A, C, S>): Promise<NoInfer<Reply<R>> | Refused>;
}

type NoFields = Readonly<Record<string, never>>;

/** Declares a route. The types of params, query, body and answer come from its schemas; the list forgets them again. */
export function route<
  const R extends ResponseSchemas,
  A extends Access,
  P = NoFields,
  Q = NoFields,
  B = NoFields,
  C extends boolean = false,
  S extends boolean = false,
>(definition: RouteDefinition<P, Q, B, R, A, C, S>): Route {
  return definition;
}
