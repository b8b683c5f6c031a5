import type { Connection } from 'mongoose';
import { FIRST_BURDEN_CAP, type BurdenCap } from '../domain/burden.js';
import { createVersions, type Versions } from './versions.js';

export const BURDEN_CAPS_STREAM = 'directory/burden-caps';

/** What a province may be asked for in a year, by version. */
export type BurdenCaps = Versions<BurdenCap>;

export const createBurdenCaps = (db: Connection) =>
  createVersions<BurdenCap>(db, { stream: BURDEN_CAPS_STREAM, type: 'burdenCapPublished', first: FIRST_BURDEN_CAP });
