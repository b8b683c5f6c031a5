import { InterceptingCall, type Interceptor } from '@grpc/grpc-js';
import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';

/**
 * A client for commands: it never repeats by itself, since only `send` knows what a failure means. Connects when it is first used.
 * Deadlines are set here and not by `withDeadline`, whose asynchronous storage would slow every promise of the process.
 */
export function createCommandClient(address: string, namespace: string, timeoutMs = COMMAND_TIMEOUT_MS): Client {
  const setDeadline: Interceptor = (options, nextCall) => new InterceptingCall(nextCall({ ...options, deadline: Date.now() + timeoutMs }));
  return new Client({ connection: Connection.lazy({ address, interceptors: [setDeadline], channelArgs: RECONNECT_SOON }), namespace });
}
/** How long one attempt to send a command may take. */
export const COMMAND_TIMEOUT_MS = 10_000;

/** A client for everything that is harmless to repeat. */
export async function createPatientClient(address: string, namespace: string): Promise<{ client: Client; connection: Connection }> {
  const connection = await Connection.connect({
    address,
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions())],
    channelArgs: RECONNECT_SOON,
  });
  return { client: new Client({ connection, namespace }), connection };
}

/** An engine that comes back is found again within seconds; by itself gRPC would wait for up to two minutes. */
const RECONNECT_SOON = { 'grpc.initial_reconnect_backoff_ms': 500, 'grpc.max_reconnect_backoff_ms': 2_000 };
