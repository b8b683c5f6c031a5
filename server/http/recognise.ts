import { MongooseError, mongo } from 'mongoose';
import { BytesEnded } from './bytes.js';
import { refused, type Refused } from './problems.js';

/** Knows some errors of the outside world by sight, and how they are told. Undefined for every other. */
export type Recogniser = (error: unknown) => Refused | undefined;

export const BODY_LIMIT_KB = 512;

const words = (error: Error, key: 'type' | 'status'): unknown => (key in error ? Reflect.get(error, key) : undefined);

/** What Express and its body parser refuse before a handler is reached. */
export const recogniseHttp: Recogniser = (error) => {
  if (error instanceof BytesEnded) return error.refusal;
  if (!(error instanceof Error)) return undefined;
  switch (words(error, 'type')) {
    case 'entity.parse.failed':
      return refused('BrokenJson');
    case 'entity.too.large':
      return refused('PayloadTooLarge', { facts: { limitKb: BODY_LIMIT_KB } });
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return refused('UnsupportedMediaType', { facts: { expected: 'application/json; charset=utf-8' } });
    default:
      return refuseByStatus(words(error, 'status'));
  }
};

function refuseByStatus(status: unknown): Refused | undefined {
  if (status === 404) return refused('NotFound');
  return typeof status === 'number' && status >= 400 && status < 500 ? refused('BadRequest') : undefined;
}

const AWAY = [
  mongo.MongoNetworkError,
  mongo.MongoServerSelectionError,
  mongo.MongoNotConnectedError,
  mongo.MongoTopologyClosedError,
  mongo.MongoClientClosedError,
];
/** The server answered, but as one that is stepping down, starting or going: HostUnreachable … PrimarySteppedDown. */
const AWAY_CODES = new Set<unknown>([6, 7, 89, 91, 189, 9001, 10058, 10107, 11600, 11602, 13435, 13436]);

/** What the driver passes on as it comes from the socket: it was closed on the other side just before something was written. */
const BROKEN_SOCKET = new Set<unknown>(['EPIPE', 'ECONNRESET']);
const isBrokenSocket = (error: unknown): boolean => error instanceof Error && 'code' in error && BROKEN_SOCKET.has(error.code);

/** A figure over much is given up after so long. */
export const LONGEST_QUESTION_MS = 15_000;
/** MaxTimeMSExpired. */
const GIVEN_UP = 50;

/** The database gave a question up, cannot be reached, or has no primary at present; or nobody knows whether it kept what was committed. */
export const recogniseDatabase: Recogniser = (error) => {
  if (error instanceof mongo.MongoError && error.hasErrorLabel('UnknownTransactionCommitResult')) return refused('Uncertain');
  if (error instanceof mongo.MongoError && error.code === GIVEN_UP)
    return refused('QuestionTooWide', { facts: { seconds: LONGEST_QUESTION_MS / 1_000 } });
  const isAway =
    AWAY.some((kind) => error instanceof kind) ||
    isBrokenSocket(error) ||
    (error instanceof mongo.MongoError && AWAY_CODES.has(error.code)) ||
    (error instanceof MongooseError && (error.name === 'MongooseServerSelectionError' || error.message.includes('buffering timed out')));
  return isAway ? refused('DatabaseAway', { retryAfterSeconds: 5 }) : undefined;
};
