/**
 * How the API process is started. What streams through it is garbage at once, and V8 lets twice this size of it pile up before it looks:
 * with the default of 16 MB an upload grows the process by more than 30. `Dockerfile` says the same.
 */
export const API_NODE_FLAGS = ['--max-semi-space-size=8'] as const;
