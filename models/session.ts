import { Schema, type ClientSession, type Connection } from 'mongoose';
import { modelOf } from './connect.js';

export const SESSIONS_COLLECTION = 'sessions';

/** As the session store of the edge writes it; here only as far as sessions are found by account. */
interface SessionDoc {
  readonly _id: string;
  readonly expires?: Date;
  readonly session: { readonly opened?: { readonly login: string } };
}

const sessionSchema = new Schema<SessionDoc>(
  { _id: { type: String, required: true }, expires: Date, session: Schema.Types.Mixed },
  { versionKey: false, collection: SESSIONS_COLLECTION },
);
sessionSchema.index({ 'session.opened.login': 1 });

/** Ends every session of an account, within the transaction that is the reason for it. */
export type EndSessions = (login: string, session: ClientSession) => Promise<void>;

export function createSessionEnding(db: Connection): EndSessions {
  const sessions = modelOf<SessionDoc>(db, 'Session', sessionSchema);
  return async (login, session) => {
    await sessions.deleteMany({ 'session.opened.login': login }, { session });
  };
}
