import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';

/** A client for commands: it never repeats by itself, since only `send` knows what a failure means. Connects when it is first used. */
export const createCommandClient = (address: string, namespace: string): Client =>
  new Client({ connection: Connection.lazy({ address, interceptors: [] }), namespace });

/** A client for everything that is harmless to repeat. */
export async function createPatientClient(address: string, namespace: string): Promise<{ client: Client; connection: Connection }> {
  const connection = await Connection.connect({ address, interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions())] });
  return { client: new Client({ connection, namespace }), connection };
}
