const lookEveryMs = 1_000;

/**
 * Calls back once when this process is asked to end: Ctrl-C, SIGTERM, a closed terminal, or the end of the npm that started us
 * (a SIGTERM to npm ends npm and its shell, and never reaches what they run).
 */
export function whenAskedToStop(listener: () => void): void {
  let isAsked = false;
  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    listener();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid !== parent) ask();
  }, lookEveryMs);
  looking.unref();
}
