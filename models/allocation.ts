import { Schema, type Connection } from 'mongoose';
import { modelOf } from './connect.js';

/** A number given once to a command: a repeat gets the same one, a number not used leaves a gap. */
interface AllocationDoc {
  readonly _id: string;
  readonly hash: string;
  readonly series: string;
  readonly number: number;
}
interface CounterDoc {
  readonly _id: string;
  readonly last: number;
}

const allocationSchema = new Schema<AllocationDoc>(
  { _id: { type: String, required: true }, hash: String, series: String, number: Number },
  { versionKey: false, collection: 'allocations' },
);
const counterSchema = new Schema<CounterDoc>(
  { _id: { type: String, required: true }, last: Number },
  { versionKey: false, collection: 'counters' },
);

export interface Allocated {
  readonly series: string;
  readonly number: number;
}

export interface Allocator {
  /**
   * The next number of a series for this command. A repeat gets what the first got, in the series it was given in: a year or a post may have
   * changed meanwhile. `reused` where the command's id came before with another content.
   */
  allocate(series: string, commandId: string, commandHash: string): Promise<Allocated | 'reused'>;
  /** Numbers up to this one are taken already: none of them is given from now on. */
  skipTo(series: string, last: number): Promise<void>;
}

/** Numbers for new entities, from a counter per series; 1 for the first. */
export function createAllocator(db: Connection): Allocator {
  const allocations = modelOf<AllocationDoc>(db, 'Allocation', allocationSchema);
  const counters = modelOf<CounterDoc>(db, 'Counter', counterSchema);
  return {
    async allocate(series, commandId, commandHash) {
      const known = await allocations.findById(commandId).lean<AllocationDoc>();
      if (known !== null) return allocatedOf(known, commandHash);
      const counter = await counters
        .findOneAndUpdate({ _id: series }, { $inc: { last: 1 } }, { upsert: true, returnDocument: 'after' })
        .lean<CounterDoc>();
      // Two at once with the same key: the first to write keeps its number, the other's is a gap.
      const kept = await allocations
        .findOneAndUpdate(
          { _id: commandId },
          { $setOnInsert: { hash: commandHash, series, number: counter?.last ?? 1 } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<AllocationDoc>();
      if (kept === null) throw new Error('An allocation that was just written could not be read back');
      return allocatedOf(kept, commandHash);
    },
    async skipTo(series, last) {
      await counters.updateOne({ _id: series }, { $max: { last } }, { upsert: true });
    },
  };
}

const allocatedOf = ({ hash, series, number }: AllocationDoc, commandHash: string): Allocated | 'reused' =>
  hash === commandHash ? { series, number } : 'reused';
