import { readFile } from 'node:fs/promises';

/** The kernel's clock ticks a second on every Linux there is. */
const ticksPerSecond = 100;

/** Returns the milliseconds that a process has computed so far; NaN where the system does not tell (it is Linux's). */
export async function processorTime(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name before them may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticksPerSecond;
}
