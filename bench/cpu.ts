import { readFileSync } from 'node:fs';

const TICK_MS = 10; // USER_HZ is 100 on every Linux in use

/** Processor time a process has used, its threads included; NaN where /proc does not tell. */
function cpuMsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return NaN;
  }
}

/** Says how much processor time each process spent between two calls. */
export function watchCpu(pids: Readonly<Record<string, number>>): () => Readonly<Record<string, number>> {
  const before = Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuMsOf(pid)]));
  return () => Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuMsOf(pid) - (before[name] ?? NaN)]));
}
