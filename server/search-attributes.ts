import { status } from '@grpc/grpc-js';
import { isGrpcServiceError, type Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../workflows/contract.js';

/** Registers the keyword attributes that runs carry. Safe to repeat, and to run by several processes at once. */
export async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const type = proto.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
  for (const name of Object.values(SEARCH_ATTRIBUTES)) {
    try {
      // One by one: where one is known, some servers refuse the whole call.
      await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: { [name]: type } });
    } catch (error) {
      if (!isGrpcServiceError(error) || error.code !== status.ALREADY_EXISTS) throw error;
    }
  }
}
